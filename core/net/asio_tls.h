// Asio's view of TlsContext and the names that the Beast files share. Inner to core/net; include it in .cpp files only.
#pragma once

#include "core/net/tls_context.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <openssl/ssl.h>

namespace einlass::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// Errors come back as the first of a tuple, never as an exception.
inline constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// Asio's object owns one reference of the context. A connection made from it keeps OpenSSL's part alive by itself.
inline asio::ssl::context asio_context(const TlsContext& context) {
  SSL_CTX_up_ref(context.get());
  return asio::ssl::context(context.get());
}

}  // namespace einlass::net
