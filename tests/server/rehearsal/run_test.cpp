// Queues of a rehearsal against what is known of queues, with a door that admits everybody.
#include "server/rehearsal/run.h"

#include "server/rehearsal/report.h"

#include <cmath>

#include <gmock/gmock.h>

namespace einlass::rehearsal {
namespace {

class OpenDoor final : public Door {
 public:
  base::Result<Said> ask(const Ask&) override {
    return Said{rules::AdmissionGranted{.ticket = {}, .fact = {}, .owed_badges = {1}}, prints};
  }
  base::Result<void> note(const Note&) override { return {}; }
  base::Result<bool> act(std::size_t, const rules::StaffAct&) override { return true; }
  base::Result<void> cut(std::size_t) override { return {}; }
  base::Result<void> mend(std::size_t) override { return {}; }
  base::Result<Ledger> close() override { return Ledger{}; }
  bool lets_search() const override { return true; }

  bool prints = false;
};

Spread always(std::int64_t ms) {
  return {ms, ms};
}

// Everybody takes ten seconds at the kiosk, all told.
Scenario ten_seconds_each(int kiosks) {
  Scenario scenario{.name = "plain", .arrivals = 10, .minutes = 10, .kiosks = kiosks, .door = "main", .desks = 1};
  scenario.curve = {{0, 1}, {10, 1}};
  scenario.printers = 1;
  scenario.labels = 1000;
  scenario.badge = always(4000);
  scenario.times.hold_up = always(5000);
  scenario.times.read_welcome = always(5000);
  scenario.queue_limit_ms = 180'000;
  scenario.badge_limit_ms = 60'000;
  return scenario;
}

std::vector<Arrival> arrivals_at(const std::vector<std::int64_t>& times) {
  static const rules::GuestRow guest;
  std::vector<Arrival> arrivals;
  for (const auto at : times) arrivals.push_back({.at = at, .guest = &guest});
  return arrivals;
}

Report run(const Scenario& scenario, const std::vector<Arrival>& arrivals, bool prints = false) {
  base::ManualClock clock(base::Instant::from_unix_ms(1'795'000'000'000));
  OpenDoor door;
  door.prints = prints;
  auto result = Run({.scenario = scenario, .arrivals = arrivals, .door = door, .clock = clock, .seed = 1}).run();
  if (!result) throw std::runtime_error(result.error().message);
  return report_of(*result, 1);
}

// D/D/1: who comes every 8 s and takes 10 s waits two more seconds than the one before her.
TEST(RunTest, WaitsGrowByTheDifferenceWhereArrivalsAndServiceAreEven) {
  std::vector<std::int64_t> times;
  for (int i = 0; i < 50; ++i) times.push_back(i * 8000);
  const auto report = run(ten_seconds_each(1), arrivals_at(times));
  EXPECT_EQ(report.waits.worst, 49 * 2000);
  EXPECT_EQ(report.waits.median, 24 * 2000);
  EXPECT_EQ(report.ended, 50 * 10'000);
  EXPECT_EQ(run(ten_seconds_each(2), arrivals_at(times)).waits.worst, 0);
}

// M/D/1 (Pollaczek and Khinchine): the mean wait is rho / (2 (1 - rho)) services.
TEST(RunTest, WaitsAsLongAsTheoryForRandomArrivalsAtOneKiosk) {
  constexpr double service = 3000;
  constexpr double load = 0.7;
  constexpr int people = 19'000;
  Chance chance(7);
  std::vector<std::int64_t> times;
  double now = 0;
  for (int i = 0; i < people; ++i) {
    now += -std::log(1 - chance.unit()) * service / load;
    times.push_back(std::llround(now));
  }
  auto scenario = ten_seconds_each(1);
  scenario.times.hold_up = always(0);
  scenario.times.read_welcome = always(3000);
  const auto arrivals = arrivals_at(times);
  base::ManualClock clock(base::Instant::from_unix_ms(1'795'000'000'000));
  OpenDoor door;
  const auto result =
      rehearsal::Run({.scenario = scenario, .arrivals = arrivals, .door = door, .clock = clock, .seed = 1}).run();
  ASSERT_TRUE(result);
  double sum = 0;
  for (const auto& visit : result->visits) sum += static_cast<double>(visit.waited());
  const double expected = load / (2 * (1 - load)) * service;
  EXPECT_NEAR(sum / people, expected, expected * 0.08);
}

TEST(RunTest, TheLaneNeverWaitsForPaper) {
  std::vector<std::int64_t> times;
  for (int i = 0; i < 20; ++i) times.push_back(i * 10'000);
  auto scenario = ten_seconds_each(1);
  scenario.badge = always(9000);
  const auto report = run(scenario, arrivals_at(times), true);
  EXPECT_EQ(report.waits.worst, 0);
  EXPECT_EQ(report.badges.count, 20U);
  EXPECT_GE(report.badges.median, 9000);
  EXPECT_EQ(report.printers.front().labels_used, 20);
}

TEST(RunTest, AJammedPrinterLosesNoBadge) {
  std::vector<std::int64_t> times;
  for (int i = 0; i < 30; ++i) times.push_back(i * 10'000);
  auto scenario = ten_seconds_each(1);
  scenario.printers = 2;
  scenario.faults = {{.kind = FaultKind::PrinterJam, .which = {1}, .at_minute = 1, .minutes = 2}};
  const auto report = run(scenario, arrivals_at(times), true);
  EXPECT_EQ(report.badges_owed, 0);
  EXPECT_EQ(report.badges.count, 30U);
  EXPECT_GT(report.printers[1].labels_used, 0) << "the other one stood in";
}

TEST(RunTest, WhoStoodAtAKioskThatFailsComesNextElsewhere) {
  auto scenario = ten_seconds_each(2);
  scenario.faults = {{.kind = FaultKind::KioskFailure, .which = {1}, .at_minute = 1, .minutes = 60}};
  const auto report = run(scenario, arrivals_at({55'000, 56'000, 57'000}));
  EXPECT_EQ(report.admitted, 3);
  EXPECT_EQ(report.places[0].served, 1);
  EXPECT_EQ(report.places[1].served, 3);
}

TEST(RunTest, WhoWasLetInWhenTheKioskFailsDoesNotComeAgain) {
  auto scenario = ten_seconds_each(1);
  scenario.faults = {{.kind = FaultKind::KioskFailure, .which = {1}, .at_minute = 1, .minutes = 2}};
  const auto report = run(scenario, arrivals_at({53'000}), true);
  EXPECT_EQ(report.admitted, 1);
  EXPECT_EQ(report.places[0].served, 1);
  EXPECT_EQ(report.badges.count, 1U);
}

}  // namespace
}  // namespace einlass::rehearsal
