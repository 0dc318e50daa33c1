// Who is signed in, from where and until when.
#include "core/base/log.h"
#include "core/base/text_fold.h"
#include "server/venue/people_desk.h"

#include <algorithm>
#include <limits>

namespace einlass::venue {

using base::Result;

namespace {

constexpr std::chrono::hours longest_unused{12};
constexpr std::chrono::hours longest_session{14 * 24};
constexpr std::chrono::minutes touched_every{1};
constexpr std::chrono::hours tidied_every{24};
constexpr std::chrono::hours audit_kept{90 * 24};
constexpr std::size_t token_bytes = 32;
constexpr std::size_t longest_token = 64;
constexpr std::size_t longest_label = 60;  // characters
constexpr std::size_t longest_address = 60;
constexpr std::size_t most_sessions = 20;  // of a person; then the one that was used longest ago ends

// Browsers say what they like.
std::string shown(const std::string& label) {
  auto text = base::clean_text(label.substr(0, longest_label * 4));
  while (base::count_characters(text) > longest_label) text = base::clean_text(text.substr(0, text.size() - 1));
  return text;
}

}  // namespace

Result<PeopleDesk::NewSession> PeopleDesk::new_session(std::uint32_t number, const Visitor& from) {
  const auto open = people().sessions_of(number);
  if (!open) return tl::make_unexpected(open.error());
  for (auto i = most_sessions - 1; i < open->size(); ++i) {
    if (auto ended = people().end_session((*open)[i].token_hash); !ended) return tl::make_unexpected(ended.error());
  }
  NewSession session{.token = base::base64url(base::random_bytes(token_bytes)), .record = {}};
  const auto now = state_.now();
  session.record = {.token_hash = base::sha256(session.token),
                    .number = number,
                    .address = from.address.substr(0, longest_address),
                    .label = shown(from.label),
                    .created = now,
                    .last_used = now};
  return session;
}

Result<SignedIn> PeopleDesk::signed_in(const NewSession& session) {
  auto caller = caller_of(session.token, session.record.address);
  if (!caller) return tl::make_unexpected(caller.error());
  if (*caller) return SignedIn{.token = session.token, .caller = **std::move(caller)};
  return base::fail(base::ErrorKind::NotFound, "This person was removed meanwhile; ask an organiser.");
}

Result<std::optional<Caller>> PeopleDesk::caller(std::uint32_t number) {
  return person_here(number).map([](const std::optional<store::StaffRecord>& found) -> std::optional<Caller> {
    if (!found) return std::nullopt;
    return Caller{.number = found->member.number,
                  .name = found->member.name,
                  .role = found->member.role,
                  .events = found->events,
                  .lists = found->lists};
  });
}

bool PeopleDesk::is_over(const store::SessionRecord& session) const {
  const auto now = state_.now();
  return session.last_used + longest_unused <= now || session.created + longest_session <= now;
}

Result<std::optional<store::SessionRecord>> PeopleDesk::live_session(const std::string& token) {
  if (token.empty() || token.size() > longest_token) return std::optional<store::SessionRecord>();
  return people().session(base::sha256(token)).map([&](std::optional<store::SessionRecord> found) {
    return found && !is_over(*found) ? std::move(found) : std::nullopt;
  });
}

Result<std::optional<Caller>> PeopleDesk::caller_of(const std::string& token, const std::string& address) {
  const auto session = live_session(token);
  if (!session) return tl::make_unexpected(session.error());
  if (!*session) return std::optional<Caller>();
  auto found = caller((*session)->number);
  if (!found || !*found) return found;
  (*found)->address = address.substr(0, longest_address);
  (*found)->session = (*session)->token_hash;
  const auto now = state_.now();
  if (now < (*session)->last_used + touched_every) return found;
  if (auto touched = people().touch_session((*session)->token_hash, now); !touched) {
    return tl::make_unexpected(touched.error());
  }
  return found;
}

// Whoever has signed out meanwhile: as long as the number is hers.
Result<std::optional<std::uint32_t>> PeopleDesk::number_of(const Caller& caller) {
  if (caller.session == base::Hash{}) return std::optional(caller.number);
  const auto session = people().session(caller.session);
  if (!session) return tl::make_unexpected(session.error());
  if (*session) return (*session)->number;
  return state_.roster().find(caller.number).map([&](const std::optional<store::StaffRecord>& found) {
    const bool is_she = found && found->member.name == caller.name;
    return is_she ? std::optional(caller.number) : std::nullopt;
  });
}

Result<void> PeopleDesk::sign_out(const std::string& token, const std::string& address) {
  const auto session = live_session(token);
  if (!session) return tl::make_unexpected(session.error());
  if (!*session) return {};
  if (auto ended = people().end_session((*session)->token_hash); !ended) return tl::make_unexpected(ended.error());
  note({.by = {(*session)->number, address}, .act = std::string(word(Act::SignedOut))});
  return {};
}

Result<int> PeopleDesk::sign_out_everywhere(std::uint32_t number, const Actor& by) {
  return people().end_sessions_of(number).map([&](int ended) {
    note({.by = by, .act = std::string(word(Act::SignedOutEverywhere)), .subject = number});
    return ended;
  });
}

Result<std::vector<OpenSession>> PeopleDesk::sessions_of(std::uint32_t number, const base::Hash& asking) {
  return people().sessions_of(number).map([&](const std::vector<store::SessionRecord>& records) {
    std::vector<OpenSession> open;
    for (const auto& record : records) {
      if (is_over(record)) continue;
      open.push_back({.label = record.label,
                      .address = record.address,
                      .since = record.created,
                      .last_used = record.last_used,
                      .is_this = record.token_hash == asking});
    }
    return open;
  });
}

std::string PeopleDesk::request_token(const std::string& token) const {
  return base::base64url(base::keyed_hash(base::derive_key(state_.people_key(), "request-tokens"), token));
}

bool PeopleDesk::is_request_token(const std::string& token, const std::string& given) const {
  return base::equal_secrets(request_token(token), given);
}

// Once a day; what is over counts for nothing before that, too.
void PeopleDesk::tidy() {
  if (tidied_ && monotonic() < *tidied_ + tidied_every) return;
  tidied_ = monotonic();
  const auto now = state_.now();
  const auto removed = people().remove_before({.unused = now - longest_unused,
                                               .begun = now - longest_session,
                                               .expired = now,
                                               .missed = now - Lockout::locks_last,
                                               .audited = now - audit_kept});
  if (!removed) base::log_error("what is over at the pages could not be removed: {}", removed.error().message);
}

store::AuditRecord PeopleDesk::record_of(const AuditEntry& entry) const {
  return {.at = state_.now(),
          .number = entry.by.number,
          .address = entry.by.address.substr(0, longest_address),
          .act = entry.act,
          .event = entry.event,
          .subject = entry.subject,
          .shown = entry.shown};
}

void PeopleDesk::note(const AuditEntry& entry) {
  tidy();
  const auto noted = people().note(record_of(entry));
  if (!noted) base::log_error("the audit trail could not be written: {}", noted.error().message);
}

Result<std::vector<AuditEntry>> PeopleDesk::audit(std::optional<std::int64_t> from, int limit) {
  tidy();
  const auto newest = from.value_or(std::numeric_limits<std::int64_t>::max());
  const auto records = people().audit(newest, std::clamp(limit, 1, most_entries));
  if (!records) return tl::make_unexpected(records.error());
  std::vector<AuditEntry> entries;
  for (const auto& record : *records) {
    if (record.at + audit_kept <= state_.now()) continue;
    entries.push_back({.sequence = record.sequence,
                       .at = record.at,
                       .by = {record.number, record.address},
                       .act = record.act,
                       .event = record.event,
                       .subject = record.subject,
                       .shown = record.shown});
  }
  return entries;
}

std::string_view word(Act act) {
  switch (act) {
    case Act::SignedIn:
      return "signed_in";
    case Act::Missed:
      return "missed";
    case Act::Locked:
      return "locked";
    case Act::AddressLocked:
      return "address_locked";
    case Act::Invited:
      return "invited";
    case Act::Accepted:
      return "accepted";
    case Act::SignedOut:
      return "signed_out";
    case Act::SignedOutEverywhere:
      return "signed_out_everywhere";
    case Act::PasswordChanged:
      return "password_changed";
  }
  return "";
}

}  // namespace einlass::venue
