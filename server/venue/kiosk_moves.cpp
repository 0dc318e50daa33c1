// A kiosk that is moved at its own screen, by whoever is signed in there.
#include "core/sync/key_expiry.h"
#include "server/venue/kiosk_desk.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

auto nobody_may_move() {
  return base::fail(ErrorKind::Refused, "Nobody is signed in at this kiosk who may move it; sign in again.");
}

bool is_today(const OpenEvent& event, base::Instant now) {
  const auto today = event.zone.day_of(now);
  return event.zone.day_of(event.frame.starts) <= today && today <= event.zone.day_of(event.frame.ends);
}

rules::Destination destination_of(const OpenEvent& event, base::Instant now) {
  return {.event = event.record.id,
          .name = event.frame.name,
          .starts = event.frame.starts,
          .ends = event.frame.ends,
          .time_zone = event.frame.time_zone,
          .today = is_today(event, now),
          .rehearsal = event.frame.rehearses.has_value()};
}

}  // namespace

Result<bool> KioskDesk::may_sign_in(std::uint32_t by, rules::EventId event) {
  return state_.roster().of_event(event).map(
      [by](const wire::StaffRoster& roster) { return wire::member_with(roster, by) != nullptr; });
}

// Who is signed in there is of the roster of the event that it is assigned to.
Result<store::KioskRecord> KioskDesk::kiosk_moved_by(rules::KioskId id, std::uint32_t by) {
  auto kiosk = state_.venue().kiosk(id);
  if (!kiosk) return kiosk;
  if (!kiosk->event) return nobody_may_move();
  const auto roster = state_.roster().of_event(*kiosk->event);
  if (!roster) return failed(roster);
  const auto* member = wire::member_with(*roster, by);
  if (member == nullptr || !rules::may_move_kiosk(member->role)) return nobody_may_move();
  return kiosk;
}

// A kiosk forgets an earlier one as soon as it has it.
bool KioskDesk::is_to_come(const store::EventRecord& event, const rules::EventFrame& frame) const {
  return !event.closed && sync::key_expires(frame) > state_.now();
}

// One whose file cannot be used is none to choose.
Result<std::vector<rules::EventId>> KioskDesk::events_to_come() {
  const auto records = state_.venue().events();
  if (!records) return failed(records);
  std::vector<std::pair<base::Instant, rules::EventId>> found;
  for (const auto& record : *records) {
    const auto frame = state_.frame_of(record);
    if (frame && is_to_come(record, *frame) && state_.event(record.id)) found.emplace_back(frame->starts, record.id);
  }
  std::sort(found.begin(), found.end());
  std::vector<rules::EventId> events;
  for (const auto& [starts, event] : found) events.push_back(event);
  return events;
}

Result<rules::Destinations> KioskDesk::destinations(rules::KioskId id, std::uint32_t by) {
  if (const auto kiosk = kiosk_moved_by(id, by); !kiosk) return failed(kiosk);
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return failed(kiosks);
  const auto events = events_to_come();
  if (!events) return failed(events);
  rules::Destinations found;
  std::set<std::string> doors;
  for (const auto& kiosk : *kiosks) {
    if (!kiosk.revoked && !kiosk.door.empty()) doors.insert(kiosk.door);
  }
  found.doors.assign(doors.begin(), doors.end());
  for (const auto& event : *events) {
    const auto may = may_sign_in(by, event);
    if (!may) return failed(may);
    if (*may) found.events.push_back(destination_of(**state_.event(event), state_.now()));
    if (found.events.size() == most_destinations) break;
  }
  return found;
}

Result<store::KioskRecord> KioskDesk::move(rules::KioskId id, const rules::KioskMove& move) {
  const auto kiosk = kiosk_moved_by(id, move.by);
  if (!kiosk) return failed(kiosk);
  const auto event = state_.event(move.event);
  if (!event) return failed(event);
  const auto may = may_sign_in(move.by, move.event);
  if (!may) return failed(may);
  if (!*may) return base::fail(ErrorKind::Refused, "Whoever moves a kiosk must be allowed to sign in at that event.");
  const auto door = move.door.empty() ? std::nullopt : std::optional(move.door);
  return assign(id.text(), move.event.text(), door);
}

}  // namespace einlass::venue
