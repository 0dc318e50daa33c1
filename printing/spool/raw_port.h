// The port of a printer behind a driver's queue that takes whatever is sent to it (AppSocket, socket://host:9100). It
// answers no questions; whether it takes connections is all that can be known. Pure functions; any thread.
#pragma once

#include "core/net/port_state.h"

#include <string>

namespace einlass::spool {

bool is_raw_port(const std::string& device_uri);

// As net::state_of_port has it. Refusing: in use by somebody else, or a print server whose printer is off.
net::PortState state_of_raw_port(const std::string& device_uri, base::Milliseconds patience);

}  // namespace einlass::spool
