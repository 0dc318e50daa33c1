// Persons at the pages: invitations, passwords, sessions, lock-out and the audit trail (docs/pages.md, Signing in).
// Part of the Desk, on its thread. Passwords are stretched elsewhere, as that takes long on purpose: begin … gives a
// PasswordJob, whose work() runs on any thread, and finish … takes what it came to. Each job that was begun is finished
// once, also one that nobody could work (with that error): until then it counts as a guess.
//
// Times are venue time; locks go by the monotonic clock.
#pragma once

#include "server/venue/caller.h"
#include "server/venue/password_job.h"
#include "server/venue/venue_state.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

struct Visitor {
  std::string address;  // IP, as text
  std::string label;    // of her browser, for the list of her sessions; cut to 60 characters
};

struct Invitation {
  std::uint32_t number = 0;
  std::string name;
  std::string sign_in;
  rules::Role role = rules::Role::Helper;
  base::Instant expires;
};
struct Invited {
  Invitation invitation;
  std::string code;  // 160 random bits in base64url; shown this once, kept as a hash
};
struct Acceptance {
  std::string code;
  std::string password;
  Visitor from;
};

struct SignIn {
  std::string sign_in;
  std::string password;
  Visitor from;
};
struct SignedIn {
  std::string token;  // 256 random bits in base64url: the cookie's value, kept as a hash
  Caller caller;
};
// Why not. InvalidInput: name or password are wrong, and nobody is told which. Unavailable: too many at once.
// Refused: locked; also the right password is not looked at.
struct NotSignedIn {
  base::Error error;
  std::chrono::seconds wait{0};  // until it is worth trying again; 0: at once
};
template <typename T>
using SignInResult = tl::expected<T, NotSignedIn>;

// Handed back to the desk as it came. Between, work() runs on any thread.
class PasswordJob {
 public:
  base::Result<PasswordWork> work() const { return work_on(task_); }
  const PasswordTask& task() const { return task_; }

 private:
  friend class PeopleDesk;
  PasswordTask task_;
  std::uint32_t number_ = 0;  // 0: nobody has the sign-in name
  base::Hash name_hash_{};    // as which misses are counted
  base::Hash code_hash_{};    // of the invitation
  base::Hash session_{};      // Caller::session
  Visitor from_;
};

struct PasswordChange {
  std::string old_password;
  std::string new_password;
};

struct OpenSession {
  std::string label;
  std::string address;
  base::Instant since;
  base::Instant last_used;  // to a minute
  bool is_this = false;     // the one that asks
};

struct AccountState {
  std::string sign_in;        // empty: she was never invited
  bool has_password = false;  // she may sign in
};

enum class Act {
  SignedIn,
  Missed,
  Locked,  // a person, or a sign-in name that nobody has
  AddressLocked,
  Invited,
  Accepted,
  SignedOut,
  SignedOutEverywhere,
  PasswordChanged,
};
std::string_view word(Act act);  // "signed_in" …

// In whose name something is noted.
struct Actor {
  std::optional<std::uint32_t> number{};  // nothing: nobody known, or the command line
  std::string address{};
};

struct AuditEntry {
  std::int64_t sequence = 0;
  base::Instant at;
  Actor by;
  std::string act;  // word of an Act, or the name of a command
  std::optional<rules::EventId> event;
  std::optional<std::uint32_t> subject;  // to whom, by number
};

class PeopleDesk {
 public:
  explicit PeopleDesk(VenueState& state);

  // In the place of an open one; for seven days, once. A password that she has stays until she has chosen another.
  // NotFound: nobody has the number.
  base::Result<Invited> invite(std::uint32_t number, const Actor& by);
  // NotFound: spent, replaced, expired, of somebody who was removed, or never made; nobody is told which.
  base::Result<Invitation> invitation(const std::string& code);
  // NotFound as above. InvalidInput: the password breaks a rule (password_rules.h), which the message says.
  base::Result<PasswordJob> begin_accept(const Acceptance& acceptance);
  // Signs in, ends all other sessions of hers, and forgets her misses. NotFound: somebody else was quicker.
  base::Result<SignedIn> finish_accept(const PasswordJob& job, const base::Result<PasswordWork>& work);

  SignInResult<PasswordJob> begin_sign_in(const SignIn& attempt);
  SignInResult<SignedIn> finish_sign_in(const PasswordJob& job, const base::Result<PasswordWork>& work);

  // A wrong old password counts as a miss. InvalidInput: that, or the new one breaks a rule.
  SignInResult<PasswordJob> begin_change(const Caller& caller, const PasswordChange& change);
  // Ends all her other sessions.
  SignInResult<void> finish_change(const PasswordJob& job, const base::Result<PasswordWork>& work);

  // Whose session it is; nothing: no session, or it has ended. Address and session of the caller are filled in
  // (`address`: from where she asks now). Never adopts a token that it did not make.
  base::Result<std::optional<Caller>> caller_of(const std::string& token, const std::string& address);
  base::Result<void> sign_out(const std::string& token, const std::string& address);
  base::Result<int> sign_out_everywhere(std::uint32_t number, const Actor& by);  // how many sessions ended
  // `asking`: Caller::session, or zeros.
  base::Result<std::vector<OpenSession>> sessions_of(std::uint32_t number, const base::Hash& asking);

  // Follows from the session's token; what GET /api/v1/me gives.
  std::string request_token(const std::string& token) const;
  bool is_request_token(const std::string& token, const std::string& given) const;  // in constant time

  base::Result<AccountState> account_of(std::uint32_t number);
  // InvalidInput: it is no sign-in name. AlreadyExists: somebody else has it. NotFound: she was never invited.
  base::Result<std::string> set_sign_in_name(std::uint32_t number, const std::string& wished);
  // She was removed from the roster: nothing of hers works any more.
  base::Result<void> forget(std::uint32_t number);

  // `act`: as AuditEntry::act. What cannot be written is in the log, and undoes nothing.
  void note(AuditEntry entry);
  // Newest first, none after `from` (a sequence; nothing: from the newest), at most `limit` (1 … 500).
  base::Result<std::vector<AuditEntry>> audit(std::optional<std::int64_t> from, int limit);

 private:
  VenueState& state_;
};

}  // namespace einlass::venue
