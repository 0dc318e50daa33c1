#include "core/base/log.h"
#include "core/net/rate_limit.h"
#include "core/net/server_core.h"

#include <deque>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace einlass::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using std::chrono::steady_clock;

using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Request = http::request<http::string_body>;

constexpr std::uint32_t largest_header = 16U << 10U;
constexpr std::size_t kept_buffer = 64U << 10U;

bool offers(const Request& request, const std::string& subprotocol) {
  http::token_list offered{request[http::field::sec_websocket_protocol]};
  return subprotocol.empty() || offered.exists(subprotocol);
}

// Of a close frame: 123 bytes (RFC 6455 §5.5), and no character cut in two, which the peer would have to refuse.
std::string fitting_reason(std::string text) {
  if (text.size() <= 123) return text;
  std::size_t end = 123;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

// One kiosk's WebSocket. Owned by its own coroutine and, while it is open, by the core's map.
class KioskSession final : public ServerSession, public std::enable_shared_from_this<KioskSession> {
 public:
  KioskSession(ServerCore& core, TlsStream stream, SessionOpened opened)
      : core_(core),
        id_(SessionId{++core.last_session}),
        opened_(std::move(opened)),
        socket_(std::move(stream)),
        rate_(core.options.limits.messages_per_second, monotonic_now()) {}

  asio::awaitable<void> run(Request upgrade) {
    configure();
    auto [failed] = co_await socket_.async_accept(upgrade, as_result);
    if (failed) co_return;
    core_.sessions.emplace(id_, shared_from_this());
    core_.handler.on_open(id_, opened_);
    co_await read_messages();
    open_ = false;
    if (core_.sessions.erase(id_) == 1) core_.handler.on_close(id_);
  }

  void send(OutgoingMessage message) override {
    if (!open_ || closing_) return;
    queued_bytes_ += message.text.size();
    queue_.push_back(std::move(message));
    if (queued_bytes_ > core_.options.limits.queued_bytes) {
      base::log_warning("{} reads too slowly; its connection is closed", opened_.peer);
      drop();
      return;
    }
    start_writing();
  }

  void close(std::string reason) override {
    if (!open_ || closing_) return;
    closing_ = std::move(reason);
    start_writing();
  }

  void drop_if_stuck(steady_clock::time_point now) override {
    if (!writing_since_ || now - *writing_since_ < core_.options.limits.write) return;
    base::log_warning("{} takes no messages; its connection is closed", opened_.peer);
    drop();
  }

 private:
  void configure() {
    const auto& limits = core_.options.limits;
    beast::get_lowest_layer(socket_).expires_never();  // the WebSocket keeps its own time
    websocket::stream_base::timeout times{};
    times.handshake_timeout = limits.handshake;
    times.idle_timeout = limits.idle;
    times.keep_alive_pings = true;
    socket_.set_option(times);
    socket_.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
      if (!core_.options.subprotocol.empty()) {
        response.set(http::field::sec_websocket_protocol, core_.options.subprotocol);
      }
    }));
    socket_.read_message_max(limits.message_bytes);
    socket_.auto_fragment(false);
    socket_.text(true);
  }

  asio::awaitable<void> read_messages() {
    beast::flat_buffer buffer;
    while (open_) {
      auto [failed, size] = co_await socket_.async_read(buffer, as_result);
      if (failed) co_return;
      if (!socket_.got_text()) {
        close("Only text messages are understood here.");
        continue;
      }
      std::string text = beast::buffers_to_string(buffer.data());
      buffer.consume(size);
      if (buffer.capacity() > kept_buffer) buffer.shrink_to_fit();
      co_await wait_for_turn();
      if (!closing_) core_.handler.on_message(id_, std::move(text));
    }
  }

  asio::awaitable<void> wait_for_turn() {
    for (auto wait = rate_.take(monotonic_now()); wait.count() > 0; wait = rate_.take(monotonic_now())) {
      asio::steady_timer timer(core_.io, wait);
      co_await timer.async_wait(as_result);
    }
  }

  void start_writing() {
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(core_.io, write_queued(), asio::detached);
  }

  asio::awaitable<void> write_queued() {
    const auto self = shared_from_this();
    while (open_ && !queue_.empty()) {
      writing_since_ = steady_clock::now();
      auto [failed, size] = co_await socket_.async_write(asio::buffer(queue_.front().text), as_result);
      writing_since_.reset();
      if (failed) co_return drop();
      const auto sent = std::move(queue_.front().sent);
      queued_bytes_ -= queue_.front().text.size();
      queue_.pop_front();
      if (sent) sent();
    }
    if (open_ && closing_) co_await say_goodbye();
    writing_ = false;
  }

  asio::awaitable<void> say_goodbye() {
    const auto code = core_.stopping ? websocket::close_code::going_away : websocket::close_code::policy_error;
    const websocket::close_reason reason(code, fitting_reason(*closing_));
    co_await socket_.async_close(reason, as_result);
    drop();
  }

  // The pending read ends with an error, and with it the session.
  void drop() {
    open_ = false;
    error_code ignored;
    beast::get_lowest_layer(socket_).socket().close(ignored);
  }

  ServerCore& core_;
  SessionId id_;
  SessionOpened opened_;
  websocket::stream<TlsStream> socket_;
  RateLimit rate_;
  std::deque<OutgoingMessage> queue_;
  std::size_t queued_bytes_ = 0;
  std::optional<steady_clock::time_point> writing_since_;
  std::optional<std::string> closing_;
  bool writing_ = false;
  bool open_ = true;
};

// The handler's answer, which may come later and from another thread; perhaps after the server's end, so that nothing
// but the waiting coroutine may own it.
struct PendingAnswer {
  explicit PendingAnswer(asio::io_context& io) : arrived(io) {}
  asio::steady_timer arrived;  // cancelled when the answer is here
  std::optional<HttpResponse> response;
};

HttpRequest plain(Request request, const std::string& peer) {
  HttpRequest plain{.method = std::string(request.method_string()),
                    .target = std::string(request.target()),
                    .headers = {},
                    .body = std::move(request.body()),
                    .peer = peer};
  for (const auto& field : request) plain.headers.emplace_back(field.name_string(), field.value());
  return plain;
}

asio::awaitable<HttpResponse> ask_handler(ServerCore& core, HttpRequest request) {
  const auto pending = std::make_shared<PendingAnswer>(core.io);
  pending->arrived.expires_after(core.options.limits.answer);
  core.handler.on_http(std::move(request),
                       [weak = core.weak_from_this(), waiting = std::weak_ptr(pending)](HttpResponse response) {
                         const auto alive = weak.lock();
                         if (!alive) return;
                         asio::post(alive->io, [waiting, response = std::move(response)]() mutable {
                           const auto asked = waiting.lock();
                           if (!asked) return;
                           asked->response = std::move(response);
                           asked->arrived.cancel();
                         });
                       });
  co_await pending->arrived.async_wait(as_result);
  if (pending->response) co_return std::move(*pending->response);
  HttpResponse late{.status = 503, .body = R"({"error":"The server is too busy; try again."})"};
  co_return late;
}

http::response<http::string_body> framed(HttpResponse plain, unsigned version, bool keep_alive) {
  http::response<http::string_body> response(static_cast<http::status>(plain.status), version);
  response.set(http::field::content_type, plain.content_type);
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : plain.headers) {
    name == "Set-Cookie" ? response.insert(name, value) : response.set(name, value);
  }
  response.body() = std::move(plain.body);
  response.keep_alive(keep_alive);
  response.prepare_payload();
  return response;
}

HttpResponse refusal_of(const error_code& failed) {
  if (failed == http::error::body_limit) return {.status = 413, .body = R"({"error":"The request is too large."})"};
  if (failed == http::error::header_limit) return {.status = 431, .body = R"({"error":"The header is too large."})"};
  return {.status = 400, .body = R"({"error":"This is not an HTTP request."})"};
}

// One accepted socket, until it closes or becomes a WebSocket.
class Connection {
 public:
  Connection(ServerCore& core, tcp::socket socket, std::string peer)
      : core_(core), peer_(std::move(peer)), stream_(std::move(socket), tls_) {}
  ~Connection() { core_.peers.release(peer_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  asio::awaitable<void> run() {
    set_deadline(core_.options.limits.handshake);
    auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_result);
    if (failed) {
      base::log_debug("no TLS with {}: {}", peer_, failed.message());
      co_return;
    }
    while (co_await serve_request()) {
    }
  }

 private:
  void set_deadline(base::Milliseconds wait) { beast::get_lowest_layer(stream_).expires_after(wait); }

  asio::awaitable<bool> serve_request() {
    http::request_parser<http::string_body> parser;
    parser.header_limit(largest_header);
    parser.body_limit(core_.options.limits.message_bytes);
    set_deadline(core_.options.limits.idle);
    auto [failed, size] = co_await http::async_read(stream_, buffer_, parser, as_result);
    if (failed) co_return co_await refuse(failed);
    Request request = parser.release();
    if (websocket::is_upgrade(request) && request.target() == core_.options.websocket_target) {
      co_return co_await upgrade(std::move(request));
    }
    const unsigned version = request.version();
    const bool keep_alive = request.keep_alive() && !core_.stopping;
    HttpRequest asked = plain(std::move(request), peer_);
    beast::get_lowest_layer(stream_).expires_never();  // the handler has its own limit
    co_await wait_for_turn();
    HttpResponse answer = co_await ask_handler(core_, std::move(asked));
    co_return co_await write(framed(std::move(answer), version, keep_alive));
  }

  asio::awaitable<void> wait_for_turn() {
    auto wait = core_.peers.take_request(peer_, monotonic_now());
    for (; wait.count() > 0; wait = core_.peers.take_request(peer_, monotonic_now())) {
      asio::steady_timer timer(core_.io, wait);
      co_await timer.async_wait(as_result);
    }
  }

  asio::awaitable<bool> upgrade(Request request) {
    if (!offers(request, core_.options.subprotocol)) {
      HttpResponse unknown{.status = 400,
                           .body = R"({"error":"This server speaks another version; update one side."})"};
      co_return co_await write(framed(std::move(unknown), request.version(), false));
    }
    SessionOpened opened{.peer = peer_, .channel_binding = channel_binding(stream_.native_handle())};
    const auto session = std::make_shared<KioskSession>(core_, std::move(stream_), std::move(opened));
    co_await session->run(std::move(request));
    co_return false;
  }

  asio::awaitable<bool> refuse(error_code failed) {
    if (failed.category() == http::make_error_code(http::error::body_limit).category() &&
        failed != http::error::end_of_stream && failed != http::error::partial_message) {
      HttpResponse refusal = refusal_of(failed);
      co_await write(framed(std::move(refusal), 11, false));
    }
    co_return false;
  }

  // False: the connection has ended.
  asio::awaitable<bool> write(http::response<http::string_body> response) {
    set_deadline(core_.options.limits.write);
    auto [failed, size] = co_await http::async_write(stream_, response, as_result);
    if (failed) co_return false;
    if (response.keep_alive()) co_return true;
    co_await stream_.async_shutdown(as_result);
    co_return false;
  }

  ServerCore& core_;
  std::string peer_;
  asio::ssl::context tls_ = asio_context(core_.tls);
  TlsStream stream_;
  beast::flat_buffer buffer_{largest_header + core_.options.limits.message_bytes};
};

}  // namespace

asio::awaitable<void> serve_connection(ServerCore& core, tcp::socket socket, std::string peer) {
  Connection connection(core, std::move(socket), std::move(peer));
  co_await connection.run();
}

}  // namespace einlass::net
