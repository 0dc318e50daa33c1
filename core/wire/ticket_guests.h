// Whom a ticket is for, as guest book and journal have it together: whoever came instead, with the fields that entries
// set (docs/journal.md, Fields of a guest). Pure.
#pragma once

#include "core/rules/guest.h"
#include "core/rules/journal_row.h"

#include <optional>
#include <vector>

namespace einlass::wire {

struct TicketGuests {
  rules::Guest first;                   // of the guest book; by her id alone where she is not in it
  std::optional<rules::Guest> instead;  // after a transfer: unnamed where her private part is not here

  const rules::Guest& now() const { return instead ? *instead : first; }
};

// `rows`: those of the ticket that set fields of its guests (rules::sets_guest_fields), in any order; others are passed
// over. `instead`: by the fold, after a transfer.
TicketGuests ticket_guests(const rules::Guest& listed, const std::vector<rules::JournalRow>& rows,
                           const std::optional<rules::GuestId>& instead);

}  // namespace einlass::wire
