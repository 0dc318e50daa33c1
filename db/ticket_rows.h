// A ticket with its guest, wherever both are known from: the guest book, or entries that registered somebody at the
// door, named her or handed the ticket on. On the thread that owns the store or snapshot.
#pragma once

#include "core/base/error.h"
#include "core/rules/attendance.h"
#include "core/rules/guest_row.h"
#include "core/rules/journal_row.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

class EventSnapshot;
class EventStore;

// Kinds of the entries by which people are known who stand in no guest book, or under another name.
const std::set<std::string>& naming_kinds();

std::vector<rules::JournalEntry> entries_in(const std::vector<rules::JournalRow>& rows);

// The guest is the listed one, or by her id alone the one who was registered. Nothing: no such ticket is known by name.
base::Result<std::optional<rules::GuestRow>> row_of_ticket(EventStore& store, rules::TicketId ticket);

// Who holds the row's ticket on that day, by the journal. `rows`: all entries of the ticket.
void take_holder(rules::GuestRow& row, const std::vector<rules::JournalRow>& rows, const rules::AdmissionDay& day);

// A ticket as it stands at the door.
struct TicketAtDoor {
  rules::GuestRow row;  // with who holds it on the day
  rules::TicketState state;
  std::vector<rules::JournalRow> entries;
  std::string instead_of;  // name of whom the holder represents on the day; empty: nobody, or she was erased
};
// Somebody without a name, counted by hand: a figure, and no line of any list.
bool is_only_counted(const TicketAtDoor& found);
// Nothing: neither the guest book nor any entry knows it.
base::Result<std::optional<TicketAtDoor>> ticket_at_door(EventStore& store, rules::TicketId ticket,
                                                         const rules::AdmissionDay& day);

// Every ticket that the guest book or an entry knows, as it stands at the door; in no order. For lists of all guests.
base::Result<void> each_ticket(const EventSnapshot& event, const rules::AdmissionDay& day,
                               const std::function<void(TicketAtDoor&&)>& take);

}  // namespace einlass::store
