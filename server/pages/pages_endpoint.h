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
#include <string>

namespace einlass::pages {

// Where browsers get the venue's CA (docs/certificates.md). The name's ending is what phones go by.
inline constexpr const char* ca_path = "/einlass-venue-ca.cer";
inline constexpr const char* ca_fingerprint_path = "/api/v1/certificate";  // -> {fingerprint, path}

// What is answered to anybody, without a session.
struct ServedFiles {
  std::filesystem::path pages;   // share/einlass/web
  std::string ca_certificate{};  // DER; empty: none is shown
  std::string ca_fingerprint{};  // of that, as net::CertificateAuthority::shown_fingerprint()
};
PageFiles files_of(const ServedFiles& served);

class PagesEndpoint {
 public:
  PagesEndpoint(VenuePort port, const base::Clock& clock, const ServedFiles& served)
      : port_(std::move(port)), files_(files_of(served)), feed_(port_, clock), sign_in_(port_), api_(port_, feed_) {}
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
