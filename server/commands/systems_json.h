// What of the systems around the server a person has to see to. On the desk's thread.
#pragma once

#include "server/venue/desk.h"

#include <boost/json/fwd.hpp>

namespace einlass::commands {

// Of an event, with the pulls of persons, who are of none.
boost::json::object systems_of(venue::Desk& desk, const venue::EventSummary& event);

}  // namespace einlass::commands
