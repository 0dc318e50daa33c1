#include "server/rehearsal/rehearse.h"

#include "db/event_snapshot.h"
#include "server/rehearsal/run.h"
#include "server/rehearsal/venue_door.h"

#include <algorithm>
#include <tuple>

namespace einlass::rehearsal {

namespace {

constexpr int most_rounds = 6;  // of one more of something

struct Stage {
  const Rehearsal& rehearsal;
  const std::vector<rules::GuestRow>& guests;  // all of the list
  const std::vector<rules::GuestRow>& coming;  // those who may come
};

// By name, which is the same in every copy of a list; ids are not.
bool comes_before(const rules::GuestRow& one, const rules::GuestRow& other) {
  const auto key = [](const rules::GuestRow& row) {
    return std::tie(row.guest.full_name, row.guest.company, row.order_ref, row.external_id, row.ticket.id);
  };
  return key(one) < key(other);
}

base::Result<std::vector<rules::GuestRow>> guests_of(const venue::RehearsalSource& source) {
  const auto snapshot = store::EventSnapshot::open(source.file);
  if (!snapshot) return failed(snapshot);
  std::vector<rules::GuestRow> guests;
  const auto read = snapshot->guests().each([&](const rules::GuestRow& row) { guests.push_back(row); });
  if (!read) return failed(read);
  std::sort(guests.begin(), guests.end(), &comes_before);
  return guests;
}

base::Instant beginning(const venue::RehearsalSource& source) {
  const auto& hours = source.policy.doors_hours;
  return hours.empty() ? source.frame.starts : hours.front().opens;
}

base::Result<Rehearsed> perform(const Stage& stage, const Scenario& scenario, bool keeps_rows) {
  const auto& rehearsal = stage.rehearsal;
  base::ManualClock clock(beginning(rehearsal.source));
  auto door = VenueDoor::open({.folder = rehearsal.folder,
                               .assets = rehearsal.assets,
                               .source = rehearsal.source,
                               .guests = stage.guests,
                               .scenario = scenario,
                               .clock = clock});
  if (!door) return failed(door);
  const auto arrivals = plan_arrivals(scenario, stage.coming, Chance(rehearsal.seed).branch(3));
  Run run({.scenario = scenario, .arrivals = arrivals, .door = **door, .clock = clock, .seed = rehearsal.seed});
  const auto result = run.run();
  if (!result) return failed(result);
  Rehearsed rehearsed{.report = report_of(*result, rehearsal.seed), .rows = {}};
  if (!keeps_rows) return rehearsed;
  auto rows = (*door)->rows();
  if (!rows) return failed(rows);
  rehearsed.rows = *std::move(rows);
  return rehearsed;
}

// One more of whatever helps most, again and again.
base::Result<Missing> look_for_missing(const Stage& stage, const Report& first) {
  Missing missing;
  auto scenario = first.scenario;
  double distance = distance_from_go(first);
  for (int round = 0; round < most_rounds && !missing.found; ++round) {
    std::optional<Report> best;
    for (int Scenario::*const more : {&Scenario::kiosks, &Scenario::printers, &Scenario::desks}) {
      auto tried = scenario;
      ++(tried.*more);
      const auto rehearsed = perform(stage, tried, false);
      if (!rehearsed) return failed(rehearsed);
      if (distance_from_go(rehearsed->report) >= (best ? distance_from_go(*best) : distance)) continue;
      best = rehearsed->report;
    }
    if (!best) break;
    scenario = best->scenario;
    distance = distance_from_go(*best);
    missing = {.found = best->go(), .queue_p95 = best->waits.p95, .badge_p95 = best->badges.p95};
  }
  missing.kiosks = scenario.kiosks - first.scenario.kiosks;
  missing.printers = scenario.printers - first.scenario.printers;
  missing.desks = scenario.desks - first.scenario.desks;
  return missing;
}

}  // namespace

base::Result<Rehearsed> rehearse(const Rehearsal& rehearsal) {
  if (auto fits = check(rehearsal.scenario); !fits) return failed(fits);
  const auto guests = guests_of(rehearsal.source);
  if (!guests) return failed(guests);
  auto coming = *guests;
  std::erase_if(coming, [](const auto& row) { return row.ticket.status == rules::TicketStatus::Cancelled; });
  if (coming.empty()) {
    return base::fail(base::ErrorKind::NotFound, "Nobody is on the guest list; import it before a rehearsal.");
  }
  const Stage stage{rehearsal, *guests, coming};
  auto rehearsed = perform(stage, rehearsal.scenario, true);
  if (!rehearsed) return rehearsed;
  if (rehearsed->report.go() || !rehearsal.look_for_missing) return rehearsed;
  const auto missing = look_for_missing(stage, rehearsed->report);
  if (!missing) return failed(missing);
  rehearsed->report.missing = *missing;
  return rehearsed;
}

}  // namespace einlass::rehearsal
