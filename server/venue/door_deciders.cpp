// In whose name a kiosk may ask and write: the server's answer to who is signed in there.
#include "server/venue/door_desk.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;

bool speaks_for_somebody(const rules::JournalEntry& entry) {
  return entry.operator_number != 0 || rules::is_said_by_a_person(entry.fact);
}

base::Result<void> nobody_signed_in() {
  return base::fail(ErrorKind::Refused, "Nobody is signed in at this kiosk who may decide; sign in again.");
}

}  // namespace

rules::Place place_of(const store::KioskRecord& kiosk) {
  return {.kiosk = kiosk.id, .name = kiosk.name, .door = kiosk.door};
}

// An entry may have been written before its author was let go, so whoever was ever taken on may have. At an event that
// came back from kiosks it may be one of the people of the server that was lost.
base::Result<bool> DoorDesk::may_have_been_written(const rules::JournalEntry& entry) {
  if (!speaks_for_somebody(entry)) return true;
  const bool is_of_a_kiosk = !rules::is_said_by_a_person(entry.fact) || rules::may_be_said_at_a_kiosk(entry.fact);
  if (entry.operator_number == 0 || !is_of_a_kiosk) return false;
  if (state_.came_back(entry.id.event)) return true;
  return state_.roster().find(entry.operator_number).map([](const auto& known) { return known.has_value(); });
}

// Whoever is signed in must be of the roster now: she may be let go while she stands there.
base::Result<void> DoorDesk::check_decider(const wire::AdmitRequest& request, const OpenEvent& event) {
  for (const auto& row : request.own_entries) {
    const auto may = may_have_been_written(row.entry);
    if (!may) return tl::make_unexpected(may.error());
    if (!*may) return nobody_signed_in();
  }
  if (request.operator_number != 0) {
    const auto roster = state_.roster().of_event(event.record.id);
    if (!roster) return tl::make_unexpected(roster.error());
    const auto* member = wire::member_with(*roster, request.operator_number);
    if (member == nullptr || !rules::may_decide_as(request.decider, member->role)) return nobody_signed_in();
  } else if (request.decider != rules::Decider::SelfService) {
    return nobody_signed_in();
  }
  if (rules::may_come_by(request.how, request.decider, event.policy)) return {};
  return base::fail(ErrorKind::Refused, "This event lets nobody in this way here; see its policy.");
}

}  // namespace einlass::venue
