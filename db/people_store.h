// Of venue.db: how persons of the roster sign in at the pages, who is signed in, and what was done there. Secrets are
// kept as hashes only. Reached through VenueStore::people(), on its thread; an error of any function is Storage unless
// it says otherwise.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/base/slow_hash.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

class Connection;

// As stretched by base::slow_hash.
struct StoredPassword {
  base::Hash hash{};
  base::Salt salt{};
  base::SlowHashCost cost;
  friend bool operator==(const StoredPassword&, const StoredPassword&) = default;
};

// Of a person of the roster. Made by her first invitation, which gives her the sign-in name.
struct Account {
  std::uint32_t number = 0;
  std::string sign_in;                       // unique
  std::optional<StoredPassword> password{};  // nothing: she has not chosen one yet
  base::Instant since;                       // the password, else the sign-in name
};

// A person has one at most.
struct InvitationRecord {
  base::Hash code_hash{};
  std::uint32_t number = 0;
  base::Instant expires;
  std::uint32_t made_by = 0;  // 0: the command line
};

struct SessionRecord {
  base::Hash token_hash{};
  std::uint32_t number = 0;
  std::string address;
  std::string label;  // of the browser, as its owner knows it again
  base::Instant created;
  base::Instant last_used;
};

// Who misses a password. `name_hash` also stands for sign-in names that nobody has.
struct MissRecord {
  base::Hash name_hash{};
  int misses = 0;  // in a row, since the last lock
  int locks = 0;   // in a row
  base::Instant last;
};

struct AuditRecord {
  std::int64_t sequence = 0;  // given by the table
  base::Instant at;
  std::optional<std::uint32_t> number{};  // who did it; nothing: nobody known, or the command line
  std::string address{};
  std::string act{};
  std::optional<rules::EventId> event{};
  std::optional<std::uint32_t> subject{};  // to whom
  std::optional<int> shown{};              // how many persons, where the act is a look at them
};

class PeopleStore {
 public:
  explicit PeopleStore(Connection& connection) : connection_(connection) {}

  // AlreadyExists: somebody else has the sign-in name.
  base::Result<void> put_account(const Account& account);
  base::Result<std::optional<Account>> account(std::uint32_t number) const;
  base::Result<std::optional<Account>> account_named(const std::string& sign_in) const;
  base::Result<std::vector<Account>> accounts() const;  // by number
  // Hers, stretched anew; all else stays.
  base::Result<void> restretch(std::uint32_t number, const StoredPassword& password);
  struct NewPassword {
    std::uint32_t number = 0;
    StoredPassword password;
    base::Instant since;
    base::Hash kept_session{};  // all others of hers end
  };
  base::Result<void> change_password(const NewPassword& change);

  base::Result<void> put_invitation(const InvitationRecord& invitation);  // in the place of one that is open
  base::Result<std::optional<InvitationRecord>> invitation(const base::Hash& code_hash) const;
  // Spends the invitation, sets the password, ends the person's sessions and begins `session`: all or nothing.
  // NotFound: the invitation is spent.
  base::Result<void> accept(const base::Hash& code_hash, const StoredPassword& password, const SessionRecord& session);

  base::Result<void> put_session(const SessionRecord& session);
  base::Result<std::optional<SessionRecord>> session(const base::Hash& token_hash) const;
  base::Result<std::vector<SessionRecord>> sessions_of(std::uint32_t number) const;  // last used first
  base::Result<void> touch_session(const base::Hash& token_hash, base::Instant last_used);
  base::Result<int> end_session(const base::Hash& token_hash);  // 0: there was none
  base::Result<int> end_sessions_of(std::uint32_t number);      // how many ended

  // With what is noted of it: one commit, as floods come by the thousand.
  base::Result<void> put_miss(const MissRecord& miss, const std::vector<AuditRecord>& notes);
  base::Result<void> forget_misses(const base::Hash& name_hash);
  base::Result<std::vector<MissRecord>> misses() const;

  base::Result<void> note(const AuditRecord& record);  // its sequence is given here
  // Newest first, at most `limit`, none after `from`.
  base::Result<std::vector<AuditRecord>> audit(std::int64_t from, int limit) const;

  // What is older than each of these: sessions by last use and by start, invitations by expiry.
  struct Horizon {
    base::Instant unused;
    base::Instant begun;
    base::Instant expired;
    base::Instant missed;
    base::Instant audited;
  };
  base::Result<void> remove_before(const Horizon& horizon);

  // She left the roster: account, invitation and sessions go.
  base::Result<void> remove_person(std::uint32_t number);
  // Of a copied or restored file: who signed out, and codes that were spent since, would be back.
  base::Result<void> end_sessions_and_invitations();

 private:
  base::Result<void> set_new(const NewPassword& change);

  Connection& connection_;
};

}  // namespace einlass::store
