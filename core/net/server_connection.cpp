#include "core/base/log.h"
#include "core/net/server_beast.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace einlass::net {
namespace {

using Parser = http::request_parser<http::string_body>;

constexpr std::uint32_t largest_header = 16U << 10U;
constexpr std::size_t first_read = 4U << 10U;
constexpr std::size_t piece_bytes = 64U << 10U;  // of a body that lies on a disk

bool offers(const Request& request, const std::string& subprotocol) {
  http::token_list offered{request[http::field::sec_websocket_protocol]};
  return subprotocol.empty() || offered.exists(subprotocol);
}

// The handler's answer, which may come later and from another thread; perhaps after the server's end, so that nothing
// but the waiting coroutine may own it.
struct PendingAnswer {
  explicit PendingAnswer(asio::io_context& io) : arrived(io) {}
  asio::steady_timer arrived;  // cancelled when the answer is here
  std::optional<HttpResponse> response;
};

HttpRequest plain_head(const Request& request, const std::string& peer) {
  HttpRequest plain{.method = std::string(request.method_string()),
                    .target = std::string(request.target()),
                    .headers = {},
                    .body = {},
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

Response framed(HttpResponse plain, unsigned version, bool keep_alive) {
  Response response(static_cast<http::status>(plain.status), version);
  response.set(http::field::content_type, plain.content_type);
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : plain.headers) {
    name == "Set-Cookie" ? response.insert(name, value) : response.set(name, value);
  }
  response.body() = std::move(plain.body);
  response.keep_alive(keep_alive);
  if (plain.source) {
    response.content_length(plain.source->bytes);
    return response;
  }
  plain.stream ? response.chunked(version >= 11) : response.prepare_payload();
  return response;
}

HttpResponse refusal_of(const error_code& failed) {
  if (failed == http::error::body_limit) return {.status = 413, .body = R"({"error":"The request is too large."})"};
  if (failed == http::error::header_limit) return {.status = 431, .body = R"({"error":"The header is too large."})"};
  return {.status = 400, .body = R"({"error":"This is not an HTTP request."})"};
}

HttpResponse busy_with_uploads() {
  return {.status = 503,
          .body = R"({"error":"The server is taking in other large files; try again in a minute."})",
          .headers = {{"Retry-After", "60"}}};
}

// One body beyond the usual size, from its announcement to its answer.
class LargeBody {
 public:
  LargeBody(ServerCore& core, std::uint64_t size) : core_(core) {
    const auto& limits = core.options.limits;
    if (size <= limits.message_bytes) return;
    has_place_ = core.large_bodies < limits.large_bodies;
    finds_no_place_ = !has_place_;
    if (has_place_) ++core.large_bodies;
  }
  ~LargeBody() {
    if (has_place_) --core_.large_bodies;
  }
  LargeBody(const LargeBody&) = delete;
  LargeBody& operator=(const LargeBody&) = delete;
  bool finds_no_place() const { return finds_no_place_; }

 private:
  ServerCore& core_;
  bool has_place_ = false;
  bool finds_no_place_ = false;
};

// One accepted socket, until it closes or becomes a WebSocket.
class Connection {
 public:
  Connection(ServerCore& core, tcp::socket socket, std::string peer)
      : core_(core), peer_(std::move(peer)), stream_(std::move(socket), tls_) {
    offer_by_name(stream_.native_handle(), browser_tls_.get());
  }
  ~Connection() { core_.peers.release(peer_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  asio::awaitable<void> run() {
    set_deadline(limits().handshake);
    auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_result);
    if (failed) {
      base::log_debug("no TLS with {}: {}", peer_, failed.message());
      co_return;
    }
    while (co_await serve_request()) {
    }
  }

 private:
  const Limits& limits() const { return core_.options.limits; }
  void set_deadline(base::Milliseconds wait) { beast::get_lowest_layer(stream_).expires_after(wait); }

  asio::awaitable<bool> serve_request() {
    Parser parser;
    if (const auto failed = co_await read_header(parser)) co_return co_await refuse(failed);
    const Request& request = parser.get();
    if (beast::websocket::is_upgrade(request) && request.target() == core_.options.websocket_target) {
      co_return co_await upgrade(parser.release());
    }
    HttpRequest asked = plain_head(request, peer_);
    const std::uint64_t limit = core_.options.body_limit ? core_.options.body_limit(asked) : limits().message_bytes;
    const std::uint64_t expected = parser.chunked() ? limit : parser.content_length().value_or(0);
    if (expected > limit) co_return co_await refuse(http::error::body_limit);
    std::optional<LargeBody> large(std::in_place, core_, expected);
    if (large->finds_no_place()) {
      HttpResponse busy = busy_with_uploads();
      co_return co_await turn_away(std::move(busy));
    }
    parser.body_limit(limit);
    if (const auto failed = co_await read_body(parser, expected)) co_return co_await refuse(failed);
    asked.body = std::move(parser.get().body());
    HttpResponse response = co_await ask(std::move(asked));
    large.reset();
    co_return co_await answer(request, std::move(response));
  }

  // A connection may wait long for its next request; one that has begun must come to its end.
  asio::awaitable<error_code> read_header(Parser& parser) {
    parser.header_limit(largest_header);
    parser.body_limit(boost::none);  // chosen once the header is known
    if (buffer_.size() == 0) {
      set_deadline(limits().idle);
      auto [failed, size] = co_await stream_.async_read_some(buffer_.prepare(first_read), as_result);
      if (failed) co_return failed;
      buffer_.commit(size);
    }
    set_deadline(limits().header);
    auto [failed, size] = co_await http::async_read_header(stream_, buffer_, parser, as_result);
    co_return failed;
  }

  asio::awaitable<error_code> read_body(Parser& parser, std::uint64_t expected) {
    if (parser.is_done()) co_return error_code();
    const std::chrono::seconds for_its_size(expected / limits().slowest_upload);
    set_deadline(limits().body + for_its_size);
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {  // RFC 9110 §10.1.1
      const http::response<http::empty_body> go_on(http::status::continue_, 11);
      auto [failed, size] = co_await http::async_write(stream_, go_on, as_result);
      if (failed) co_return failed;
    }
    auto [failed, size] = co_await http::async_read(stream_, buffer_, parser, as_result);
    co_return failed;
  }

  asio::awaitable<HttpResponse> ask(HttpRequest asked) {
    beast::get_lowest_layer(stream_).expires_never();  // the handler has its own limit
    co_await wait_for_turn();
    co_return co_await ask_handler(core_, std::move(asked));
  }

  asio::awaitable<bool> answer(const Request& request, HttpResponse response) {
    const unsigned version = request.version();
    const bool keep_alive = request.keep_alive() && !core_.stopping;
    if (request.method() == http::verb::head) {
      co_return co_await write_header(framed(std::move(response), version, keep_alive));
    }
    if (response.stream) co_return co_await stream_events(std::move(response), version);
    if (response.source) {
      const BodySource source = std::move(*response.source);
      response.source = BodySource{.bytes = source.bytes};
      Response head = framed(std::move(response), version, keep_alive);
      co_return co_await write_from(source, std::move(head));
    }
    co_return co_await write(framed(std::move(response), version, keep_alive));
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
    co_await serve_kiosk(core_, std::move(stream_), std::move(opened), std::move(request));
    co_return false;
  }

  asio::awaitable<bool> stream_events(HttpResponse response, unsigned version) {
    EventAnswer answer{.head = {}, .begin = response.stream, .peer = peer_};
    answer.head = framed(std::move(response), version, false);
    co_await serve_events(core_, std::move(stream_), std::move(answer));
    co_return false;
  }

  asio::awaitable<bool> refuse(error_code failed) {
    if (failed.category() == http::make_error_code(http::error::body_limit).category() &&
        failed != http::error::end_of_stream && failed != http::error::partial_message) {
      HttpResponse refusal = refusal_of(failed);
      co_await turn_away(std::move(refusal));
    }
    co_return false;
  }

  // The request was not read to its end. If the socket were closed while the peer still sends, the system would tell it
  // so (RFC 9112 §9.6), and it would never read the answer.
  asio::awaitable<bool> turn_away(HttpResponse refusal) {
    co_await write(framed(std::move(refusal), 11, false));
    auto& socket = beast::get_lowest_layer(stream_);
    error_code gone;
    socket.socket().shutdown(tcp::socket::shutdown_send, gone);
    set_deadline(limits().write);
    std::string unread(first_read, '\0');
    while (!gone) {
      auto [failed, size] = co_await socket.async_read_some(asio::buffer(unread), as_result);
      gone = failed;
    }
    co_return false;
  }

  // False: the connection has ended.
  asio::awaitable<bool> write(Response response) {
    set_deadline(limits().write);
    auto [failed, size] = co_await http::async_write(stream_, response, as_result);
    co_return !failed && co_await goes_on(response);
  }

  // Piece by piece, each for as long as a whole message may take.
  asio::awaitable<bool> write_from(const BodySource& source, Response head) {
    http::response_serializer<http::string_body> serializer(head);
    set_deadline(limits().write);
    auto [failed, size] = co_await http::async_write_header(stream_, serializer, as_result);
    for (std::uint64_t sent = 0; !failed && sent < source.bytes;) {
      const std::string piece = source.read(sent, std::min<std::uint64_t>(piece_bytes, source.bytes - sent));
      if (piece.empty()) co_return false;
      set_deadline(limits().write);
      auto [broken, written] = co_await asio::async_write(stream_, asio::buffer(piece), as_result);
      failed = broken;
      sent += written;
    }
    co_return !failed && co_await goes_on(head);
  }

  // HEAD is answered as GET would be, without the body (RFC 9110 §9.3.2).
  asio::awaitable<bool> write_header(Response response) {
    http::response_serializer<http::string_body> serializer(response);
    set_deadline(limits().write);
    auto [failed, size] = co_await http::async_write_header(stream_, serializer, as_result);
    co_return !failed && co_await goes_on(response);
  }

  asio::awaitable<bool> goes_on(const Response& written) {
    if (written.keep_alive()) co_return true;
    co_await stream_.async_shutdown(as_result);
    co_return false;
  }

  ServerCore& core_;
  std::string peer_;
  TlsContext browser_tls_ = core_.browser_tls;
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
