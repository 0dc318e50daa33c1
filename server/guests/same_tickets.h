// Which tickets of a list are on another one already, where neither their source nor a code tells: by the ticket's
// number there, and by whom an order is for. Pure.
#pragma once

#include "core/rules/guest_row.h"

#include <set>
#include <unordered_map>
#include <vector>

namespace einlass::guests {

using RowPointers = std::vector<const rules::GuestRow*>;

bool is_same_name(const rules::Guest& one, const rules::Guest& other);  // nobody's may be anybody's

struct SameTickets {
  std::unordered_map<rules::TicketId, const rules::GuestRow*> known;  // by the ticket's id on the list: her other row
  std::set<rules::TicketId> unclear;  // on the list: may be one of the others, and nobody can tell which
};

// `others`: rows of other lists. Each of them is the same ticket as one of the list at most. `by_addresses`: also whom
// another name is given, where her order and an address that nobody else in it has are the same.
SameTickets same_tickets(const RowPointers& listed, const RowPointers& others, bool by_addresses);

}  // namespace einlass::guests
