// Attendance on its way to other systems, as JSON. Pure.
#pragma once

#include "server/venue/delivery_desk.h"

#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::commands {

boost::json::object outlet_json(const venue::DeliveryStatus& status);

// As crm.diff says it (delivery_handlers.h).
boost::json::object diff_json(const venue::DeliveryReading& reading, const venue::DeliveryReading::Content& content);

}  // namespace einlass::commands
