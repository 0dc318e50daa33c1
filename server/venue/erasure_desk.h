// Erasing guests, and what follows of any erasure in an event: its files here are written anew, its backups rewritten.
// Until all of that is done venue.db notes it, so that an interruption takes nothing back: PrivacyDesk::keep_retention
// goes on with it. Part of the Desk, on its thread.
#pragma once

#include "server/venue/backup_desk.h"
#include "server/venue/crm_desk.h"
#include "server/venue/event_desk.h"
#include "server/venue/staff_desk.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// What of an erasure needs the desk no more, and what finish() goes by.
struct ErasureRest {
  rules::EventId event;
  std::string key;
  BackupErasureJob backups;
  bool is_clean = false;  // nothing of it stands in the files here any more
  std::string note;       // as it was when this began
};

class ErasureDesk {
 public:
  struct Parts {
    VenueState& state;
    DoorDesk& door;
    StaffDesk& staff;
    EventDesk& events;
    BackupDesk& backups;
    CrmDesk& crm;
  };
  explicit ErasureDesk(const Parts& parts) : parts_(parts) {}

  // From the events, their rehearsals and the CRM's mirror; one rest for each event.
  base::Result<std::vector<ErasureRest>> erase(const std::map<rules::EventId, std::set<rules::GuestId>>& guests,
                                               std::uint32_t by);
  // Of what somebody else erases in the event's journal: before that, and after.
  base::Result<void> note(rules::EventId event);
  base::Result<ErasureRest> rest_of(rules::EventId event);

  // Before everybody of the event is erased: whom they are in the mirror, as backups are older than that is known.
  // The note goes with the erasure that it is for.
  base::Result<void> note_persons(rules::EventId event);
  base::Result<std::vector<store::CrmPersonKey>> persons_noted(rules::EventId event) const;
  base::Result<void> forget_note(rules::EventId event);

  // Of all erasures that are not at their end: what is left of each, done as far as the desk has to do it.
  base::Result<std::vector<ErasureRest>> go_on();
  // Once the backups within reach are rewritten. Without effect where a file here has to be written anew yet, or more
  // was erased since.
  base::Result<void> finish(const ErasureRest& rest);
  base::Result<bool> is_unfinished(rules::EventId event) const;

  // Whatever is going on at the doors: store::leave_no_trace for the event, its rehearsals and the mirror.
  base::Result<bool> leave_no_trace(rules::EventId event);
  base::Result<bool> doors_may_be_open() const;  // of any event, by its settings

  // A file is written anew in a tenth of a second up to this size, and at any time; a longer one holds up whoever waits
  // for the desk, so it waits while doors may be open, but for this long at most.
  static constexpr std::uintmax_t quick = 5U << 20U;
  static constexpr base::Milliseconds longest_wait = std::chrono::hours(24);

 private:
  struct Note;
  base::Result<Note> noted(rules::EventId event) const;
  base::Result<void> add_to_note(rules::EventId event, const Note& more);
  base::Result<void> erase_noted(rules::EventId event, const Note& note);
  base::Result<void> erase_in(rules::EventId event, const Note& note);
  base::Result<std::vector<rules::GuestId>> not_erased_in(rules::EventId event, const std::set<rules::GuestId>& guests);
  base::Result<std::vector<rules::EventId>> with_rehearsals(rules::EventId event);
  base::Result<bool> clear(rules::EventId event, const Note& note);
  base::Result<bool> may_write_anew(rules::EventId event, const Note& note);
  base::Result<bool> write_anew(rules::EventId event);
  base::Result<bool> leave_no_trace_in_mirror();

  Parts parts_;
  std::optional<bool> mirror_is_clean_;  // in this go
};

}  // namespace einlass::venue
