#include "core/net/https_client.h"

#include "core/net/client_socket.h"

#include <chrono>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/beast/http.hpp>

namespace einlass::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using base::ErrorKind;

constexpr std::uint64_t largest_answer = 64U << 20U;

base::Result<http::request<http::string_body>> framed(const HttpsCall& call) {
  const auto verb = http::string_to_verb(call.request.method);
  if (verb == http::verb::unknown) {
    return base::fail(ErrorKind::InvalidInput, "\"" + call.request.method + "\" is not an HTTP method.");
  }
  http::request<http::string_body> request(verb, call.request.target, 11);
  request.set(http::field::host, call.address.text());
  for (const auto& [name, value] : call.request.headers) request.set(name, value);
  request.body() = call.request.body;
  request.keep_alive(false);
  request.prepare_payload();
  return request;
}

HttpResponse plain(http::response<http::string_body> response) {
  return {.status = response.result_int(),
          .content_type = std::string(response[http::field::content_type]),
          .body = std::move(response.body())};
}

asio::awaitable<base::Result<HttpResponse>> exchange(ClientStream& stream, const HttpsCall& call) {
  const auto connected = co_await connect_pinned(stream, call.address, call.timeout);
  if (!connected) co_return tl::make_unexpected(connected.error());
  const auto request = framed(call);
  if (!request) co_return tl::make_unexpected(request.error());
  auto [unsent, sent] = co_await http::async_write(stream, *request, as_result);
  if (unsent) co_return tl::make_unexpected(connection_failure(call.address, unsent));
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(largest_answer);
  auto [unread, received] = co_await http::async_read(stream, buffer, parser, as_result);
  if (unread) co_return tl::make_unexpected(connection_failure(call.address, unread));
  co_return plain(parser.release());
}

}  // namespace

base::Result<HttpResponse> https_call(const HttpsCall& call) {
  auto context = pinned_client_context(call.pin);
  if (!context) return tl::make_unexpected(context.error());
  asio::io_context io(1);
  auto tls = asio_context(*context);
  ClientStream stream(io, tls);
  std::optional<base::Result<HttpResponse>> result;
  asio::co_spawn(io, exchange(stream, call), [&](const std::exception_ptr& failure, base::Result<HttpResponse> answer) {
    if (failure) std::rethrow_exception(failure);
    result = std::move(answer);
  });
  io.run_for(call.timeout);
  if (result) return std::move(*result);
  return tl::make_unexpected(connection_failure(call.address, beast::error::timeout));
}

}  // namespace einlass::net
