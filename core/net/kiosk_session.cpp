#include "core/base/utf8.h"
#include "core/net/queued_session.h"
#include "core/net/rate_limit.h"
#include "core/net/server_beast.h"

#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace einlass::net {
namespace {

namespace websocket = beast::websocket;

constexpr std::size_t kept_buffer = 64U << 10U;

// Of a close frame: 123 bytes (RFC 6455 §5.5), and no character cut in two, which the peer would have to refuse.
std::string_view fitting_reason(std::string_view text) {
  return base::first_bytes(text, 123);
}

class KioskSession final : public QueuedSession {
 public:
  KioskSession(ServerCore& core, TlsStream stream, SessionOpened opened)
      : QueuedSession(core, opened.peer),
        opened_(std::move(opened)),
        socket_(std::move(stream)),
        rate_(core.options.limits.messages_per_second, monotonic_now()) {}

  asio::awaitable<void> run(Request upgrade) {
    configure();
    auto [failed] = co_await socket_.async_accept(upgrade, as_result);
    if (failed) co_return;
    enter();
    core_.handler.on_open(id_, opened_);
    co_await read_messages();
    leave();
  }

  void tell_end() override { core_.handler.on_close(id_); }

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

  asio::awaitable<error_code> write(const std::string& text) override {
    auto [failed, size] = co_await socket_.async_write(asio::buffer(text), as_result);
    co_return failed;
  }

  asio::awaitable<void> say_goodbye(std::string reason) override {
    const auto code = core_.stopping ? websocket::close_code::going_away : websocket::close_code::policy_error;
    const websocket::close_reason fitting(code, fitting_reason(reason));
    co_await socket_.async_close(fitting, as_result);
    drop();
  }

  void close_socket() override {
    error_code ignored;
    beast::get_lowest_layer(socket_).socket().close(ignored);
  }

  SessionOpened opened_;
  websocket::stream<TlsStream> socket_;
  RateLimit rate_;
};

}  // namespace

asio::awaitable<void> serve_kiosk(ServerCore& core, TlsStream stream, SessionOpened opened, Request upgrade) {
  const auto session = std::make_shared<KioskSession>(core, std::move(stream), std::move(opened));
  co_await session->run(std::move(upgrade));
}

}  // namespace einlass::net
