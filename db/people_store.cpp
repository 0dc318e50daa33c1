#include "db/people_store.h"

#include "db/statements.h"

namespace einlass::store {
namespace {

using base::ErrorKind;
using base::Result;

constexpr const char* kAccountColumns = "SELECT number, sign_in, hash, salt, passes, memory_kib, since FROM accounts ";
constexpr const char* kSessionColumns = "SELECT token_hash, number, address, label, created, last_used FROM sessions ";

std::optional<StoredPassword> password_of(const Query& row) {
  if (row.is_null(2)) return std::nullopt;
  return StoredPassword{.hash = row.get<base::Hash>(2),
                        .salt = row.get<base::Salt>(3),
                        .cost = {.passes = row.get<std::uint64_t>(4), .memory_kib = row.get<std::uint64_t>(5)}};
}

Account account_of(const Query& row) {
  return {.number = row.get<std::uint32_t>(0),
          .sign_in = row.get<std::string>(1),
          .password = password_of(row),
          .since = row.get<base::Instant>(6)};
}

SessionRecord session_of(const Query& row) {
  return {.token_hash = row.get<base::Hash>(0),
          .number = row.get<std::uint32_t>(1),
          .address = row.get<std::string>(2),
          .label = row.get<std::string>(3),
          .created = row.get<base::Instant>(4),
          .last_used = row.get<base::Instant>(5)};
}

InvitationRecord invitation_of(const Query& row) {
  return {.code_hash = row.get<base::Hash>(0),
          .number = row.get<std::uint32_t>(1),
          .expires = row.get<base::Instant>(2),
          .made_by = row.get<std::uint32_t>(3)};
}

AuditRecord audit_of(const Query& row) {
  return {.sequence = row.get<std::int64_t>(0),
          .at = row.get<base::Instant>(1),
          .number = row.get<std::optional<std::uint32_t>>(2),
          .address = row.get<std::string>(3),
          .act = row.get<std::string>(4),
          .event = row.get<std::optional<rules::EventId>>(5),
          .subject = row.get<std::optional<std::uint32_t>>(6),
          .shown = row.get<std::optional<int>>(7)};
}

}  // namespace

Result<void> PeopleStore::put_account(const Account& account) {
  const auto holder = account_named(account.sign_in);
  if (!holder) return tl::make_unexpected(holder.error());
  if (*holder && (*holder)->number != account.number) {
    return base::fail(ErrorKind::AlreadyExists, "Somebody else has this sign-in name; choose another.");
  }
  std::optional<base::Hash> hash;
  std::optional<base::Salt> salt;
  std::optional<std::uint64_t> passes;
  std::optional<std::uint64_t> memory;
  if (const auto& password = account.password) {
    hash = password->hash;
    salt = password->salt;
    passes = password->cost.passes;
    memory = password->cost.memory_kib;
  }
  return Statements(connection_)
      .change("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)", account.number, account.sign_in, hash,
              salt, passes, memory, account.since);
}

Result<std::optional<Account>> PeopleStore::account(std::uint32_t number) const {
  static const auto sql = std::string(kAccountColumns) + "WHERE number = ?";
  return first(Statements(connection_).rows(sql, account_of, number));
}

Result<std::optional<Account>> PeopleStore::account_named(const std::string& sign_in) const {
  static const auto sql = std::string(kAccountColumns) + "WHERE sign_in = ?";
  return first(Statements(connection_).rows(sql, account_of, sign_in));
}

Result<std::vector<Account>> PeopleStore::accounts() const {
  return Statements(connection_).rows(std::string(kAccountColumns) + "ORDER BY number", account_of);
}

Result<void> PeopleStore::restretch(std::uint32_t number, const StoredPassword& password) {
  return Statements(connection_)
      .change("UPDATE accounts SET hash = ?, salt = ?, passes = ?, memory_kib = ? WHERE number = ?", password.hash,
              password.salt, password.cost.passes, password.cost.memory_kib, number);
}

Result<void> PeopleStore::set_new(const NewPassword& change) {
  if (auto set = restretch(change.number, change.password); !set) return set;
  Statements statements(connection_);
  const auto dated = statements.change("UPDATE accounts SET since = ? WHERE number = ?", change.since, change.number);
  if (!dated) return dated;
  return statements.change("DELETE FROM sessions WHERE number = ? AND token_hash <> ?", change.number,
                           change.kept_session);
}

Result<void> PeopleStore::change_password(const NewPassword& change) {
  return Statements(connection_).together([&] { return set_new(change); });
}

Result<void> PeopleStore::put_invitation(const InvitationRecord& invitation) {
  return Statements(connection_)
      .change("INSERT OR REPLACE INTO invitations VALUES (?, ?, ?, ?)", invitation.number, invitation.code_hash,
              invitation.expires, invitation.made_by);
}

Result<std::optional<InvitationRecord>> PeopleStore::invitation(const base::Hash& code_hash) const {
  return first(Statements(connection_)
                   .rows("SELECT code_hash, number, expires, made_by FROM invitations WHERE code_hash = ?",
                         invitation_of, code_hash));
}

Result<void> PeopleStore::accept(const base::Hash& code_hash, const StoredPassword& password,
                                 const SessionRecord& session) {
  Statements statements(connection_);
  return statements.together([&]() -> Result<void> {
    const auto spent = statements.count("DELETE FROM invitations WHERE code_hash = ?", code_hash);
    if (!spent) return tl::make_unexpected(spent.error());
    if (*spent == 0) return base::fail(ErrorKind::NotFound, "This invitation was used already; ask for a new one.");
    const auto set = set_new({.number = session.number, .password = password, .since = session.created});
    if (!set) return set;
    return put_session(session);
  });
}

Result<void> PeopleStore::put_session(const SessionRecord& session) {
  return Statements(connection_)
      .change("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)", session.token_hash, session.number, session.address,
              session.label, session.created, session.last_used);
}

Result<std::optional<SessionRecord>> PeopleStore::session(const base::Hash& token_hash) const {
  static const auto sql = std::string(kSessionColumns) + "WHERE token_hash = ?";
  return first(Statements(connection_).rows(sql, session_of, token_hash));
}

Result<std::vector<SessionRecord>> PeopleStore::sessions_of(std::uint32_t number) const {
  static const auto sql = std::string(kSessionColumns) + "WHERE number = ? ORDER BY last_used DESC, created DESC";
  return Statements(connection_).rows(sql, session_of, number);
}

Result<void> PeopleStore::touch_session(const base::Hash& token_hash, base::Instant last_used) {
  return Statements(connection_)
      .change("UPDATE sessions SET last_used = ? WHERE token_hash = ?", last_used, token_hash);
}

Result<int> PeopleStore::end_session(const base::Hash& token_hash) {
  return Statements(connection_).count("DELETE FROM sessions WHERE token_hash = ?", token_hash);
}

Result<int> PeopleStore::end_sessions_of(std::uint32_t number) {
  return Statements(connection_).count("DELETE FROM sessions WHERE number = ?", number);
}

Result<void> PeopleStore::put_miss(const MissRecord& miss, const std::vector<AuditRecord>& notes) {
  Statements statements(connection_);
  return statements.together([&]() -> Result<void> {
    for (const auto& each : notes) {
      if (auto noted = note(each); !noted) return noted;
    }
    return statements.change("INSERT OR REPLACE INTO misses VALUES (?, ?, ?, ?)", miss.name_hash, miss.misses,
                             miss.locks, miss.last);
  });
}

Result<void> PeopleStore::forget_misses(const base::Hash& name_hash) {
  return Statements(connection_).change("DELETE FROM misses WHERE name_hash = ?", name_hash);
}

Result<std::vector<MissRecord>> PeopleStore::misses() const {
  return Statements(connection_)
      .rows("SELECT name_hash, misses, locks, last FROM misses ORDER BY last", [](const Query& row) {
        return MissRecord{.name_hash = row.get<base::Hash>(0),
                          .misses = row.get<int>(1),
                          .locks = row.get<int>(2),
                          .last = row.get<base::Instant>(3)};
      });
}

Result<void> PeopleStore::note(const AuditRecord& record) {
  return Statements(connection_)
      .change("INSERT INTO audit (at, number, address, act, event, subject, shown) VALUES (?, ?, ?, ?, ?, ?, ?)",
              record.at, record.number, record.address, record.act, record.event, record.subject, record.shown);
}

Result<std::vector<AuditRecord>> PeopleStore::audit(std::int64_t from, int limit) const {
  return Statements(connection_)
      .rows(
          "SELECT sequence, at, number, address, act, event, subject, shown FROM audit WHERE sequence <= ? "
          "ORDER BY sequence DESC LIMIT ?",
          audit_of, from, limit);
}

Result<void> PeopleStore::remove_before(const Horizon& horizon) {
  Statements statements(connection_);
  const auto removed = statements.together([&]() -> Result<void> {
    const auto old_sessions =
        statements.change("DELETE FROM sessions WHERE last_used <= ? OR created <= ?", horizon.unused, horizon.begun);
    if (!old_sessions) return old_sessions;
    const auto expired = statements.change("DELETE FROM invitations WHERE expires <= ?", horizon.expired);
    if (!expired) return expired;
    const auto forgotten = statements.change("DELETE FROM misses WHERE last <= ?", horizon.missed);
    if (!forgotten) return forgotten;
    for (const auto* sql : {"DELETE FROM arrivals_seen WHERE arrived <= ?", "DELETE FROM page_journals WHERE met <= ?",
                            "DELETE FROM audit WHERE at <= ?"}) {
      if (auto old = statements.change(sql, horizon.audited); !old) return old;
    }
    return {};
  });
  if (removed) (void)connection_.guarded([&]() -> Result<bool> { return connection_.truncate_log(); });
  return removed;
}

Result<void> PeopleStore::remove_person(std::uint32_t number) {
  Statements statements(connection_);
  return statements.together([&]() -> Result<void> {
    for (const auto* sql : {"DELETE FROM accounts WHERE number = ?", "DELETE FROM invitations WHERE number = ?",
                            "DELETE FROM sessions WHERE number = ?", "DELETE FROM arrival_wishes WHERE number = ?",
                            "DELETE FROM arrivals_seen WHERE number = ?"}) {
      if (auto removed = statements.change(sql, number); !removed) return removed;
    }
    return {};
  });
}

Result<void> PeopleStore::end_sessions_and_invitations() {
  Statements statements(connection_);
  return statements.together([&]() -> Result<void> {
    if (auto removed = statements.change("DELETE FROM sessions"); !removed) return removed;
    return statements.change("DELETE FROM invitations");
  });
}

}  // namespace einlass::store
