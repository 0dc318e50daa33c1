// A guest with her ticket, as imported or registered: one row of a guest book, on disk and on its way to a kiosk.
#pragma once

#include "core/rules/guest.h"
#include "core/rules/ticket.h"
#include "core/rules/ticket_code.h"

#include <string>
#include <vector>

namespace einlass::rules {

struct GuestRow {
  Ticket ticket;
  Guest guest;
  std::string source;       // "csv:eventbrite" …
  std::string external_id;  // of the source
  std::string order_ref;
  std::vector<CodeHash> code_hashes;           // the codes that open this ticket
  std::vector<CodeHash> replaced_code_hashes;  // codes that once did; they too find the row
  friend bool operator==(const GuestRow&, const GuestRow&) = default;
};

}  // namespace einlass::rules
