// Guesses at passwords: who is looked at, who waits, and what a right or wrong one comes to.
#include "core/base/log.h"
#include "server/venue/people_desk.h"
#include "server/venue/sign_in_names.h"
#include "server/venue/visitor_address.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using base::Result;

namespace {

constexpr int most_under_way = 8;  // Argon2id by two workers: the last of these waits less than a second

std::string key_of(const base::Hash& hash) {
  return {hash.begin(), hash.end()};
}

std::chrono::seconds whole_seconds(base::Milliseconds time) {
  return std::chrono::ceil<std::chrono::seconds>(time);
}

NotSignedIn wrong() {
  return {.error = {ErrorKind::InvalidInput, "The sign-in name or the password is wrong; type them again."}};
}

NotSignedIn locked(base::Milliseconds time) {
  const auto wait = whole_seconds(time);
  return {.error = {ErrorKind::Refused, fmt::format("There were too many wrong passwords; wait {} s, or have an "
                                                    "organiser make a new invitation.",
                                                    wait.count())},
          .wait = wait};
}

NotSignedIn busy() {
  return {.error = {ErrorKind::Unavailable, "Too many people sign in at once; try again in a second."},
          .wait = std::chrono::seconds(1)};
}

// Nobody's password: as much work as anybody's.
store::StoredPassword decoy(const base::SlowHashCost& cost) {
  return {.hash = base::random_key(), .salt = base::random_salt(), .cost = cost};
}

template <typename T>
tl::unexpected<NotSignedIn> broken(const Result<T>& result) {
  return tl::make_unexpected(NotSignedIn{.error = result.error()});
}

// What was typed, where it can be a password at all.
std::string tried(const std::string& typed) {
  return typed.size() <= longest_password ? password_text(typed) : std::string();
}

}  // namespace

Result<void> PeopleDesk::start() {
  tidy();
  const auto misses = people().misses();
  if (!misses) return tl::make_unexpected(misses.error());
  for (const auto& miss : *misses) {
    names_.restore(key_of(miss.name_hash), {.misses = miss.misses, .locks = miss.locks}, monotonic());
  }
  return {};
}

// Hashed with a key: people type their password where the name belongs, and neither is to be read from the disk.
base::Hash PeopleDesk::name_hash(const std::string& sign_in) const {
  return base::keyed_hash(base::derive_key(state_.people_key(), "sign-in-names"), sign_in);
}

std::optional<NotSignedIn> PeopleDesk::reason_to_wait(const base::Hash& name, const std::string& address) const {
  const auto wait = std::max(names_.wait(key_of(name), monotonic()), addresses_.wait(network_of(address), monotonic()));
  if (wait.count() > 0) return locked(wait);
  if (under_way_ >= most_under_way) return busy();
  return std::nullopt;
}

void PeopleDesk::begin_guess(const PasswordJob& job) {
  ++under_way_;
  names_.begin(key_of(job.name_hash_));
  addresses_.begin(network_of(job.from_.address));
}

void PeopleDesk::end_guess(const PasswordJob& job) {
  names_.undecided(key_of(job.name_hash_));
  addresses_.undecided(network_of(job.from_.address));
}

void PeopleDesk::note_miss(const PasswordJob& job) {
  tidy();
  const auto name = key_of(job.name_hash_);
  const auto subject = job.number_ == 0 ? std::nullopt : std::optional(job.number_);
  const auto noted = [&](Act act, std::optional<std::uint32_t> whose) {
    return record_of({.by = {{}, job.from_.address}, .act = std::string(word(act)), .subject = whose});
  };
  std::vector<store::AuditRecord> notes{noted(Act::Missed, subject)};
  if (names_.missed(name, monotonic())) notes.push_back(noted(Act::Locked, subject));
  if (addresses_.missed(network_of(job.from_.address), monotonic())) notes.push_back(noted(Act::AddressLocked, {}));
  const auto state = names_.state(name);
  const store::MissRecord miss{
      .name_hash = job.name_hash_, .misses = state.misses, .locks = state.locks, .last = state_.now()};
  if (const auto put = people().put_miss(miss, notes); !put) {
    base::log_error("a wrong password could not be counted on disk: {}", put.error().message);
  }
}

Result<void> PeopleDesk::forget_misses(const base::Hash& name) {
  names_.forget(key_of(name));
  return people().forget_misses(name);
}

// She may have been removed, or have another password, since the job began.
Result<bool> PeopleDesk::is_right(const PasswordJob& job, const PasswordWork& work) {
  if (!work.right || job.number_ == 0) return false;
  const auto here = person_here(job.number_);
  if (!here) return tl::make_unexpected(here.error());
  return people().account(job.number_).map([&](const std::optional<store::Account>& account) {
    return here->has_value() && account && account->password == job.task_.known;
  });
}

SignInResult<PasswordJob> PeopleDesk::begin_sign_in(const SignIn& attempt) {
  const auto sign_in = folded_sign_in(attempt.sign_in);
  PasswordJob job;
  job.name_hash_ = name_hash(sign_in);
  job.from_ = attempt.from;
  if (auto wait = reason_to_wait(job.name_hash_, attempt.from.address)) return tl::make_unexpected(*std::move(wait));
  const auto account = people().account_named(sign_in);
  if (!account) return broken(account);
  const bool has_password = *account && (*account)->password;
  const auto standard = state_.options().password_cost;
  job.number_ = has_password ? (*account)->number : 0;
  job.task_ = {.known = has_password ? *(*account)->password : decoy(standard),
               .tried = tried(attempt.password),
               .standard = standard};
  begin_guess(job);
  return job;
}

SignInResult<SignedIn> PeopleDesk::finish_sign_in(const PasswordJob& job, const Result<PasswordWork>& work) {
  --under_way_;
  const auto right = work ? is_right(job, *work) : Result<bool>(tl::make_unexpected(work.error()));
  if (right && !*right) {
    note_miss(job);
    return tl::make_unexpected(wrong());
  }
  end_guess(job);
  if (!right) return broken(right);
  if (work->stored) {
    if (auto set = people().restretch(job.number_, *work->stored); !set) return broken(set);
  }
  const auto session = new_session(job.number_, job.from_);
  if (!session) return broken(session);
  if (auto put = people().put_session(session->record); !put) return broken(put);
  if (auto forgotten = forget_misses(job.name_hash_); !forgotten) return broken(forgotten);
  note({.by = {job.number_, job.from_.address}, .act = std::string(word(Act::SignedIn))});
  auto answer = signed_in(*session);
  if (!answer) return broken(answer);
  return *std::move(answer);
}

SignInResult<PasswordJob> PeopleDesk::begin_change(const Caller& caller, const PasswordChange& change) {
  const auto account = people().account(caller.number);
  if (!account) return broken(account);
  if (!*account || !(*account)->password) return tl::make_unexpected(wrong());
  PasswordJob job;
  job.number_ = caller.number;
  job.name_hash_ = name_hash((*account)->sign_in);
  job.session_ = caller.session;
  job.from_.address = caller.address;
  if (auto wait = reason_to_wait(job.name_hash_, caller.address)) return tl::make_unexpected(*std::move(wait));
  const auto checked = check(change.new_password, {.name = caller.name, .sign_in = (*account)->sign_in});
  if (!checked) return broken(checked);
  job.task_ = {.known = (*account)->password,
               .tried = tried(change.old_password),
               .wished = password_text(change.new_password),
               .standard = state_.options().password_cost};
  begin_guess(job);
  return job;
}

SignInResult<void> PeopleDesk::finish_change(const PasswordJob& job, const Result<PasswordWork>& work) {
  --under_way_;
  const auto right = work ? is_right(job, *work) : Result<bool>(tl::make_unexpected(work.error()));
  if (right && !*right) {
    note_miss(job);
    return tl::make_unexpected(
        NotSignedIn{.error = {ErrorKind::InvalidInput, "The old password is wrong; type it again."}});
  }
  end_guess(job);
  if (!right) return broken(right);
  const auto set = people().change_password(
      {.number = job.number_, .password = *work->stored, .since = state_.now(), .kept_session = job.session_});
  if (!set) return broken(set);
  if (auto forgotten = forget_misses(job.name_hash_); !forgotten) return broken(forgotten);
  note({.by = {job.number_, job.from_.address}, .act = std::string(word(Act::PasswordChanged))});
  return {};
}

}  // namespace einlass::venue
