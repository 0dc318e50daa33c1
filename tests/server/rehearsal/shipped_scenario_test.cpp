// The packaged scenario at a real desk: 390 arrivals in 30 minutes, 6 kiosks, 4 printers, 8 % problem cases, a jam, and
// two kiosks cut off for a while.
#include "tests/server/rehearsal/rehearsal_fixture.h"

#include <algorithm>
#include <numeric>

namespace einlass::rehearsal {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

class ShippedScenarioTest : public RehearsalFixture {};

void expect_whole(const Report& report) {
  EXPECT_EQ(report.ledger.lost, 0U);
  EXPECT_EQ(report.ledger.doubled, 0U);
  EXPECT_EQ(report.ledger.parked, 0U);
  EXPECT_EQ(report.ledger.welcomed, report.ledger.counted + report.ledger.disputed);
  EXPECT_EQ(report.unserved, 0);
  EXPECT_EQ(report.arrived, report.admitted + report.turned_away);
}

TEST_F(ShippedScenarioTest, IsAGoWithUnderThreeMinutesInLine) {
  const auto scenario = shipped();
  EXPECT_EQ(scenario.arrivals, 390);
  EXPECT_EQ(scenario.minutes, 30);
  EXPECT_EQ(scenario.kiosks, 6);
  EXPECT_EQ(scenario.printers, 4);
  EXPECT_EQ(std::accumulate(scenario.problems.begin(), scenario.problems.end(), 0,
                            [](int sum, const Problem& each) { return sum + each.per_mille; }),
            80);
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
    const auto report = rehearse(scenario, seed, false).report;
    EXPECT_TRUE(report.go()) << report_text(report, "en");
    EXPECT_LT(report.waits.p95, 180'000);
    EXPECT_EQ(report.arrived, 390);
    EXPECT_GT(report.ledger.entries, 1000U);
    expect_whole(report);
  }
}

TEST_F(ShippedScenarioTest, NamesKiosksWhereThreeAreTooFew) {
  auto scenario = shipped();
  scenario.kiosks = 3;
  const auto report = rehearse(scenario).report;
  EXPECT_FALSE(report.go());
  EXPECT_EQ(report.bottleneck, Bottleneck::Kiosks);
  ASSERT_TRUE(report.missing);
  EXPECT_TRUE(report.missing->found) << report_text(report, "en");
  EXPECT_GT(report.missing->kiosks, 0);
  EXPECT_THAT(verdict(report, "en"), Contains(HasSubstr("more kiosk")));
  EXPECT_THAT(verdict(report, "de"), Contains(HasSubstr("Es fehlt:")));
  EXPECT_THAT(report_text(report, "en"), HasSubstr("NO-GO"));
  expect_whole(report);
}

TEST_F(ShippedScenarioTest, NamesPrintersWhereOneIsTooFew) {
  auto scenario = shipped();
  scenario.printers = 1;
  const auto report = rehearse(scenario).report;
  EXPECT_FALSE(report.go());
  EXPECT_EQ(report.bottleneck, Bottleneck::Printers);
  ASSERT_TRUE(report.missing);
  EXPECT_GT(report.missing->printers, 0) << report_text(report, "en");
  expect_whole(report);
}

// Tickets that two persons share, at kiosks that do not hear of each other.
TEST_F(ShippedScenarioTest, PartedKiosksMakeRealConflictsAndLoseNothing) {
  auto scenario = shipped();
  scenario.problems = {{ProblemKind::SharedTicket, 300}};
  scenario.faults = {{.kind = FaultKind::NetworkCut, .which = {1, 2, 3, 4, 5, 6}, .at_minute = 5, .minutes = 20}};
  const auto report = rehearse(scenario, 1, false).report;
  EXPECT_GT(report.ledger.conflicts, 0U);
  EXPECT_GT(report.ledger.disputed, 0);
  EXPECT_GT(report.refused.at("already_in"), 0);
  expect_whole(report);
}

TEST_F(ShippedScenarioTest, TheSameSeedGivesTheSameReport) {
  const auto first = report_json(rehearse(shipped(), 11, false).report);
  EXPECT_EQ(first, report_json(rehearse(shipped(), 11, false).report));
  EXPECT_NE(first, report_json(rehearse(shipped(), 12, false).report));
}

TEST_F(ShippedScenarioTest, LeavesTheEventAsItWasToTheByteAndNothingBehind) {
  const auto id = value_of(desk_->events().find("summit-2026")).id;
  const auto file = folder_ / "events" / (id.text() + ".db");
  ASSERT_TRUE(std::filesystem::exists(file)) << file;
  const auto bytes = [&] { return value_of(base::read_file(file)); };
  const auto log = [&] {
    const auto read = base::read_file(file.string() + "-wal");
    return read ? *read : std::string();
  };
  const auto venue = [&] { return value_of(base::read_file(folder_ / "venue.db")); };
  const auto before = std::tuple(bytes(), log(), venue());
  rehearse(shipped(), 1, false);
  EXPECT_TRUE(before == std::tuple(bytes(), log(), venue()));
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    EXPECT_THAT(entry.path().filename().string(), testing::Not(StartsWith("rehearsal")));
  }
  EXPECT_EQ(value_of(desk_->events().list()).size(), 1U);
  EXPECT_EQ(value_of(desk_->kiosks().list()).size(), 0U);
}

TEST_F(ShippedScenarioTest, FollowsThePolicyOfTheEvent) {
  std::string csv = "Name,Code,Status\n";
  for (int i = 0; i < 650; ++i) csv += fmt::format("Guest {:04},CODE-{:05},{}\n", i, i, i < 325 ? "blocked" : "");
  value_of(desk_->guests().import({.event = "summit-2026", .content = csv}));
  const auto report = rehearse(shipped(), 1, false).report;
  ASSERT_TRUE(report.refused.contains("blocked")) << report_text(report, "en");
  EXPECT_GT(report.refused.at("blocked"), 100);
  EXPECT_GT(report.turned_away, 100);
  EXPECT_EQ(report.bottleneck, Bottleneck::Desks);
}

}  // namespace
}  // namespace einlass::rehearsal
