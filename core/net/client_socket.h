// Connecting to a pinned server, the same for WebSocket and HTTPS clients. Inner to core/net.
#pragma once

#include "core/net/asio_tls.h"
#include "core/net/server_address.h"

#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>

namespace einlass::net {

using ClientStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

using Endpoints = tcp::resolver::results_type;

// The endpoints of an address; at once where it is an IP address.
asio::awaitable<std::tuple<error_code, Endpoints>> look_up(ServerAddress address, base::Milliseconds timeout);

// Connects and shakes hands within `timeout`.
asio::awaitable<error_code> secure(ClientStream& stream, Endpoints endpoints, base::Milliseconds timeout);

// Both, each within `timeout`. Refused: the certificate does not match the pin.
asio::awaitable<base::Result<void>> connect_pinned(ClientStream& stream, ServerAddress address,
                                                   base::Milliseconds timeout);

// In words for whoever set the address.
base::Error connection_failure(const ServerAddress& address, const error_code& why);

}  // namespace einlass::net
