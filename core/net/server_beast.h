// Beast's view of what the server's files share. Inner to core/net; include it in .cpp files only.
#pragma once

#include "core/net/server_core.h"

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace einlass::net {

namespace beast = boost::beast;
namespace http = beast::http;

using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

// From the accepted upgrade to the WebSocket's end.
asio::awaitable<void> serve_kiosk(ServerCore& core, TlsStream stream, SessionOpened opened, Request upgrade);

struct EventAnswer {
  Response head;  // its body is the first piece
  std::function<void(SessionId)> begin;
  std::string peer;
};

// From the header to the end of the stream, and of the connection.
asio::awaitable<void> serve_events(ServerCore& core, TlsStream stream, EventAnswer answer);

}  // namespace einlass::net
