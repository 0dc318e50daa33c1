// What persons decide, against the rules or beside them: staff, hosts and organisers, whose screens, pages and commands
// call this. Part of the Desk, on its thread.
//
// Each writes within a batch of DoorDesk (begin … commit), on which its answer waits like any other.
#pragma once

#include "core/rules/staff_act.h"
#include "server/venue/door_desk.h"

#include <vector>

namespace einlass::venue {

// Who decides, and where she stands: a kiosk, the host page, the command line.
struct StaffAct {
  rules::EventId event;
  rules::Place place;
  rules::Decider decider = rules::Decider::Staff;
  std::uint32_t operator_number = 0;
};

class StaffDesk {
 public:
  StaffDesk(VenueState& state, DoorDesk& door) : state_(state), door_(door) {}

  // All there is for staff to do at a door, as kiosks do it, too; errors as store::entries_of (db/staff_acts.h). Empty:
  // it was done before. Whether the person's role allows it, the caller has asked (rules::may_do).
  base::Result<std::vector<rules::JournalRow>> act(const StaffAct& by, const rules::StaffAct& act);

  // Takes an admission or a transfer back, with all entries of its scan. NotFound: that scan did neither.
  // AlreadyExists: it was undone before.
  base::Result<rules::JournalRow> undo(const StaffAct& act, const rules::ScanRef& scan);

  // `persons` of the ticket leave; 0: all who are inside. Never refused to anybody (docs/product.md, Admission).
  // NotFound: nobody came in on this ticket, or with 0: nobody is inside.
  base::Result<rules::JournalRow> depart(const StaffAct& act, rules::TicketId ticket, int persons = 0);

  // Sets the scan's refusal aside; the kiosk then asks for the step of this entry. NotFound: it was not refused.
  // Refused: not for this decider (docs/product.md, Admission).
  base::Result<rules::JournalRow> override_refusal(const StaffAct& act, const rules::SetRefusalAside& overriding);

  // Somebody comes instead: a guest of her own. Answers with her id. Refused: the policy says so. NotFound: there is no
  // such ticket. InvalidInput: a day, where an admission counts for the whole event.
  base::Result<rules::GuestId> transfer(const StaffAct& act, const rules::HandTicketOn& transferring);

  // NotFound: these scans are in no conflict. InvalidInput: the one that is to stand is none of them.
  base::Result<rules::JournalRow> judge(const StaffAct& act, const rules::ConflictJudged& verdict);

  // For ever, here and on every kiosk (docs/journal.md, The private part); backups are BackupDesk's, and each of the
  // event's rehearsals is erased from by itself. Again, where they were erased before. NotFound: one of them is no
  // guest of this event; nothing is written then. A rehearsal may get to know them later, and takes all.
  base::Result<void> erase(const StaffAct& act, const std::vector<rules::GuestId>& guests);

 private:
  base::Result<rules::JournalRow> append(const StaffAct& act, rules::EntryDraft draft);
  base::Result<rules::JournalRow> only_entry(const StaffAct& by, const rules::StaffAct& act);

  VenueState& state_;
  DoorDesk& door_;
};

}  // namespace einlass::venue
