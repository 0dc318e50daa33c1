// Whether anybody takes connections at a TCP port: all that can be known of a device that answers no questions. Pure
// functions; any thread.
#pragma once

#include "core/base/instant.h"

#include <cstdint>
#include <string>

namespace einlass::net {

enum class PortState {
  Open,
  Refusing,  // a device is there: in use by somebody else, or nothing listens
  Silent,    // nobody answers: off, no network, no such host
};

// Connects to all of the host's addresses at once and hangs up. Waits no longer than `patience`, save for the
// resolver's own time.
PortState state_of_port(const std::string& host, std::uint16_t port, base::Milliseconds patience);

}  // namespace einlass::net
