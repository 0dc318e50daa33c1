// Values of the desk as the JSON of command results. Inner to server/commands.
#pragma once

#include "server/venue/desk.h"

#include <optional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace einlass::commands {

boost::json::object json_of(const venue::EventSummary& event);
boost::json::object json_of(const store::EventTotals& totals);
boost::json::object json_of(const venue::GuestImportReport& report);

// What a kiosk put aside: [{event: its key where `events` has it, else its id, reason, entries}].
boost::json::array json_of(const std::vector<wire::ParkedCount>& parked,
                           const std::vector<venue::EventSummary>& events);

// With the key of its event, where `events` has it.
boost::json::object json_of(const store::KioskRecord& kiosk, const std::vector<venue::EventSummary>& events);

// The same with what it says of itself (kiosk.list in handlers.h).
boost::json::object json_of(const store::KioskRecord& kiosk, const std::vector<venue::EventSummary>& events,
                            const std::map<rules::KioskId, venue::KioskTold>& told, base::Instant now);

// The rows of a QR symbol without its quiet zone, for whoever shows a text to a camera: ["1011…", …].
boost::json::array qr_rows(const std::string& text);

// Of an event that was packed for another server and is not back; null: it is not.
boost::json::value away_json(const std::optional<wire::PackNote>& note);

}  // namespace einlass::commands
