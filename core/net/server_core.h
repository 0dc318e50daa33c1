// What the listener and the connections of one TlsServer share. Everything here lives on the server's one thread.
// Inner to core/net.
#pragma once

#include "core/net/asio_tls.h"
#include "core/net/outgoing_message.h"
#include "core/net/rate_limit.h"
#include "core/net/tls_server.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace einlass::net {

// One kiosk's WebSocket or one browser's event stream, as the listener sees it.
class ServerSession {
 public:
  virtual ~ServerSession() = default;
  virtual void send(OutgoingMessage message) = 0;
  virtual void close(std::string reason) = 0;
  virtual void drop_if_stuck(std::chrono::steady_clock::time_point now) = 0;
  virtual void tell_end() = 0;  // to the handler, once
};

// What each peer has open, and how fast it asks.
class PeerLimits {
 public:
  explicit PeerLimits(const Limits& limits) : limits_(limits) {}
  bool admit(const std::string& peer, base::Milliseconds now);  // false: too many connections, or too many at once
  void release(const std::string& peer);
  // How long an HTTP request of a connected peer has to wait before it is asked for again; zero: it may go on.
  base::Milliseconds take_request(const std::string& peer, base::Milliseconds now);
  std::size_t total() const { return total_; }

 private:
  struct Peer {
    RateLimit connects;
    RateLimit requests;
    std::size_t open = 0;
  };
  Peer& known(const std::string& peer, base::Milliseconds now);

  const Limits& limits_;
  std::map<std::string, Peer> peers_;  // also some that have left, so that coming again is no way round the limits
  std::size_t total_ = 0;
};

base::Milliseconds monotonic_now();

struct ServerCore : std::enable_shared_from_this<ServerCore> {
  ServerCore(ServerOptions chosen, ServerHandler& handled) : options(std::move(chosen)), handler(handled) {}

  ServerOptions options;
  ServerHandler& handler;
  TlsContext tls;
  TlsContext browser_tls;  // null: there is none
  PeerLimits peers{options.limits};
  std::unordered_map<SessionId, std::shared_ptr<ServerSession>> sessions;
  std::uint64_t last_session = 0;
  std::size_t large_bodies = 0;  // beyond the usual size, in memory
  bool stopping = false;
  // Last: destroying it ends the coroutines, which still use what stands above.
  asio::io_context io{1};
};

// From the accepted socket to its end: TLS, HTTP requests, perhaps a WebSocket. Counts as one connection of `peer`,
// which the caller has admitted.
asio::awaitable<void> serve_connection(ServerCore& core, tcp::socket socket, std::string peer);

}  // namespace einlass::net
