// Persons at the pages: invitations, passwords, sessions, lock-out and the audit trail (docs/pages.md, Signing in).
// Part of the Desk, on its thread. Passwords are stretched elsewhere, as that takes long on purpose: begin … gives a
// PasswordJob, whose work() runs on any thread, and finish … takes what it came to. Each job that was begun is finished
// once, also one that nobody could work (with that error): until then it counts as a guess.
//
// Times are venue time; locks go by the monotonic clock.
#pragma once

#include "server/venue/lockout.h"
#include "server/venue/password_job.h"
#include "server/venue/password_rules.h"
#include "server/venue/people.h"
#include "server/venue/venue_state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

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

class PeopleDesk {
 public:
  explicit PeopleDesk(VenueState& state) : state_(state) {}

  // Once, before all else: locks that were on when the server ended are on again, for their whole time.
  base::Result<void> start();

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
  // Hers by now: unpacking an event may give the people of this server other numbers. Nothing: nobody knows it any
  // more.
  base::Result<std::optional<std::uint32_t>> number_of(const Caller& caller);
  base::Result<void> sign_out(const std::string& token, const std::string& address);
  base::Result<int> sign_out_everywhere(std::uint32_t number, const Actor& by);  // how many sessions ended
  // `asking`: Caller::session, or zeros.
  base::Result<std::vector<OpenSession>> sessions_of(std::uint32_t number, const base::Hash& asking);

  // Follows from the session's token; what GET /api/v1/me gives.
  std::string request_token(const std::string& token) const;
  bool is_request_token(const std::string& token, const std::string& given) const;  // in constant time

  base::Result<AccountState> account_of(std::uint32_t number);
  // InvalidInput: it is no sign-in name. AlreadyExists: somebody else has it. NotFound: nobody has
  // the number.
  base::Result<std::string> set_sign_in_name(std::uint32_t number, const std::string& wished);

  // `act`: as AuditEntry::act. What cannot be written is in the log, and undoes nothing.
  void note(const AuditEntry& entry);
  // Newest first, none after `from` (a sequence; nothing: from the newest), at most `limit` (1 … most_entries).
  base::Result<std::vector<AuditEntry>> audit(std::optional<std::int64_t> from, int limit);
  static constexpr int most_entries = 500;

 private:
  // people_desk.cpp
  base::Result<store::StaffRecord> person(std::uint32_t number);
  base::Result<std::optional<store::StaffRecord>> person_here(std::uint32_t number);  // nothing: removed or unknown
  base::Result<store::Account> account_for(const store::StaffRecord& person);         // made where there is none
  base::Result<void> check(const std::string& password, const PasswordOwner& owner);
  // people_sign_in.cpp
  base::Hash name_hash(const std::string& sign_in) const;
  std::optional<NotSignedIn> reason_to_wait(const base::Hash& name, const std::string& address) const;
  void begin_guess(const PasswordJob& job);
  void end_guess(const PasswordJob& job);
  void note_miss(const PasswordJob& job);
  base::Result<void> forget_misses(const base::Hash& name);
  base::Result<bool> is_right(const PasswordJob& job, const PasswordWork& work);
  // people_sessions.cpp
  struct NewSession {
    std::string token;
    store::SessionRecord record;
  };
  base::Result<NewSession> new_session(std::uint32_t number, const Visitor& from);
  base::Result<SignedIn> signed_in(const NewSession& session);
  base::Result<std::optional<Caller>> caller(std::uint32_t number);
  base::Result<std::optional<store::SessionRecord>> live_session(const std::string& token);
  bool is_over(const store::SessionRecord& session) const;
  void tidy();
  store::AuditRecord record_of(const AuditEntry& entry) const;

  base::Milliseconds monotonic() const { return state_.options().clock->monotonic(); }
  store::PeopleStore& people() const { return state_.venue().people(); }

  VenueState& state_;
  Lockout names_{{.first = 5, .further = 1, .window = std::chrono::hours(24)}};
  Lockout addresses_{{.first = 20, .further = 20, .window = std::chrono::minutes(10)}};
  int under_way_ = 0;  // jobs
  std::optional<CommonPasswords> common_;
  std::optional<base::Milliseconds> tidied_;  // monotonic, last
};

}  // namespace einlass::venue
