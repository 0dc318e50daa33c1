#include "core/net/tls_server.h"

#include "core/base/log.h"
#include "core/net/server_core.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace einlass::net {

using base::ErrorKind;
using std::chrono::steady_clock;

base::Milliseconds monotonic_now() {
  return std::chrono::duration_cast<base::Milliseconds>(steady_clock::now().time_since_epoch());
}

// Peers without a connection are forgotten when there are many: an attacker with that many addresses is none of ours.
PeerLimits::Peer& PeerLimits::known(const std::string& peer, base::Milliseconds now) {
  constexpr std::size_t most_peers = 4096;
  if (peers_.size() >= most_peers) std::erase_if(peers_, [](const auto& one) { return one.second.open == 0; });
  const Peer fresh{.connects = RateLimit(limits_.connects_per_second, now),
                   .requests = RateLimit(limits_.requests_per_second, now)};
  return peers_.try_emplace(peer, fresh).first->second;
}

bool PeerLimits::admit(const std::string& peer, base::Milliseconds now) {
  if (total_ >= limits_.connections) return false;
  auto& one = known(peer, now);
  if (one.open >= limits_.connections_per_peer || one.connects.take(now).count() > 0) return false;
  ++one.open;
  ++total_;
  return true;
}

void PeerLimits::release(const std::string& peer) {
  const auto found = peers_.find(peer);
  if (found == peers_.end()) return;
  --found->second.open;
  --total_;
}

base::Milliseconds PeerLimits::take_request(const std::string& peer, base::Milliseconds now) {
  return known(peer, now).requests.take(now);
}

namespace {

std::string peer_of(const tcp::socket& socket) {
  error_code gone;
  const auto address = socket.remote_endpoint(gone).address();
  if (gone) return {};
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

void report(const char* part, const std::exception_ptr& failure) {
  try {
    if (failure) std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    base::log_error("{} ended by an error: {}", part, error.what());
  }
}

tl::unexpected<base::Error> listen_failure(const ServerOptions& options, const error_code& why) {
  const auto where = fmt::format("{} port {}", options.address, options.port);
  if (why == asio::error::address_in_use) {
    return base::fail(ErrorKind::AlreadyExists,
                      fmt::format("{} is in use by another program; stop it or choose another port.", where));
  }
  if (why == asio::error::access_denied) {
    return base::fail(ErrorKind::Refused,
                      fmt::format("The system forbids listening on {}; choose a port above 1023.", where));
  }
  return base::fail(ErrorKind::Unavailable,
                    fmt::format("Cannot listen on {}: {}; is it an address of this machine?", where, why.message()));
}

base::Result<void> bind(tcp::acceptor& acceptor, const ServerOptions& options) {
  error_code failed;
  const auto address = asio::ip::make_address(options.address, failed);
  if (failed) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("{} is not an IP address to listen on; use 0.0.0.0 for all.", options.address));
  }
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), failed);
  // A restarted server must not wait for the connections of the one before it (TIME_WAIT).
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (failed) return listen_failure(options, failed);
  return {};
}

}  // namespace

class TlsServer::Impl {
 public:
  Impl(const ServerOptions& options, ServerHandler& handler)
      : core_(std::make_shared<ServerCore>(options, handler)), acceptor_(core_->io) {}
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  base::Result<void> start() {
    auto context = server_context(core_->options.certificate);
    if (!context) return tl::make_unexpected(context.error());
    core_->tls = std::move(*context);
    if (auto listening = listen(); !listening) return listening;
    spawn("the listener", accept_connections());
    spawn("the watch over slow readers", watch_writes());
    thread_ = std::thread([core = core_.get()] { core->io.run(); });
    return {};
  }

  std::uint16_t port() const { return port_; }

  // Waking the thread costs more than a message: one that is awake already takes along what comes meanwhile.
  void send(SessionId id, std::function<std::string()> make_text, std::function<void()> sent) {
    {
      const std::lock_guard lock(outbox_mutex_);
      outbox_.push_back({.id = id, .make_text = std::move(make_text), .sent = std::move(sent)});
      if (outbox_.size() > 1) return;
    }
    asio::post(core_->io, [this] { empty_outbox(); });
  }

  void close(SessionId id, std::string reason) {
    asio::post(core_->io, [core = core_.get(), id, reason = std::move(reason)]() mutable {
      const auto found = core->sessions.find(id);
      if (found != core->sessions.end()) found->second->close(std::move(reason));
    });
  }

  base::Result<void> use_certificate(const ServerCertificate& certificate) {
    auto context = server_context(certificate);
    if (!context) return tl::make_unexpected(context.error());
    asio::post(core_->io, [core = core_.get(), context = std::move(*context)] { core->tls = context; });
    return {};
  }

  base::Result<void> use_browser_certificate(const std::optional<BrowserCertificate>& certificate) {
    auto context = certificate ? browser_context(*certificate) : TlsContext();
    if (!context) return tl::make_unexpected(context.error());
    asio::post(core_->io, [core = core_.get(), context = std::move(*context)] { core->browser_tls = context; });
    return {};
  }

 private:
  struct Outgoing {
    SessionId id;
    std::function<std::string()> make_text;
    std::function<void()> sent;
  };

  void empty_outbox() {
    std::vector<Outgoing> messages;
    {
      const std::lock_guard lock(outbox_mutex_);
      messages.swap(outbox_);
    }
    for (auto& message : messages) {
      const auto found = core_->sessions.find(message.id);
      if (found == core_->sessions.end()) continue;
      found->second->send({.text = message.make_text(), .sent = std::move(message.sent)});
    }
  }

  base::Result<void> listen() {
    const auto& options = core_->options;
    if (auto bound = bind(acceptor_, options); !bound) return bound;
    error_code failed;
    acceptor_.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) return listen_failure(options, failed);
    port_ = acceptor_.local_endpoint().port();
    return {};
  }

  void spawn(const char* part, asio::awaitable<void> work) {
    asio::co_spawn(core_->io, std::move(work), [part](const std::exception_ptr& failure) { report(part, failure); });
  }

  asio::awaitable<void> accept_connections() {
    while (!core_->stopping) {
      auto [failed, socket] = co_await acceptor_.async_accept(as_result);
      if (failed == asio::error::operation_aborted) co_return;
      if (failed) {  // out of file descriptors, or the peer has gone already
        base::log_warning("a connection was not accepted: {}", failed.message());
        co_await pause(base::Milliseconds(100));
        continue;
      }
      admit(std::move(socket));
    }
  }

  void admit(tcp::socket socket) {
    auto peer = peer_of(socket);
    if (peer.empty()) return;
    if (!core_->peers.admit(peer, monotonic_now())) {
      base::log_debug("a connection from {} was closed: too many are open", peer);
      return;
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    spawn("a connection", serve_connection(*core_, std::move(socket), std::move(peer)));
  }

  asio::awaitable<void> pause(base::Milliseconds wait) {
    asio::steady_timer timer(core_->io, wait);
    co_await timer.async_wait(as_result);
  }

  // Beast bounds reads and handshakes; a write may stall as long as the peer goes on sending.
  asio::awaitable<void> watch_writes() {
    const auto interval = std::clamp(core_->options.limits.write / 4, base::Milliseconds(20), base::Milliseconds(1000));
    while (!core_->stopping) {
      co_await pause(interval);
      const auto now = steady_clock::now();
      const auto sessions = core_->sessions;  // dropping one changes the map
      for (const auto& [id, session] : sessions) session->drop_if_stuck(now);
    }
  }

  // Sessions get a moment to say goodbye.
  asio::awaitable<void> close_all() {
    core_->stopping = true;
    error_code ignored;
    acceptor_.close(ignored);
    const auto sessions = core_->sessions;
    for (const auto& [id, session] : sessions) session->close("The server stops.");
    const auto deadline = steady_clock::now() + std::chrono::milliseconds(500);
    while (!core_->sessions.empty() && steady_clock::now() < deadline) co_await pause(base::Milliseconds(5));
    core_->io.stop();
  }

  void stop() {
    if (!thread_.joinable()) return;
    asio::post(core_->io, [this] { spawn("the end", close_all()); });
    thread_.join();
    const auto left = std::exchange(core_->sessions, {});
    for (const auto& [id, session] : left) session->tell_end();
  }

  std::shared_ptr<ServerCore> core_;
  tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::mutex outbox_mutex_;
  std::vector<Outgoing> outbox_;
  std::thread thread_;
};

TlsServer::TlsServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TlsServer::~TlsServer() = default;

base::Result<std::unique_ptr<TlsServer>> TlsServer::start(const ServerOptions& options, ServerHandler& handler) {
  auto impl = std::make_unique<Impl>(options, handler);
  if (auto started = impl->start(); !started) return tl::make_unexpected(started.error());
  return std::unique_ptr<TlsServer>(new TlsServer(std::move(impl)));
}

base::Result<void> TlsServer::try_address(const ServerOptions& options) {
  asio::io_context io;
  tcp::acceptor acceptor(io);
  return bind(acceptor, options);
}

std::uint16_t TlsServer::port() const {
  return impl_->port();
}
void TlsServer::send(SessionId id, std::string text, std::function<void()> sent) {
  impl_->send(
      id, [text = std::move(text)]() mutable { return std::move(text); }, std::move(sent));
}
void TlsServer::send(SessionId id, std::function<std::string()> make_text, std::function<void()> sent) {
  impl_->send(id, std::move(make_text), std::move(sent));
}
void TlsServer::close(SessionId id, std::string reason) {
  impl_->close(id, std::move(reason));
}

base::Result<void> TlsServer::use_certificate(const ServerCertificate& certificate) {
  return impl_->use_certificate(certificate);
}

base::Result<void> TlsServer::use_browser_certificate(const std::optional<BrowserCertificate>& certificate) {
  return impl_->use_browser_certificate(certificate);
}

}  // namespace einlass::net
