// What staff see of guests: lines of a search, one guest's sheet, what waits at the doors. Values, read from guest book
// and journal together; screens show them to whoever is signed in only.
#pragma once

#include "core/base/instant.h"
#include "core/rules/attendance.h"
#include "core/rules/guest.h"
#include "core/rules/ticket.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::rules {

struct FoundGuest {
  TicketId ticket;
  std::string name;  // empty: an unnamed ticket
  std::string company;
  std::string masked_email;  // "j…@example.org": tells two people of one name apart
  std::string instead_of{};  // name of whoever was to come, with a ticket that was handed on for this admission day
  std::string category;
  std::string ticket_type;
  int places = 1;
  int inside = 0;    // on this admission day
  int admitted = 0;  // on this admission day
  bool badge_owed = false;
  bool in_conflict = false;
  TicketStatus status = TicketStatus::Confirmed;
  friend bool operator==(const FoundGuest&, const FoundGuest&) = default;
};

struct SheetNote {
  NoteKind kind = NoteKind::Other;
  std::string text;  // empty: erased
  base::Instant at;
  std::uint32_t operator_number = 0;
};

// The refusal that the ticket's newest scan of this admission day ended in, if it did.
struct LastRefusal {
  ScanId scan;
  Refusal refusal = Refusal::UnknownCode;
  std::uint32_t step = 0;  // of the refusal; once it is set aside, the step after it is asked for
  base::Instant at;
};

// The guest came into the ticket by a transfer.
struct ComesInstead {
  ScanRef transfer;
  std::string of;  // name of whom she represents; empty: erased
};

struct GuestSheet {
  Ticket ticket;
  std::optional<Guest> guest;             // who holds the ticket on `day`, by the journal; nothing: no name yet
  std::optional<ComesInstead> instead{};  // on `day`
  AdmissionDay day;
  TicketState state;
  std::vector<SheetNote> notes;             // oldest first
  std::optional<LastRefusal> last_refusal;  // what an override would set aside
  std::vector<FoundGuest> order;            // all tickets of the same order, in the order of names; one: no group
};

struct OpenConflict {
  TicketId ticket;
  std::string name;
  Conflict conflict;
};

// A guest asked for help and nobody has answered.
struct HelpCall {
  ScanId scan;  // of her visit, or minted for the call
  std::string kiosk;
  std::string door;
  base::Instant at;
  friend bool operator==(const HelpCall&, const HelpCall&) = default;
};

// A closed event's scan that staff or host have not decided yet.
struct WaitingGuest {
  ScanStep scan;
  TicketId ticket;
  std::string name;
  std::string kiosk;
  base::Instant since;
  friend bool operator==(const WaitingGuest&, const WaitingGuest&) = default;
};

// What somebody at the door should look at, oldest first.
struct DoorNews {
  std::vector<HelpCall> calls;
  std::vector<WaitingGuest> waiting;
  int open_conflicts = 0;
  std::optional<ScanRef> counted{};  // at this kiosk on this admission day, as the last that was not taken back
  friend bool operator==(const DoorNews&, const DoorNews&) = default;
};

}  // namespace einlass::rules
