// Everything of the port that is for people: the pages' files, signing in, the API and its live feed. on_http() is
// called on the network's thread and never blocks there.
#pragma once

#include "server/pages/api.h"
#include "server/pages/live_feed.h"
#include "server/pages/page_files.h"
#include "server/pages/sign_in_routes.h"
#include "server/pages/venue_port.h"

#include <filesystem>
#include <memory>

namespace einlass::pages {

class PagesEndpoint {
 public:
  // `files`: share/einlass/web.
  PagesEndpoint(VenuePort port, const base::Clock& clock, const std::filesystem::path& files)
      : port_(std::move(port)), files_(files), feed_(port_, clock), sign_in_(port_), api_(port_, feed_) {}
  PagesEndpoint(const PagesEndpoint&) = delete;
  PagesEndpoint& operator=(const PagesEndpoint&) = delete;

  void on_http(const net::HttpRequest& request, const Reply& reply);
  LiveFeed& feed() { return feed_; }

 private:
  VenuePort port_;
  PageFiles files_;
  LiveFeed feed_;
  SignInRoutes sign_in_;
  Api api_;
};

// How large the body of this request may be, by its head: large ones are taken from browsers that are signed in.
std::size_t body_limit(const net::HttpRequest& head, std::size_t usual);

}  // namespace einlass::pages
