// What a kiosk was told last and what it notes of its events, as it stands in its venue.db.
#pragma once

#include "core/wire/messages.h"
#include "db/venue_store.h"

#include <optional>
#include <string>

namespace einlass::link {

// Settings of venue.db, each an assignment as message.
inline constexpr const char* assignment_setting = "assignment";  // the last that the kiosk switched to
inline constexpr const char* served_setting = "served";          // the last that had an event
std::string assignment_setting_of(rules::EventId event);         // the last of this event
// Further settings, of one event: that its file was opened here, and the public key to which own private parts are
// sealed.
inline std::string opened_setting(rules::EventId event) {
  return "opened." + event.text();
}
inline std::string part_key_setting(rules::EventId event) {
  return "part_key." + event.text();
}
// When its guest list came as it is here.
inline std::string list_taken_setting(rules::EventId event) {
  return "list_taken." + event.text();
}

base::Result<std::optional<wire::Assignment>> kept_assignment(const store::VenueStore& venue,
                                                              const std::string& setting);

}  // namespace einlass::link
