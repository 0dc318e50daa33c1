// The running server around one desk: port, desk thread, kiosk sessions, admin socket. Made by einlass-server's main
// and by tests; start() and destructor on one thread, which must not touch the desk in between.
#pragma once

#include "core/base/clock.h"
#include "core/net/tls_server.h"
#include "server/venue/desk.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::web {

struct VenueServerOptions {
  venue::Desk& desk;         // outlives the server
  const base::Clock& clock;  // likewise
  net::ServerOptions listen;
  net::CaFingerprint ca_key{};
  // Where kiosks reach this machine now, best first, such as commands::reachable_hosts(). Asked at the start, by every
  // look_for_hosts() and before every command; on the desk thread, once there is one.
  std::function<std::vector<std::string>()> hosts;
  std::filesystem::path state_directory;
  std::string software = "einlass-server";
  std::filesystem::path page_files{};  // share/einlass/web; empty: the pages say that they are not there
  // For who wants to trust it: net::CertificateAuthority::certificate_der() and shown_fingerprint().
  std::string ca_certificate{};
  std::string ca_shown_fingerprint{};
};

class VenueServer {
 public:
  // Listens on port and admin socket when it returns.
  static base::Result<std::unique_ptr<VenueServer>> start(const VenueServerOptions& options);
  ~VenueServer();  // finishes what is under way

  std::uint16_t port() const;
  // The network may have changed.
  void look_for_hosts();
  base::Result<void> use_certificate(const net::ServerCertificate& certificate);
  // The organisation's own; its host is the one in links from now on. Nothing: there is none, as at the start.
  base::Result<void> use_browser_certificate(const std::optional<net::BrowserCertificate>& certificate);

 private:
  class Impl;
  explicit VenueServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::web
