// Events that are there to try one out (docs/journal.md, Rehearsals): nothing of them is kept once they are over.
#include "db/database_files.h"
#include "kiosk/link/hand_over.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/replica.h"

namespace einlass::link {

using base::Result;

namespace {

std::string rehearsal_setting(rules::EventId event) {
  return "rehearsal." + event.text();
}

Result<void> forget_lease_notes(store::VenueStore& venue, rules::EventId event) {
  LeaseNotes notes(venue);
  const auto all = notes.all();
  if (!all) return tl::make_unexpected(all.error());
  std::vector<rules::LeaseId> leases;
  for (const auto& note : *all) {
    if (note.event == event) leases.push_back(note.lease);
  }
  return notes.forget(leases);
}

}  // namespace

// Outlives the documents, which go with the names of the guests.
Result<void> Replica::note_rehearsal(const OpenEvent& event) {
  if (!event.frame.rehearses) return {};
  return venue_.set_setting(rehearsal_setting(*event.assignment.event), "yes");
}

Result<bool> Replica::is_rehearsal(rules::EventId event) const {
  return venue_.setting(rehearsal_setting(event)).map([](const auto& noted) { return noted.has_value(); });
}

// What says that it is a rehearsal goes last: after a power cut the rest follows at the server's next word, or where
// the file is gone, some words about nobody stay.
Result<void> Replica::drop(rules::EventId event) {
  if (const auto forgotten = forget(event); !forgotten) return forgotten;
  stores_.erase(event);
  if (const auto gone = forget_lease_notes(venue_, event); !gone) return gone;
  const auto removed = store::remove_database(directory_.event_file(event));
  events_here_.reset();
  if (!removed) return removed;
  for (const auto& setting :
       {opened_setting(event), part_key_setting(event), venue_setting(event), rehearsal_setting(event)}) {
    if (const auto gone = venue_.remove_setting(setting); !gone) return gone;
  }
  return {};
}

}  // namespace einlass::link
