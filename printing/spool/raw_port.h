// The port of a printer behind a driver's queue that takes whatever is sent to it (AppSocket, socket://host:9100). It
// answers no questions; whether it takes connections is all that can be known. Pure functions; any thread.
#pragma once

#include <chrono>
#include <string>

namespace einlass::spool {

enum class PortState {
  Open,
  Refusing,  // a device is there: in use by somebody else, or a print server whose printer is off
  Silent,    // nobody answers: off, no network, no such host
};

bool is_raw_port(const std::string& device_uri);

// Connects to all of the host's addresses and hangs up. Waits no longer than `patience`, save for the resolver's own
// time.
PortState state_of_port(const std::string& device_uri, std::chrono::milliseconds patience);

}  // namespace einlass::spool
