#include "core/net/tls_client.h"

#include "core/base/log.h"
#include "core/net/connect_race.h"
#include "core/net/io_loop.h"
#include "core/net/outgoing_message.h"

#include <deque>
#include <future>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace einlass::net {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using base::ErrorKind;

// Lives on the IoThread; kept alive by its coroutines until they have ended.
class TlsClient::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& io, ClientOptions options, ClientHandler& handler)
      : io_(io), options_(std::move(options)), handler_(&handler) {}

  asio::awaitable<void> run() {
    const auto self = shared_from_this();
    auto ended = co_await connect_any();
    if (!ended) ended = co_await converse();
    finish(std::move(*ended));
  }

  void send(OutgoingMessage message) {
    if (ended_ || closing_) return;
    queued_bytes_ += message.text.size();
    queue_.push_back(std::move(message));
    if (queued_bytes_ > options_.limits.queued_bytes) {
      fault_ = base::Error{ErrorKind::Unavailable, "The server takes messages too slowly; the connection was closed."};
      return drop();
    }
    if (connected_) start_writing();
  }

  void close() {
    if (ended_) return;
    closing_ = true;
    if (connected_) return start_writing();
    drop();
  }

  // The owner has gone: nothing is called any more.
  void forget() {
    handler_ = nullptr;
    ended_ = true;
    drop();
  }

 private:
  using Socket = websocket::stream<ClientStream>;

  // Nothing: connected.
  asio::awaitable<std::optional<base::Error>> connect_any() {
    auto context = pinned_client_context(options_.pin);
    if (!context) co_return context.error();
    race_ = std::make_shared<ConnectRace>(io_, *context, options_.addresses, options_.limits.handshake);
    if (ended_ || closing_) race_->stop();
    auto won = co_await race_->run();
    if (!won) co_return won.error();
    co_return co_await upgrade(std::move(*won));
  }

  asio::awaitable<std::optional<base::Error>> upgrade(RaceWinner won) {
    const auto& address = won.address;
    socket_ = std::make_shared<Socket>(std::move(*won.stream));
    const auto socket = socket_;
    configure(*socket);
    websocket::response_type answer;
    auto [failed] = co_await socket->async_handshake(answer, address.text(), options_.target, as_result);
    if (failed) co_return upgrade_failure(address, failed);
    connected_ = true;
    const auto binding = channel_binding(socket->next_layer().native_handle());
    if (handler_ != nullptr) handler_->on_connected(address, binding);
    if (!queue_.empty() || closing_) start_writing();
    co_return std::nullopt;
  }

  static base::Error upgrade_failure(const ServerAddress& address, const error_code& failed) {
    if (failed == websocket::error::upgrade_declined) {
      return {ErrorKind::Incompatible,
              fmt::format("The server at {} speaks another version of the kiosk protocol; update server and kiosk to "
                          "the same version.",
                          address.text())};
    }
    return connection_failure(address, failed);
  }

  void configure(Socket& socket) {
    beast::get_lowest_layer(socket).expires_never();  // the WebSocket keeps its own time
    websocket::stream_base::timeout times{};
    times.handshake_timeout = options_.limits.handshake;
    times.idle_timeout = options_.limits.idle;
    times.keep_alive_pings = true;
    socket.set_option(times);
    socket.set_option(websocket::stream_base::decorator([this](websocket::request_type& request) {
      if (!options_.subprotocol.empty()) {
        request.set(beast::http::field::sec_websocket_protocol, options_.subprotocol);
      }
    }));
    socket.read_message_max(options_.limits.message_bytes);
    socket.auto_fragment(false);
    socket.text(true);
  }

  asio::awaitable<base::Error> converse() {
    beast::flat_buffer buffer;
    while (true) {
      auto [failed, size] = co_await socket_->async_read(buffer, as_result);
      if (failed) co_return ending(failed);
      std::string text = beast::buffers_to_string(buffer.data());
      buffer.consume(size);
      if (handler_ != nullptr) handler_->on_message(std::move(text));
    }
  }

  base::Error ending(const error_code& failed) const {
    if (fault_) return *fault_;
    const auto& reason = socket_->reason();
    if (failed == websocket::error::closed && reason.code == websocket::close_code::policy_error) {
      return {ErrorKind::Refused, std::string(reason.reason.data(), reason.reason.size())};
    }
    if (failed == websocket::error::closed) return {ErrorKind::Unavailable, "The server closed the connection."};
    if (failed == beast::error::timeout) return {ErrorKind::Timeout, "The server has fallen silent."};
    if (failed == websocket::error::message_too_big) {
      return {ErrorKind::InvalidInput, "The server sent a message that is too large; update this program."};
    }
    return {ErrorKind::Unavailable, fmt::format("The connection to the server was lost ({}).", failed.message())};
  }

  void start_writing() {
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(io_, write_queued(), asio::detached);
  }

  asio::awaitable<void> write_queued() {
    const auto self = shared_from_this();
    while (!ended_ && !queue_.empty()) {
      auto [failed, size] = co_await write_front();
      if (failed) co_return drop();
      const auto sent = std::move(queue_.front().sent);
      queued_bytes_ -= queue_.front().text.size();
      queue_.pop_front();
      if (sent && !ended_) sent();
    }
    if (!ended_ && closing_) co_await socket_->async_close(websocket::close_code::normal, as_result);
    writing_ = false;
  }

  // Bounded, although the server may go on sending meanwhile.
  asio::awaitable<std::tuple<error_code, std::size_t>> write_front() {
    asio::steady_timer limit(io_, options_.limits.write);
    limit.async_wait([self = shared_from_this()](const error_code& cancelled) {
      if (!cancelled) self->drop();
    });
    co_return co_await socket_->async_write(asio::buffer(queue_.front().text), as_result);
  }

  void drop() {
    if (race_) race_->stop();
    if (!socket_) return;
    error_code ignored;
    beast::get_lowest_layer(*socket_).socket().close(ignored);
  }

  void finish(base::Error why) {
    ended_ = true;
    drop();
    if (auto* handler = std::exchange(handler_, nullptr)) handler->on_closed(why);
  }

  asio::io_context& io_;
  ClientOptions options_;
  ClientHandler* handler_;
  std::shared_ptr<ConnectRace> race_;
  std::shared_ptr<Socket> socket_;
  std::deque<OutgoingMessage> queue_;
  std::size_t queued_bytes_ = 0;
  std::optional<base::Error> fault_;
  bool connected_ = false;
  bool writing_ = false;
  bool closing_ = false;
  bool ended_ = false;
};

TlsClient::TlsClient(IoThread& io, ClientOptions options, ClientHandler& handler)
    : io_(io), impl_(std::make_shared<Impl>(io.impl().io, std::move(options), handler)) {
  asio::co_spawn(io.impl().io, impl_->run(), asio::detached);
}

TlsClient::~TlsClient() {
  if (io_.is_this_thread()) {
    impl_->forget();
    return;
  }
  // Shared: set_value() still uses the promise while the waiting thread goes on.
  const auto forgotten = std::make_shared<std::promise<void>>();
  io_.post([forgotten, impl = impl_] {
    impl->forget();
    forgotten->set_value();
  });
  forgotten->get_future().wait();
}

void TlsClient::send(std::string text, std::function<void()> sent) {
  OutgoingMessage message{.text = std::move(text), .sent = std::move(sent)};
  asio::post(io_.impl().io, [impl = impl_, message = std::move(message)]() mutable { impl->send(std::move(message)); });
}

void TlsClient::close() {
  asio::post(io_.impl().io, [impl = impl_] { impl->close(); });
}

}  // namespace einlass::net
