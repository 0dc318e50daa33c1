// The year's figures, column by column.
#include "server/report/year_figures.h"

#include "tests/server/report/attendance_example.h"
#include "tests/server/report/seen_by_others.h"

namespace einlass::report {
namespace {

using testing::HasSubstr;
using testing::Not;

YearFigures example_year() {
  return {
      .year = 2026,
      .events = {
          {.key = "lecture-1",
           .name = "Future Lecture: \"KI\"",
           .kind = "lecture",
           .day = {2026, 2, 3},
           .is_closed = true,
           .figures = FigureRow{.tickets = 100, .expected = 110, .admitted = 90, .no_shows = 20, .walk_ins = 9},
           .audience = Audience{.guests = 80,
                                .membership = {{Membership::Member, 50}, {Membership::Unknown, 30}},
                                .first_timers = 12,
                                .returners = 60,
                                .of_unknown_history = 8}},
          {.key = "lost", .name = "=Lost", .kind = "summit", .day = {2026, 3, 1}, .is_closed = false, .figures = {}},
          {.key = "lecture-2",
           .name = "Second",
           .kind = "lecture",
           .day = {2026, 9, 1},
           .is_closed = false,
           .figures = FigureRow{.tickets = 10, .expected = 10, .admitted = 8, .no_shows = 2, .counted = 3}}}};
}

TEST(YearFigures, AsCsvAreTheGoldenFile) {
  expect_golden("year.csv", year_csv(example_year()));
}

TEST(YearFigures, AsJsonAreTheGoldenFile) {
  expect_golden("year.json", year_json(example_year()));
}

TEST(YearFigures, AsSpreadsheetAreTheGoldenFile) {
  std::string bytes;
  ASSERT_TRUE(year_xlsx(example_year(), "de", [&](std::string_view piece) { bytes += piece; }));
  const auto text = seen_by("/usr/bin/python3 -B " EINLASS_SOURCE_DIR "/tests/server/report/read_xlsx.py", bytes);
  expect_golden("year-de.xlsx.txt", text);
  EXPECT_THAT(text, Not(HasSubstr(" f ")));
}

}  // namespace
}  // namespace einlass::report
