// Values of the desk as the JSON of command results. Inner to server/web's handlers.
#pragma once

#include "server/venue/desk.h"

#include <boost/json/object.hpp>

namespace einlass::web {

boost::json::object json_of(const venue::EventSummary& event);
boost::json::object json_of(const store::EventTotals& totals);
boost::json::object json_of(const venue::GuestImportReport& report);

// With the key of its event, where `events` has it.
boost::json::object json_of(const store::KioskRecord& kiosk, const std::vector<venue::EventSummary>& events);

}  // namespace einlass::web
