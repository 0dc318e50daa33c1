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
  std::optional<rules::Guest> instead;  // by a transfer: unnamed where her private part is not here

  const rules::Guest& now() const { return instead ? *instead : first; }
};

// Sets fields of its guests, or hands it to another.
bool says_whose_ticket_it_is(const rules::Fact& fact);

// `rows`: those of the ticket that say whose it is, in any order; others are passed over. `holder`: of the day in
// question, by the fold (rules::TicketState::holder_on); she may be the first guest again.
TicketGuests ticket_guests(const rules::Guest& listed, const std::vector<rules::JournalRow>& rows,
                           const std::optional<rules::GuestId>& holder);

}  // namespace einlass::wire
