// What a host page is told, as the JSON of handlers.h. Inner to the host's handlers.
#pragma once

#include "server/venue/desk.h"
#include "server/venue/fleet.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace einlass::commands {

boost::json::object json_of(const venue::GuestLine& line);
// `guests`, `cursor`, `totals`, `others`, `seats`, `quotas`.
boost::json::object json_of(const venue::GuestLines& lines);
boost::json::object json_of(const venue::HostAdmission& admission);
boost::json::object json_of(const venue::HostSheet& sheet, const rules::EventPolicy& policy, rules::Role role);
boost::json::object json_of(const venue::ArrivalNotices& notices);
boost::json::object json_of(const venue::HostNews& news, base::Instant now);
boost::json::object json_of(const venue::LaneReport& lanes);
// What a page needs to know of the event.
boost::json::object json_of(const venue::OpenEvent& event, base::Instant now);
// event.arrivals
boost::json::object json_of(const venue::Arrivals& arrivals, const venue::OpenEvent& event,
                            const store::EventTotals& totals, const venue::LabelsLeft& stock, base::Instant now);
// {role, lists, may}
boost::json::object json_of(const venue::Caller& caller, const rules::EventPolicy& policy);

}  // namespace einlass::commands
