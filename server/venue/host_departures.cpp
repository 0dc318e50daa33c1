// Departures that somebody wrote down at a door without a kiosk.
#include "db/staff_acts.h"
#include "server/venue/host_desk.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {

using base::ErrorKind;
using rules::Role;

namespace {

constexpr base::Milliseconds written_to_the_minute{60'000};

const rules::JournalEntry* departure_by(const std::vector<rules::JournalEntry>& entries, rules::ScanId scan) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const rules::JournalEntry& entry) {
    return std::holds_alternative<rules::Departed>(entry.fact) && entry.scan && entry.scan->scan == scan;
  });
  return found == entries.end() ? nullptr : &*found;
}

// Of whom came on paper nobody knows to the minute when.
bool came_in_after(const rules::TicketState& state, const rules::AdmissionDay& day, base::Instant left) {
  return std::any_of(state.standing.begin(), state.standing.end(), [&](const auto& admission) {
    const auto earliest = admission.time.venue - base::Milliseconds(admission.time.uncertainty_ms);
    return admission.day == day && earliest > left;
  });
}

}  // namespace

base::Result<rules::JournalRow> HostDesk::write_departure(const At& at, const HostSeesOff& leaving) {
  const auto day = rules::admission_day(at.event.policy, at.event.zone, leaving.at);
  const auto state = at.event.store.journal().state_of(leaving.ticket);
  if (!state) return base::failed(state);
  if (came_in_after(*state, day, leaving.at + written_to_the_minute)) {
    return base::fail(ErrorKind::InvalidInput, "This guest came in after that time; look at the time beside the row.");
  }
  const int inside = state->inside_on(day);
  const rules::SeeOff act{.ticket = leaving.ticket, .persons = std::min(leaving.persons, inside)};
  auto drafts =
      store::entries_of(act, {.store = at.event.store, .policy = at.event.policy, .day = day, .decider = at.decider()});
  if (!drafts) return base::failed(drafts);
  auto draft = std::move(drafts->front());
  draft.place = {.kiosk = {}, .name = leaving.place, .door = at.place.door};
  draft.operator_number = at.who.number;
  draft.scan = rules::ScanStep{leaving.scan, 0};
  auto time = state_.entry_time();
  time.venue = leaving.at;
  time.sure = false;
  time.uncertainty_ms = written_to_the_minute.count();
  return in_batch([&] { return door_.append(at.event.record.id, draft, time); });
}

base::Result<HostDeparture> HostDesk::see_off(const HostAsks& asks, const HostSeesOff& leaving) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  if (const auto line = seen(*at, leaving.ticket); !line) return base::failed(line);
  const auto rows = at->event.store.journal().entries_of_ticket(leaving.ticket);
  if (!rows) return base::failed(rows);
  const auto entries = store::entries_in(*rows);
  HostDeparture departure{.scan = leaving.scan, .persons = 0, .repeated = false, .line = {}};
  if (const auto* known = departure_by(entries, leaving.scan)) {
    departure.repeated = true;
    departure.persons = std::get<rules::Departed>(known->fact).persons;
  } else {
    const auto written = write_departure(*at, leaving);
    if (!written) return base::failed(written);
    departure.persons = std::get<rules::Departed>(written->entry.fact).persons;
  }
  return seen_anew(*at, leaving.ticket).map([&](GuestLine line) {
    departure.line = std::move(line);
    return departure;
  });
}

}  // namespace einlass::venue
