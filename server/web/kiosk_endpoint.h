// What stands behind the server's port: kiosks' WebSockets and GET /healthz. Called on the I/O thread, it reads and
// decodes there and hands everything else to the desk thread.
#pragma once

#include "core/net/tls_server.h"
#include "server/web/desk_thread.h"
#include "server/web/kiosk_sessions.h"

#include <string>

namespace einlass::web {

class KioskEndpoint final : public net::ServerHandler {
 public:
  // Both outlive it.
  KioskEndpoint(DeskThread& thread, KioskSessions& sessions, std::string software)
      : thread_(thread), sessions_(sessions), software_(std::move(software)) {}

  void on_http(net::HttpRequest request, std::function<void(net::HttpResponse)> reply) override;
  void on_open(net::SessionId id, const net::SessionOpened& opened) override;
  void on_message(net::SessionId id, std::string text) override;
  void on_close(net::SessionId id) override;

 private:
  net::HttpResponse health() const;  // on the desk thread: an answer says that it lives and can write

  DeskThread& thread_;
  KioskSessions& sessions_;
  std::string software_;
};

}  // namespace einlass::web
