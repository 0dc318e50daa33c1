// Badges that are printed beside the doors, by the command line: what it starts and what became of it gets into the
// journal here, so that each is its guest's badge and no door prints a second one. Part of the Desk, on its thread.
//
// The order is the kiosks': start() is on disk before anything goes to a printer. One process at a time prints for an
// event (it holds a lock of its own); what an earlier one left open is settled before the next one begins.
#pragma once

#include "db/print_log.h"
#include "server/venue/door_desk.h"
#include "server/venue/event_badges.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

struct BadgeToStart {
  store::PrintRecord print;  // Queued
  rules::GuestId guest;      // whose fields are on it; nil: nobody is named
};

enum class StartAnswer {
  Started,
  HasOne,      // printed, under way or in doubt, here or at a kiosk: nothing is printed
  NotExpected  // the ticket was withdrawn, or belongs to somebody else by now
};

class PrintDesk {
 public:
  PrintDesk(VenueState& state, DoorDesk& door) : state_(state), door_(door) {}

  base::Result<EventBadges> of(const std::string& event, const LooksOnTrial& trial = {}) {
    return EventBadges::of(state_, event, trial);
  }

  // In one commit. An answer for each, in their order; on an error none is started.
  base::Result<std::vector<StartAnswer>> start(const std::string& event, const std::vector<BadgeToStart>& badges);

  // What became of badges that were started here, as far as it is known: in the print log, and in the journal once it
  // is final; unknown may still become printed or failed, as long as no person has judged. `fault`: of those that
  // failed. NotFound: one was not started here.
  base::Result<void> note(const std::string& event, std::vector<store::PrintRecord> prints, rules::BadgeFault fault);

  // Those that an earlier run left open may be on paper or not: nobody follows them any more. How many.
  base::Result<std::size_t> settle(const std::string& event);

  // A person looked. NotFound: no badge of the event is in doubt under this serial.
  base::Result<void> judge(const std::string& event, const std::vector<rules::BadgeSerial>& serials, bool came_out);

 private:
  base::Result<StartAnswer> start_one(OpenEvent& event, const BadgeToStart& badge);
  base::Result<void> say(const OpenEvent& event, rules::TicketId ticket, rules::Fact fact);
  template <typename Write>
  base::Result<void> in_one_batch(Write write);

  VenueState& state_;
  DoorDesk& door_;
};

}  // namespace einlass::venue
