// What is open at an event that is to be closed: all that may still change its figures.
#include "db/attendance_journal.h"
#include "db/lease_book.h"
#include "server/venue/ceded.h"
#include "server/venue/closing_desk.h"
#include "server/venue/pack_desk.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {

using base::Result;

namespace {

base::Instant doors_close(const OpenEvent& event) {
  auto closes = event.policy.doors_hours.empty() ? event.frame.ends : base::Instant();
  for (const auto& hours : event.policy.doors_hours) closes = std::max(closes, hours.closes);
  return closes;
}

}  // namespace

bool OpenMatters::empty() const {
  return conflicts + parked + badges_in_doubt + seats_out == 0 && parked_at_kiosks == 0 && kiosks_away.empty() &&
         kiosks_moved.empty() && kiosks_behind.empty() && phones_away.empty() && !packed_away;
}

// One that was never there has nothing, and a revoked one brings nothing any more.
Result<void> ClosingDesk::add_kiosk(const OpenEvent& event, const store::KioskRecord& kiosk, OpenMatters& open) {
  for (const auto& each : state_.parked_at_kiosks()[kiosk.id]) {
    if (each.event == event.record.id) open.parked_at_kiosks += each.entries;
  }
  const auto here = state_.kiosks_seen().find(kiosk.id);
  const auto seen = here == state_.kiosks_seen().end() ? kiosk.last_seen : std::optional(here->second);
  if (!seen || kiosk.revoked) return {};
  if (kiosk.event != event.record.id) {
    return may_serve(state_, kiosk.id, event.record.id).map([&](bool may) {
      if (may) open.kiosks_moved.push_back({kiosk.name, *seen});
    });
  }
  const auto& report = state_.kiosks_told()[kiosk.id].report;
  if (state_.now() - *seen > away_after) {
    open.kiosks_away.push_back({kiosk.name, *seen});
  } else if (report && report->to_hand_over > 0) {
    open.kiosks_behind.push_back({kiosk.name, report->to_hand_over});
  }
  return {};
}

// A phone that was heard when nobody could come in any more has handed over what it wrote before.
Result<void> ClosingDesk::add_phones(const OpenEvent& event, OpenMatters& open) {
  const auto journals = state_.venue().host_pages().journals_of(event.record.id);
  if (!journals) return failed(journals);
  for (const auto& each : *journals) {
    if (each.lost || state_.now() - each.met <= phone_away_after || each.met >= doors_close(event)) continue;
    const auto author = state_.roster().find(each.number);
    if (!author) return failed(author);
    open.phones_away.push_back({*author ? (*author)->member.name : std::string(), each.met});
  }
  return {};
}

Result<void> ClosingDesk::add_packed(const OpenEvent& event, OpenMatters& open) {
  return state_.pack_history(event.record.id).map([&](const wire::PackHistory& history) {
    open.packed_away = PackDesk::away(state_, history);
  });
}

Result<OpenMatters> ClosingDesk::open_matters(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return failed(event);
  const auto totals = (*event)->store.journal().totals();
  if (!totals) return failed(totals);
  const auto parked = (*event)->store.journal().parked();
  if (!parked) return failed(parked);
  const auto leases = (*event)->store.leases().open_leases();
  if (!leases) return failed(leases);
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return failed(kiosks);
  OpenMatters open{.conflicts = totals->conflicts, .parked = static_cast<int>(parked->size())};
  for (const auto& lease : *leases) open.seats_out += lease.unused((*event)->policy);
  for (const auto& kiosk : *kiosks) {
    if (auto added = add_kiosk(**event, kiosk, open); !added) return failed(added);
  }
  return add_phones(**event, open).and_then([&] { return add_packed(**event, open); }).map([&] {
    return std::move(open);
  });
}

}  // namespace einlass::venue
