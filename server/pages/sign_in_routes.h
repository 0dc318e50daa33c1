// Signing in and out, and what belongs to the person herself (docs/pages.md, Signing in). Called on the network's
// thread; everything of the desk happens in jobs of the port.
#pragma once

#include "server/pages/venue_port.h"
#include "server/pages/visit.h"

#include <memory>

namespace einlass::pages {

//   POST /session {sign_in, password} -> me; DELETE /session -> {}
//   GET /me -> {number, name, role, lists, events: [id], none: all; request_token}
//   PUT /me/password {old, new} -> {}
//   GET /me/sessions -> [{label, address, since, last_used, is_this}]; DELETE /me/sessions -> {ended}: everywhere
//   POST /invitations/look {code} -> {name, sign_in, role, expires}; POST /invitations/accept {code, password} -> me
class SignInRoutes {
 public:
  explicit SignInRoutes(const VenuePort& port) : port_(port) {}

  // False: the path is none of these.
  bool take(const std::shared_ptr<Visit>& visit);

 private:
  using Handler = void (SignInRoutes::*)(const std::shared_ptr<Visit>& visit);
  struct Entry;
  static const Entry* find(const Visit& visit, bool& path_is_known);

  void sign_in(const std::shared_ptr<Visit>& visit);
  void sign_out(const std::shared_ptr<Visit>& visit);
  void tell_me(const std::shared_ptr<Visit>& visit);
  void change_password(const std::shared_ptr<Visit>& visit);
  void list_sessions(const std::shared_ptr<Visit>& visit);
  void end_sessions(const std::shared_ptr<Visit>& visit);
  void look_at_invitation(const std::shared_ptr<Visit>& visit);
  void accept_invitation(const std::shared_ptr<Visit>& visit);

  venue::PeopleDesk& people() const { return port_.desk.people(); }
  boost::json::object me(const venue::Caller& caller, const std::string& token) const;
  net::HttpResponse signed_in(const venue::SignedIn& signed_in) const;
  // `job` is worked elsewhere and handed to `finish` on the desk's thread.
  void work(const venue::PasswordJob& job,
            std::function<void(const venue::PasswordJob&, const base::Result<venue::PasswordWork>&)> finish);

  const VenuePort& port_;
};

}  // namespace einlass::pages
