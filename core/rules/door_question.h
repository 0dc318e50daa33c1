// What a kiosk's screens ask of its guest list, its journal and its server beside admissions, and the answers. Values;
// nothing here writes anything.
#pragma once

#include "core/base/instant.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/kiosk_move.h"
#include "core/rules/staff.h"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::rules {

// Whose PIN is it? Answered by PinAnswer. Wrong ones are counted on disk: the wait grows (docs/kiosk.md).
struct CheckPin {
  std::string digits;
};
struct PinAnswer {
  std::optional<StaffMember> member;  // nothing: nobody's
  base::Milliseconds wait{0};         // no PIN is looked at before
  bool no_staff = false;              // nobody at all may sign in at this event
};

// By any part of name, company, e-mail or order, forgiving umlaut spellings and a typing error. Walk-ins too.
struct FindGuests {
  std::string text;
  std::size_t limit = 30;
  std::uint32_t by = 0;  // who asks, of the roster
};
struct GuestsFound {
  std::vector<FoundGuest> guests;  // best first
  bool more = false;               // beyond the limit
};

// A guest looks for herself: exact surname and one more thing that only she knows. The answer takes as long whether or
// not there is such a guest, and tells nothing but the ticket to ask admission for.
struct LookUpGuest {
  std::string last_name;
  std::string second;  // e-mail or booking code; `company` and `first_name` do as well, where the policy allows
  std::string company;
  std::string first_name;  // beside `second`: of several of this surname who share it, the one
};
struct GuestLookedUp {
  std::vector<TicketId> tickets;          // of one guest
  bool several = false;                   // share both, such as a couple's booking: no miss, and no tickets
  std::vector<std::string> ticket_types;  // of each, in the same order
  base::Milliseconds wait{0};             // after too many misses: nobody is looked up before
};

struct ReadSheet {
  TicketId ticket;
  std::uint32_t by = 0;
};
struct ReadConflicts {
  std::uint32_t by = 0;
};
struct ConflictsRead {
  std::vector<OpenConflict> conflicts;
};

using DoorQuestion = std::variant<CheckPin, FindGuests, LookUpGuest, ReadSheet, ReadConflicts, FindDestinations>;
using DoorAnswer = std::variant<PinAnswer, GuestsFound, GuestLookedUp, GuestSheet, ConflictsRead, Destinations>;

}  // namespace einlass::rules
