#include "core/net/client_socket.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/sslerr.h>

namespace einlass::net {
namespace {

using base::ErrorKind;
using Endpoints = tcp::resolver::results_type;
using namespace asio::experimental::awaitable_operators;

bool is_wrong_certificate(const error_code& why) {
  return why.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(why.value())) == SSL_R_CERTIFICATE_VERIFY_FAILED;
}

// The system's resolver knows no time limit of its own.
asio::awaitable<std::tuple<error_code, Endpoints>> resolve(ServerAddress address, base::Milliseconds timeout) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  asio::steady_timer limit(executor, timeout);
  auto first = co_await (resolver.async_resolve(address.host, std::to_string(address.port), as_result) ||
                         limit.async_wait(as_result));
  if (first.index() == 0) co_return std::move(std::get<0>(first));
  co_return std::tuple<error_code, Endpoints>(boost::beast::error::timeout, Endpoints());
}

asio::awaitable<error_code> connect(ClientStream& stream, ServerAddress address, base::Milliseconds timeout) {
  auto [unknown, endpoints] = co_await resolve(address, timeout);
  if (unknown) co_return unknown;
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

}  // namespace

asio::awaitable<base::Result<void>> connect_pinned(ClientStream& stream, ServerAddress address,
                                                   base::Milliseconds timeout) {
  const error_code failed = co_await connect(stream, address, timeout);
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
