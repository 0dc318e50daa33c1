// The venue server's one port: HTTPS for pages with their event streams and /healthz, WebSocket for kiosks. Plain types
// only; Asio and Beast stay in tls_server.cpp. Runs one thread of its own, on which every call of the handler is made;
// the handler must not block there.
#pragma once

#include "core/base/error.h"
#include "core/net/browser_certificate.h"
#include "core/net/certificate_authority.h"
#include "core/net/http.h"
#include "core/net/limits.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace einlass::net {

struct SessionOpened {
  std::string peer;             // IP address
  std::string channel_binding;  // of this TLS connection (RFC 9266); what a kiosk's proof is bound to
};

class ServerHandler {
 public:
  virtual ~ServerHandler() = default;

  // `reply` is called once, from any thread, now or later. An answer with `stream` set becomes an event stream.
  virtual void on_http(HttpRequest request, std::function<void(HttpResponse)> reply) = 0;

  // Once for each call of HttpResponse::stream: closed, cut off, too slow, or the server stops.
  virtual void on_stream_closed(SessionId) {}

  // Of WebSockets.
  virtual void on_open(SessionId id, const SessionOpened& opened) = 0;
  virtual void on_message(SessionId id, std::string text) = 0;
  virtual void on_close(SessionId id) = 0;  // once for each on_open, also when the server stops
};

struct ServerOptions {
  std::string address = "0.0.0.0";
  std::uint16_t port = 8443;  // 0: any free one
  ServerCertificate certificate;
  std::string websocket_target = "/kiosk";
  std::string subprotocol;  // a client that does not offer it is refused (RFC 6455 §4.2.2)
  Limits limits;
  // How large the body of a request may be, in bytes, by method, target and headers; its body is not there yet. Called
  // on the server's thread. Longer ones are answered 413, or 503 while Limits::large_bodies of them are in memory: who
  // may send one should be looked at here. Not set: Limits::message_bytes.
  std::function<std::size_t(const HttpRequest& head)> body_limit;
};

class TlsServer {
 public:
  // Listens when it returns. AlreadyExists: the port is in use. `handler` outlives the server.
  static base::Result<std::unique_ptr<TlsServer>> start(const ServerOptions& options, ServerHandler& handler);
  // Whether start() could listen there, before there is a certificate; its errors otherwise.
  static base::Result<void> try_address(const ServerOptions& options);
  ~TlsServer();  // closes every session (going away), joins the thread; not to be called from the handler

  std::uint16_t port() const;

  // From any thread; a session that is gone is ignored. Messages of one session, or pieces of one event stream, arrive
  // in order. `sent` is called on the server's thread once the message has been written: for those who send much and
  // must wait for the reader.
  void send(SessionId id, std::string text, std::function<void()> sent = {});
  // Likewise; the text is made on the server's thread, which spares the caller's.
  void send(SessionId id, std::function<std::string()> make_text, std::function<void()> sent = {});
  // Sends what is queued, then a close frame with this reason (at most 123 bytes, RFC 6455 §5.5). An event stream
  // just ends: its browser is told nothing, and asks again.
  void close(SessionId id, std::string reason);

  // Both for connections from now on. The second is for those that ask for a name of it; nothing: there is none, as at
  // the start. Internal: OpenSSL refuses it, and the one before it stays in use.
  base::Result<void> use_certificate(const ServerCertificate& certificate);
  base::Result<void> use_browser_certificate(const std::optional<BrowserCertificate>& certificate);

 private:
  class Impl;
  explicit TlsServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::net
