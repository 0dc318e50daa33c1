// The API: each request is the command of its route, asked in the name of who is signed in (docs/pages.md, The API).
// Called on the network's thread; everything of the desk happens in jobs of the port.
#pragma once

#include "server/pages/live_feed.h"
#include "server/pages/routes.h"
#include "server/pages/venue_port.h"
#include "server/pages/visit.h"

#include <memory>

namespace einlass::pages {

class Api {
 public:
  Api(const VenuePort& port, LiveFeed& feed) : port_(port), feed_(feed) {}

  void answer(const std::shared_ptr<Visit>& visit);

 private:
  void run(const std::shared_ptr<Visit>& visit, const Route& route, boost::json::object arguments);
  void watch(const std::shared_ptr<Visit>& visit, const boost::json::object& arguments);
  // Why this caller may not take this route with these arguments.
  std::optional<net::HttpResponse> objection(const venue::Caller& caller, const Route& route,
                                             const boost::json::object& arguments);

  const VenuePort& port_;
  LiveFeed& feed_;
};

}  // namespace einlass::pages
