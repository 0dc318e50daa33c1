// Everybody who may sign in at kiosks, or could once: venue.db's rows, kept at hand because each entry of a kiosk is
// looked at for whom it names. Part of VenueState, on its thread.
#pragma once

#include "core/wire/staff_roster.h"
#include "db/venue_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

class Roster {
 public:
  explicit Roster(store::VenueStore& venue) : venue_(venue) {}

  base::Result<std::vector<store::StaffRecord>> records();
  base::Result<std::optional<store::StaffRecord>> find(std::uint32_t number);  // removed ones, too
  base::Result<std::uint32_t> put(const store::StaffRecord& record);           // VenueStore::put_staff

  base::Result<void> renumber(std::uint32_t by);  // VenueStore::renumber_staff
  // All PINs are stretched with one salt. It is taken over only while nobody is here who has a PIN.
  base::Result<base::Salt> salt();
  base::Result<void> take_salt(const base::Salt& salt);

  // Those who may sign in at the event now; of nobody in particular: all who may sign in anywhere.
  base::Result<wire::StaffRoster> of_event(const std::optional<rules::EventId>& event);
  // The document for the event's kiosks. Empty: nobody may sign in there.
  base::Result<std::string> document(rules::EventId event);
  // One that was given out since the roster changed last. Nothing: it was another one, or none.
  std::optional<std::string> document_with(const base::Hash& hash) const;

 private:
  store::VenueStore& venue_;
  std::optional<std::vector<store::StaffRecord>> records_;  // as read last
  std::vector<std::string> documents_;                      // as given out, one per event
};

}  // namespace einlass::venue
