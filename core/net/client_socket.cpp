#include "core/net/client_socket.h"

#include <boost/asio/ssl/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/sslerr.h>

namespace einlass::net {
namespace {

using base::ErrorKind;

bool is_wrong_certificate(const error_code& why) {
  return why.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(why.value())) == SSL_R_CERTIFICATE_VERIFY_FAILED;
}

struct Question {
  Question(const asio::any_io_executor& executor, base::Milliseconds timeout)
      : resolver(executor), answered(executor, timeout) {}
  tcp::resolver resolver;
  asio::steady_timer answered;  // cancelled when the answer is here
  error_code failed = boost::beast::error::timeout;
  Endpoints endpoints;
};

// The system's resolver knows no time limit and cannot be interrupted: an answer that comes late finds nobody.
asio::awaitable<std::tuple<error_code, Endpoints>> ask_resolver(ServerAddress address, base::Milliseconds timeout) {
  const auto executor = co_await asio::this_coro::executor;
  const auto question = std::make_shared<Question>(executor, timeout);
  question->resolver.async_resolve(address.host, std::to_string(address.port),
                                   [question](const error_code& failed, Endpoints endpoints) {
                                     question->failed = failed;
                                     question->endpoints = std::move(endpoints);
                                     question->answered.cancel();
                                   });
  co_await question->answered.async_wait(as_result);
  std::tuple<error_code, Endpoints> answer(question->failed, question->endpoints);
  question->resolver.cancel();  // one that still waits behind another need not be asked any more
  co_return answer;
}

}  // namespace

asio::awaitable<std::tuple<error_code, Endpoints>> look_up(ServerAddress address, base::Milliseconds timeout) {
  error_code is_name;
  const auto literal = asio::ip::make_address(address.host, is_name);
  if (is_name) co_return co_await ask_resolver(address, timeout);
  const auto endpoints =
      Endpoints::create(tcp::endpoint(literal, address.port), address.host, std::to_string(address.port));
  co_return std::tuple<error_code, Endpoints>(error_code(), endpoints);
}

asio::awaitable<error_code> secure(ClientStream& stream, Endpoints endpoints, base::Milliseconds timeout) {
  auto& socket = boost::beast::get_lowest_layer(stream);
  socket.expires_after(timeout);
  auto [unreachable, endpoint] = co_await socket.async_connect(endpoints, as_result);
  if (unreachable) co_return unreachable;
  error_code ignored;
  socket.socket().set_option(tcp::no_delay(true), ignored);
  SSL_set_tlsext_host_name(stream.native_handle(), venue_server_name.data());
  auto [failed] = co_await stream.async_handshake(asio::ssl::stream_base::client, as_result);
  co_return failed;
}

asio::awaitable<base::Result<void>> connect_pinned(ClientStream& stream, ServerAddress address,
                                                   base::Milliseconds timeout) {
  auto [unknown, endpoints] = co_await look_up(address, timeout);
  if (unknown) co_return tl::make_unexpected(connection_failure(address, unknown));
  const error_code failed = co_await secure(stream, std::move(endpoints), timeout);
  if (!failed) co_return base::Result<void>();
  co_return tl::make_unexpected(connection_failure(address, failed));
}

base::Error connection_failure(const ServerAddress& address, const error_code& why) {
  if (is_wrong_certificate(why)) {
    return {ErrorKind::Refused,
            fmt::format("The server at {} is not the one that was paired: its certificate has another key; check the "
                        "address, or pair again.",
                        address.text())};
  }
  if (why == boost::beast::error::timeout) {
    return {ErrorKind::Timeout, fmt::format("The server at {} did not answer in time; is it running, and is this the "
                                            "right network?",
                                            address.text())};
  }
  return {ErrorKind::Unavailable, fmt::format("The server at {} cannot be reached ({}); is it running, and is this the "
                                              "right network?",
                                              address.text(), why.message())};
}

}  // namespace einlass::net
