// What a kiosk's screens ask of its guest list and journal beside admissions, and the answers. Values; nothing here
// writes anything.
#pragma once

#include "core/base/instant.h"
#include "core/rules/guest_sheet.h"
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
};
struct GuestsFound {
  std::vector<FoundGuest> guests;  // best first
  bool more = false;               // beyond the limit
};

// A guest looks for herself: exact surname and one more thing that only she knows. The answer takes as long whether or
// not there is such a guest, and tells nothing but the ticket to ask admission for.
struct LookUpGuest {
  std::string last_name;
  std::string
      second;  // e-mail or booking code; where the policy allows, "company, first name" in `company`, `first_name`
  std::string company;
  std::string first_name;
};
struct GuestLookedUp {
  std::vector<TicketId> tickets;  // of one guest
  base::Milliseconds wait{0};     // after too many misses: nobody is looked up before
};

struct ReadSheet {
  TicketId ticket;
};
struct ReadConflicts {};
struct ConflictsRead {
  std::vector<OpenConflict> conflicts;
};

using DoorQuestion = std::variant<CheckPin, FindGuests, LookUpGuest, ReadSheet, ReadConflicts>;
using DoorAnswer = std::variant<PinAnswer, GuestsFound, GuestLookedUp, GuestSheet, ConflictsRead>;

}  // namespace einlass::rules
