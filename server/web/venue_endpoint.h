// What stands behind the server's port: kiosks' WebSockets, GET /healthz, and for people the pages. Called on the I/O
// thread, it reads and decodes there and hands everything else to the desk thread.
#pragma once

#include "core/net/tls_server.h"
#include "server/pages/pages_endpoint.h"
#include "server/web/desk_thread.h"
#include "server/web/kiosk_sessions.h"

#include <string>

namespace einlass::web {

class VenueEndpoint final : public net::ServerHandler {
 public:
  struct Parts {  // all outlive it
    DeskThread& thread;
    KioskSessions& sessions;
    pages::PagesEndpoint& pages;
  };
  VenueEndpoint(const Parts& parts, std::string software) : parts_(parts), software_(std::move(software)) {}

  void on_http(net::HttpRequest request, std::function<void(net::HttpResponse)> reply) override;
  void on_stream_closed(net::SessionId id) override;
  void on_open(net::SessionId id, const net::SessionOpened& opened) override;
  void on_message(net::SessionId id, std::string text) override;
  void on_close(net::SessionId id) override;

 private:
  net::HttpResponse health() const;  // on the desk thread: an answer says that it lives and can write

  Parts parts_;
  std::string software_;
};

}  // namespace einlass::web
