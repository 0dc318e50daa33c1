// One record that a system around this one should hold, and what is known of it there (docs/crm.md, The outbox): on
// disk, between the desk and whoever talks to the system.
#pragma once

#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <string>

namespace einlass::rules {

// NotThere: the target has nobody whom it could be said of, and is not to get her.
enum class OutboxState { Due, Sent, Settled, Parked, Waiting, NotThere };

// Why nothing is desired although there is an attendance.
enum class OutboxHold { None, UnknownPerson, Ambiguous, LeftOut, Objects };

// Contents are canonical JSON that only the target's own mapping reads; empty: nothing.
struct OutboxRow {
  std::string record;  // its key, the same at every run
  TicketId ticket;     // nil: of a person, whatever her tickets
  GuestId guest;       // nil: not named
  std::string person;  // as the target calls her; empty: nobody knows
  std::string desired;
  std::string sending;  // with Sent: what was to be created; empty: something was to be removed
  std::string recorded;
  std::string remote_id;  // of what is recorded
  OutboxState state = OutboxState::Settled;
  OutboxHold hold = OutboxHold::None;
  bool left_out = false;    // by a person, in the review
  bool unsure = false;      // with Sent: a request before the last one had no answer either
  base::Instant first_try;  // of what is being sent
  base::Instant last_try;
  base::Instant next_try;  // not before
  int tries = 0;           // since it last went well
  int generation = 0;      // how many records of this key were removed at the target
  std::string words;       // of the target, without the person's name
  friend bool operator==(const OutboxRow&, const OutboxRow&) = default;
};

}  // namespace einlass::rules
