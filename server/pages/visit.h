// One request of a browser to the API, as far as it could be looked at without the desk. Moved along until it is
// answered.
#pragma once

#include "server/pages/answers.h"
#include "server/pages/target.h"
#include "server/venue/people_desk.h"

#include <optional>
#include <string>

#include <boost/json/object.hpp>

namespace einlass::pages {

struct Visit {
  std::string method;
  Target target;
  boost::json::object body;  // empty: there was none
  std::string token;         // of the session; empty: no cookie
  std::string request_token;
  std::string last_event;  // Last-Event-ID, of a live feed that was cut
  venue::Visitor from;
  Reply reply;

  bool changes_something() const { return method != "GET" && method != "HEAD"; }
};

// Answers by itself, and returns nothing, what no route may ever see: a broken target or body, and what another site's
// page sends (docs/pages.md, Signing in).
std::optional<Visit> admit_visit(const net::HttpRequest& request, Reply reply);

// On the desk's thread: who visits. Answers 401 and 403 by itself and returns nothing.
std::optional<venue::Caller> caller_of(venue::PeopleDesk& people, const Visit& visit);

}  // namespace einlass::pages
