// What one end of a connection puts up with. Times bound every wait, sizes every buffer.
#pragma once

#include "core/base/instant.h"

#include <cstddef>

namespace einlass::net {

struct Limits {
  std::size_t message_bytes = 1U << 20U;  // one WebSocket message or HTTP body; longer documents travel in pieces
  std::size_t large_bodies = 4;           // HTTP bodies beyond that at the same time (ServerOptions::body_limit)
  std::size_t queued_bytes = 8U << 20U;   // waiting to be sent on one connection; a slower reader is closed
  std::size_t connections = 512;
  std::size_t connections_per_peer = 128;  // by IP address
  int connects_per_second = 100;           // per IP address, with a burst of as many; more are closed at once
  int requests_per_second = 100;           // HTTP, per IP address; a faster peer is answered more slowly
  int messages_per_second = 1000;          // per connection; a faster sender is read more slowly, nothing is lost

  base::Milliseconds handshake{10'000};     // each: TLS, WebSocket; a client's TCP too
  base::Milliseconds idle{30'000};          // nothing received; WebSocket peers are pinged at half of it
  base::Milliseconds header{10'000};        // from an HTTP request's first byte to the end of its header
  base::Milliseconds body{30'000};          // its body, and the time that one of this size takes at …
  std::size_t slowest_upload = 64U << 10U;  // … this many bytes per second
  base::Milliseconds write{10'000};         // one message not taken by the peer
  base::Milliseconds answer{30'000};        // an HTTP request not answered by its handler
};

}  // namespace einlass::net
