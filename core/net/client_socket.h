// Connecting to a pinned server, the same for WebSocket and HTTPS clients. Inner to core/net.
#pragma once

#include "core/net/asio_tls.h"
#include "core/net/server_address.h"

#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>

namespace einlass::net {

using ClientStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

// Resolves, connects and shakes hands within `timeout`. Refused: the certificate does not match the pin.
asio::awaitable<base::Result<void>> connect_pinned(ClientStream& stream, ServerAddress address,
                                                   base::Milliseconds timeout);

// In words for whoever set the address.
base::Error connection_failure(const ServerAddress& address, const error_code& why);

}  // namespace einlass::net
