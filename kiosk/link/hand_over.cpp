#include "kiosk/link/hand_over.h"

#include "core/base/bytes.h"
#include "db/venue_store.h"
#include "kiosk/link/held_by_server.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/replica.h"

namespace einlass::link {

using base::Result;

std::string venue_setting(rules::EventId event) {
  return "venue." + event.text();
}

Result<EventsToHandOver> events_to_hand_over(const StateDirectory& directory) {
  const auto venue = store::VenueStore::open(directory.venue_file());
  if (!venue) return tl::make_unexpected(venue.error());
  const auto served = kept_assignment(*venue, served_setting);
  if (!served) return tl::make_unexpected(served.error());
  if (!*served) {
    return base::fail(base::ErrorKind::NotFound, "This kiosk has no event to hand over; pair it without --hand-over.");
  }
  EventsToHandOver events{.served = *(*served)->event, .further = {}};
  const auto kept = directory.events();
  if (!kept) return tl::make_unexpected(kept.error());
  for (const auto& event : *kept) {
    const auto assignment = kept_assignment(*venue, assignment_setting_of(event));
    if (!assignment) return tl::make_unexpected(assignment.error());
    if (*assignment && event != events.served) events.further.push_back(event);
  }
  return events;
}

Result<void> hand_over_to(const StateDirectory& directory, const base::Hash& ca_key) {
  auto venue = store::VenueStore::open(directory.venue_file());
  if (!venue) return tl::make_unexpected(venue.error());
  const auto events = directory.events();
  if (!events) return tl::make_unexpected(events.error());
  for (const auto& event : *events) {
    if (const auto set = venue->set_setting(venue_setting(event), base::hex(ca_key)); !set) return set;
  }
  if (const auto forgotten = forget_held_by_server(*venue); !forgotten) return forgotten;
  const auto served = venue->setting(served_setting);
  if (!served) return tl::make_unexpected(served.error());
  return *served ? venue->set_setting(assignment_setting, **served) : Result<void>();
}

}  // namespace einlass::link
