// A ticket: the right of one guest, or of a party, to come in.
#pragma once

#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::rules {

enum class TicketStatus { Confirmed, AwaitingApproval, Waitlisted, Cancelled, Blocked };
enum class Payment { Settled, Open };

struct Ticket {
  TicketId id;
  EventId event;
  GuestId guest;            // nil while an unnamed company ticket has no name
  std::string category;     // a key of the policy: "member", "guest", "speaker" …
  std::string ticket_type;  // as the source words it; shown where a person must choose
  int places = 1;
  TicketStatus status = TicketStatus::Confirmed;
  Payment payment = Payment::Settled;
  bool listed = true;          // false: known only by a signed code, not by a guest list
  bool owns_seat = true;       // once confirmed; false: walk-ins, plus-ones
  bool code_replaced = false;  // this code was replaced by a newer one
  std::optional<base::Instant> valid_from;
  std::optional<base::Instant> valid_until;
  std::vector<std::string> doors;  // empty: every door

  friend bool operator==(const Ticket&, const Ticket&) = default;
};

// Only a confirmed ticket of the list has a seat of its own, until it is released (docs/journal.md, Seats). All others
// take one of those that nobody owns, also who waited and was approved or moved up.
inline bool owns_its_seat(const Ticket& ticket) {
  return ticket.status == TicketStatus::Confirmed && ticket.owns_seat && ticket.listed;
}

}  // namespace einlass::rules
