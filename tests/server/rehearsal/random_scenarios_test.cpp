// What holds whatever the scenario.
#include "tests/server/rehearsal/rehearsal_fixture.h"
#include "tests/support/search.h"

#include <array>

namespace einlass::rehearsal {
namespace {

Scenario random_scenario(const Scenario& shipped, Chance& chance) {
  auto scenario = shipped;
  const auto between = [&](int least, int most) {
    return least + static_cast<int>(chance.below(static_cast<std::size_t>(most - least + 1)));
  };
  scenario.arrivals = between(1, 120);
  scenario.minutes = between(1, 15);
  scenario.kiosks = between(1, 5);
  scenario.lines = between(1, scenario.kiosks);
  scenario.desks = between(1, 3);
  scenario.printers = between(1, 4);
  scenario.labels = between(5, 100);
  scenario.problems.clear();
  for (const auto kind : {ProblemKind::UnknownCode, ProblemKind::NoCode, ProblemKind::SharedTicket, ProblemKind::WalkIn,
                          ProblemKind::Slow}) {
    scenario.problems.push_back({kind, between(0, 200)});
  }
  scenario.faults.clear();
  for (int i = between(0, 4); i > 0; --i) {
    const std::array kinds{FaultKind::PrinterJam, FaultKind::PrinterOff, FaultKind::NetworkCut,
                           FaultKind::KioskFailure};
    scenario.faults.push_back({.kind = kinds[chance.below(kinds.size())],
                               .which = {between(1, 5), between(1, 5)},
                               .at_minute = between(0, 15),
                               .minutes = between(1, 10)});
  }
  return scenario;
}

class RandomScenariosSearch : public RehearsalFixture {};

void expect_sound(const Report& report) {
  EXPECT_EQ(report.unserved, 0) << "whoever comes is served, once";
  EXPECT_EQ(report.arrived, report.admitted + report.turned_away);
  EXPECT_EQ(report.ledger.lost, 0U);
  EXPECT_EQ(report.ledger.doubled, 0U);
  EXPECT_EQ(report.ledger.parked, 0U);
  EXPECT_EQ(report.ledger.welcomed, report.ledger.counted + report.ledger.disputed);
  EXPECT_GE(report.waits.median, 0);
  EXPECT_LE(report.waits.median, report.waits.p95);
  EXPECT_LE(report.waits.p95, report.waits.worst);
  EXPECT_GE(report.badges.median, 0);
}

TEST_F(RandomScenariosSearch, NobodyIsLostAndMoreKiosksDoNoHarm) {
  support::search(8, [this](std::uint32_t seed) {
    Chance chance(seed);
    const auto scenario = random_scenario(shipped(), chance);
    const auto report = rehearse(scenario, seed, false).report;
    expect_sound(report);
    auto more = scenario;
    more.kiosks += 3;
    more.lines = scenario.lines;
    // Half a minute for the others whom she meets then, and the faults that strike elsewhere.
    if (scenario.faults.empty()) {
      EXPECT_LE(rehearse(more, seed, false).report.door_waits.p95, report.door_waits.p95 + 30'000);
    }
  });
}

}  // namespace
}  // namespace einlass::rehearsal
