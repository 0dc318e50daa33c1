#include "server/venue/people_desk.h"

#include "server/venue/sign_in_names.h"

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using base::Result;

namespace {

constexpr std::chrono::hours invitation_lasts{7 * 24};
constexpr std::size_t code_bytes = 20;
constexpr std::size_t longest_stem = 30;  // bytes of a name from which a sign-in name is made

auto no_invitation() {
  return base::fail(ErrorKind::NotFound, "This invitation is unknown, used or expired; ask for a new one.");
}

std::string stem_of(const store::StaffRecord& person) {
  const auto stem = sign_in_name_from(person.member.name);
  const bool is_good = stem.size() <= longest_stem && is_sign_in_name(stem);
  return is_good ? stem : fmt::format("person{}", person.member.number);
}

}  // namespace

Result<std::optional<store::StaffRecord>> PeopleDesk::person_here(std::uint32_t number) {
  return state_.roster().find(number).map([](std::optional<store::StaffRecord> found) {
    return found && !found->removed ? std::move(found) : std::nullopt;
  });
}

Result<store::StaffRecord> PeopleDesk::person(std::uint32_t number) {
  auto found = person_here(number);
  if (!found) return tl::make_unexpected(found.error());
  if (*found) return **std::move(found);
  return base::fail(ErrorKind::NotFound, fmt::format("Nobody has the number {}; see \"einlass staff list\".", number));
}

Result<store::Account> PeopleDesk::account_for(const store::StaffRecord& person) {
  const auto known = people().account(person.member.number);
  if (!known) return tl::make_unexpected(known.error());
  if (*known) return **known;
  const auto stem = stem_of(person);
  for (int count = 1;; ++count) {
    const store::Account account{.number = person.member.number,
                                 .sign_in = count == 1 ? stem : fmt::format("{}{}", stem, count),
                                 .since = state_.now()};
    const auto put = people().put_account(account);
    if (put) return account;
    if (put.error().kind != ErrorKind::AlreadyExists) return tl::make_unexpected(put.error());
  }
}

Result<Invited> PeopleDesk::invite(std::uint32_t number, const Actor& by) {
  const auto found = person(number);
  if (!found) return tl::make_unexpected(found.error());
  const auto account = account_for(*found);
  if (!account) return tl::make_unexpected(account.error());
  const auto code = base::base64url(base::random_bytes(code_bytes));
  const auto expires = state_.now() + invitation_lasts;
  const auto put = people().put_invitation(
      {.code_hash = base::sha256(code), .number = number, .expires = expires, .made_by = by.number.value_or(0)});
  if (!put) return tl::make_unexpected(put.error());
  note({.by = by, .act = std::string(word(Act::Invited)), .subject = number});
  const auto& member = found->member;
  return Invited{.invitation = {.number = number,
                                .name = member.name,
                                .sign_in = account->sign_in,
                                .role = member.role,
                                .expires = expires},
                 .code = code};
}

Result<Invitation> PeopleDesk::invitation(const std::string& code) {
  const auto record = people().invitation(base::sha256(code));
  if (!record) return tl::make_unexpected(record.error());
  if (!*record || (*record)->expires <= state_.now()) return no_invitation();
  const auto found = person_here((*record)->number);
  if (!found) return tl::make_unexpected(found.error());
  if (!*found) return no_invitation();
  const auto account = account_for(**found);
  if (!account) return tl::make_unexpected(account.error());
  return Invitation{.number = account->number,
                    .name = (*found)->member.name,
                    .sign_in = account->sign_in,
                    .role = (*found)->member.role,
                    .expires = (*record)->expires};
}

Result<void> PeopleDesk::check(const std::string& password, const PasswordOwner& owner) {
  if (!common_) {
    auto loaded = CommonPasswords::load(state_.options().assets);
    if (!loaded) return tl::make_unexpected(loaded.error());
    common_ = *std::move(loaded);
  }
  return check_password(password, owner, *common_);
}

Result<PasswordJob> PeopleDesk::begin_accept(const Acceptance& acceptance) {
  const auto invited = invitation(acceptance.code);
  if (!invited) return tl::make_unexpected(invited.error());
  const auto checked = check(acceptance.password, {.name = invited->name, .sign_in = invited->sign_in});
  if (!checked) return tl::make_unexpected(checked.error());
  PasswordJob job;
  job.task_ = {.wished = password_text(acceptance.password), .standard = state_.options().password_cost};
  job.number_ = invited->number;
  job.name_hash_ = name_hash(invited->sign_in);
  job.code_hash_ = base::sha256(acceptance.code);
  job.from_ = acceptance.from;
  ++under_way_;
  return job;
}

Result<SignedIn> PeopleDesk::finish_accept(const PasswordJob& job, const Result<PasswordWork>& work) {
  --under_way_;
  if (!work) return tl::make_unexpected(work.error());
  const auto session = new_session(job.number_, job.from_);
  if (!session) return tl::make_unexpected(session.error());
  if (auto accepted = people().accept(job.code_hash_, *work->stored, session->record); !accepted) {
    return tl::make_unexpected(accepted.error());
  }
  if (auto forgotten = forget_misses(job.name_hash_); !forgotten) return tl::make_unexpected(forgotten.error());
  note({.by = {job.number_, job.from_.address}, .act = std::string(word(Act::Accepted))});
  return signed_in(*session);
}

Result<AccountState> PeopleDesk::account_of(std::uint32_t number) {
  return people().account(number).map([](const std::optional<store::Account>& account) {
    return account ? AccountState{.sign_in = account->sign_in, .has_password = account->password.has_value()}
                   : AccountState{};
  });
}

Result<std::string> PeopleDesk::set_sign_in_name(std::uint32_t number, const std::string& wished) {
  const auto found = person(number);
  if (!found) return tl::make_unexpected(found.error());
  const auto folded = folded_sign_in(wished);
  if (!is_sign_in_name(folded)) {
    return base::fail(ErrorKind::InvalidInput,
                      "A sign-in name has 3 to 40 letters, digits, dots and hyphens; choose another.");
  }
  auto account = account_for(*found);
  if (!account) return tl::make_unexpected(account.error());
  account->sign_in = folded;
  return people().put_account(*account).map([&] { return folded; });
}

}  // namespace einlass::venue
