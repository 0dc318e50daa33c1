#include "core/base/log.h"
#include "core/net/queued_session.h"
#include "core/net/server_beast.h"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/write.hpp>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace einlass::net {
namespace {

// A browser has nothing to say once it listens.
constexpr std::size_t most_ignored = 16U << 10U;

// A phone that walked out of the network says no goodbye, and nothing may be due for it for minutes: the kernel asks
// for it, and gives it up after this time without an acknowledgement (tcp(7)).
void notice_silent_peer(tcp::socket& socket, base::Milliseconds patience) {
  const auto set = [fd = socket.native_handle()](int level, int option, int value) {
    ::setsockopt(fd, level, option, &value, sizeof value);
  };
  const int seconds = std::max(1, static_cast<int>(patience.count() / 1000));
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, std::max(1, seconds / 2));
  set(IPPROTO_TCP, TCP_KEEPINTVL, std::max(1, seconds / 6));
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<int>(patience.count()));
}

// One browser's event stream: an answer whose body goes on until either side ends it. In chunks (RFC 9112 §7.1), but
// for a proxy that speaks HTTP/1.0.
class EventStream final : public QueuedSession {
 public:
  EventStream(ServerCore& core, TlsStream stream, std::string peer)
      : QueuedSession(core, std::move(peer)), stream_(std::move(stream)) {}

  asio::awaitable<void> run(EventAnswer answer) {
    std::string first = std::move(answer.head.body());
    http::response<http::empty_body> head(std::move(answer.head.base()));
    chunked_ = head.chunked();
    if (!co_await write_head(head)) co_return;
    begin(std::move(first), answer.begin);
    co_await wait_for_leaving();
    leave();
    if (!ended_) co_return drop();
    tcp_stream().expires_after(core_.options.limits.write);
    co_await stream_.async_shutdown(as_result);
  }

  void tell_end() override { core_.handler.on_stream_closed(id_); }

 private:
  beast::tcp_stream& tcp_stream() { return beast::get_lowest_layer(stream_); }

  asio::awaitable<bool> write_head(http::response<http::empty_body>& head) {
    http::response_serializer<http::empty_body> serializer(head);
    tcp_stream().expires_after(core_.options.limits.write);
    auto [failed, size] = co_await http::async_write_header(stream_, serializer, as_result);
    co_return !failed;
  }

  void begin(std::string first, const std::function<void(SessionId)>& tell) {
    tcp_stream().expires_never();  // the watch over slow readers keeps the time of each piece
    notice_silent_peer(tcp_stream().socket(), core_.options.limits.idle);
    enter();
    send({.text = std::move(first), .sent = {}});
    tell(id_);
    if (core_.stopping) close({});
  }

  asio::awaitable<void> wait_for_leaving() {
    std::array<char, 512> unasked{};
    for (std::size_t ignored = 0; open_ && ignored < most_ignored;) {
      auto [failed, size] = co_await stream_.async_read_some(asio::buffer(unasked), as_result);
      if (failed) co_return;
      ignored += size;
    }
  }

  // An empty chunk would be the last one.
  asio::awaitable<error_code> write(const std::string& text) override {
    if (text.empty()) co_return error_code();
    if (!chunked_) {
      auto [failed, size] = co_await asio::async_write(stream_, asio::buffer(text), as_result);
      co_return failed;
    }
    const auto chunk = http::make_chunk(asio::buffer(text));
    auto [failed, size] = co_await asio::async_write(stream_, chunk, as_result);
    co_return failed;
  }

  asio::awaitable<void> say_goodbye(std::string) override {
    if (chunked_) {
      const auto last = http::make_chunk_last();
      auto [failed, size] = co_await asio::async_write(stream_, last, as_result);
      if (failed) co_return drop();
    }
    ended_ = true;
    open_ = false;
    tcp_stream().cancel();  // the read that waits for the peer's leaving
  }

  void close_socket() override { tcp_stream().close(); }

  TlsStream stream_;
  bool chunked_ = true;
  bool ended_ = false;  // by its last chunk
};

}  // namespace

asio::awaitable<void> serve_events(ServerCore& core, TlsStream stream, EventAnswer answer) {
  const auto session = std::make_shared<EventStream>(core, std::move(stream), std::move(answer.peer));
  co_await session->run(std::move(answer));
}

}  // namespace einlass::net
