// Which printer a badge goes to, row by row.
#include "printing/spool/routing.h"

#include "printing/spool/reasons.h"

#include <gtest/gtest.h>

namespace einlass::spool {
namespace {

using base::ErrorKind;
using base::Milliseconds;
using Kind = Route::Kind;

const MediaSize card = MediaSize::from_mm(86, 54);
const MediaSize label = MediaSize::from_mm(62, 100);
constexpr Milliseconds now{100'000};

Station printer(const std::string& name, int priority = 1, double distance_m = 0) {
  Station station;
  station.config.name = name;
  station.config.media = card;
  station.config.priority = priority;
  station.config.distance_m = distance_m;
  station.status = PrinterStatus{.accepting = true, .state = PrinterState::Idle};
  return station;
}

Station with(Station station, const std::string& reason) {
  (*station.status)->reasons = {reason};
  return station;
}
Station busy(Station station) {
  station.badge = rules::PrintJobId::random();
  return station;
}
Station off(Station station) {
  station.status = base::fail(ErrorKind::Unavailable, "It is off; switch it on.");
  return station;
}
Station unasked(Station station) {
  station.status.reset();
  return station;
}
Station suspect(Station station) {
  station.suspect_until = now + Milliseconds(1);
  return station;
}
Station loaded_with(Station station, MediaSize media) {
  station.config.media = media;
  return station;
}
Station refusing(Station station) {
  (*station.status)->accepting = false;
  return station;
}
Station stuck(Station station) {
  station = busy(std::move(station));
  station.job_obstacle = "media-jam";
  return station;
}
Station silent(Station station) {
  station = busy(std::move(station));
  station.silent_since = now;
  return station;
}

struct Row {
  std::string why;
  std::vector<Station> stations;
  Kind kind;
  std::string to_or_reason{};  // the printer's name with Take, else the reason
  Milliseconds waited{0};
};

TEST(Route, LeadsToTheBestPrinterThatPrints) {
  const Row table[] = {
      {"no printer at all", {}, Kind::None, std::string(reason_unequipped)},
      {"none of the size", {loaded_with(printer("A"), label)}, Kind::None, std::string(reason_no_printer)},
      {"the first of equals", {printer("A"), printer("B")}, Kind::Take, "A"},
      {"priority before the order", {printer("A", 2), printer("B", 1)}, Kind::Take, "B"},
      {"priority before distance", {printer("A", 2, 0), printer("B", 1, 30)}, Kind::Take, "B"},
      {"the nearer of equals", {printer("A", 1, 5), printer("B", 1, 2)}, Kind::Take, "B"},
      {"only those of the size", {loaded_with(printer("A"), label), printer("B", 9)}, Kind::Take, "B"},
      {"not the empty one", {with(printer("A"), "media-empty-error"), printer("B", 9)}, Kind::Take, "B"},
      {"not one that is open", {with(printer("A"), "cover-open"), printer("B")}, Kind::Take, "B"},
      {"not one that is off", {off(printer("A")), printer("B")}, Kind::Take, "B"},
      {"not one that takes no jobs", {refusing(printer("A")), printer("B")}, Kind::Take, "B"},
      {"not one that gave a badge up", {suspect(printer("A")), printer("B")}, Kind::Take, "B"},
      {"not one with a stuck badge", {stuck(printer("A")), printer("B", 9, 50)}, Kind::Take, "B"},
      {"not one that is silent", {silent(printer("A")), printer("B", 9, 50)}, Kind::Take, "B"},
      {"low on labels still prints", {with(printer("A"), "media-low-warning"), printer("B")}, Kind::Take, "A"},
      {"a free one beside the busy one", {busy(printer("A")), printer("B")}, Kind::Take, "B"},
      {"the walk is longer than the wait", {busy(printer("A")), printer("B", 1, 3)}, Kind::Wait},
      {"the wait was longer", {busy(printer("A")), printer("B", 1, 3)}, Kind::Take, "B", Milliseconds(3000)},
      {"four seconds are enough", {busy(printer("A")), printer("B", 1, 99)}, Kind::Take, "B", longest_wait_for_nearer},
      {"all are busy", {busy(printer("A")), busy(printer("B"))}, Kind::Wait},
      {"busy beats empty", {busy(printer("A")), with(printer("B"), "media-empty")}, Kind::Wait},
      {"just started", {unasked(printer("A"))}, Kind::Wait},
      {"the others are not asked yet", {with(printer("A"), "media-empty"), unasked(printer("B"))}, Kind::Wait},
      {"the last resort", {off(printer("A")), with(printer("B"), "media-empty")}, Kind::Take, "B"},
      {"the last resort is stuck", {off(printer("A")), stuck(printer("B"))}, Kind::Stuck, std::string(reason_off)},
      {"all are off", {off(printer("A")), off(printer("B"))}, Kind::None, std::string(reason_off)},
  };
  for (const Row& row : table) {
    const Route found = route(row.stations, {.media = card, .avoid = {}, .waited = row.waited}, now);
    EXPECT_EQ(found.kind, row.kind) << row.why;
    const bool takes = found.kind == Kind::Take;
    EXPECT_EQ(takes ? row.stations.at(found.station).config.name : found.reason, row.to_or_reason) << row.why;
  }
}

TEST(Route, LeadsToNoPrinterThatGaveThisBadgeUp) {
  const std::vector<Station> stations{printer("A"), printer("B", 9)};
  const Route found = route(stations, {.media = card, .avoid = {"A"}}, now);
  EXPECT_EQ(found.kind, Kind::Take);
  EXPECT_EQ(found.station, 1U);
}

TEST(AnotherPrinter, IsOneThatPrintsNowOrSoon) {
  const Wish wish{.media = card, .avoid = {}};
  EXPECT_TRUE(has_other_that_prints({printer("A"), busy(printer("B"))}, wish, "A", now));
  EXPECT_FALSE(has_other_that_prints({printer("A"), with(printer("B"), "media-jam")}, wish, "A", now));
  EXPECT_FALSE(has_other_that_prints({printer("A"), loaded_with(printer("B"), label)}, wish, "A", now));
  EXPECT_FALSE(has_other_that_prints({printer("A")}, wish, "A", now));
}

}  // namespace
}  // namespace einlass::spool
