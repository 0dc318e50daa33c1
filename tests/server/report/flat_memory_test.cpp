// What is written row by row leaves nothing in memory.
#include "server/report/attendance_writers.h"
#include "server/report/row_spool.h"
#include "tests/server/report/attendance_example.h"
#include "tests/support/peak_memory.h"

#include <fmt/format.h>

namespace einlass::report {
namespace {

constexpr int guests = 100'000;

AttendanceRow guest(int number) {
  return {.ticket = fmt::format("TICKET{:020}", number),
          .guest = fmt::format("GUEST{:021}", number),
          .name = fmt::format("Guest {:06} With A Name", number),
          .first_name = fmt::format("Guest {:06}", number),
          .last_name = "With A Name",
          .company = fmt::format("Company {} of Hamburg and the World", number % 997),
          .email = fmt::format("guest.{:06}@example.org", number),
          .category = "member",
          .status = AttendanceStatus::Attended,
          .admitted = 1,
          .first_in = at("2026-11-23T18:05:09"),
          .place = "Nord 1",
          .how = "scan"};
}

RowSpool spool() {
  auto rows = RowSpool::open().value();
  for (int i = 0; i < guests; ++i) EXPECT_TRUE(rows.put(fmt::format("{:06}", (i * 7919) % guests), guest(i)));
  return rows;
}

// The rows themselves would be more than 90 MiB.
constexpr double most_mib = 32;

TEST(FlatMemory, ASpoolOfAHundredThousandRowsKeepsOnlyTheirOrder) {
  const support::PeakMemory memory;
  auto rows = spool();
  std::string last;
  int count = 0;
  EXPECT_TRUE(rows.each([&](const AttendanceRow& row) {
    ++count;
    last = row.name;
  }));
  EXPECT_EQ(count, guests);
  EXPECT_FALSE(last.empty());
  EXPECT_LT(memory.grown_mib(), most_mib);
}

class FlatWriter : public testing::TestWithParam<const char*> {};

TEST_P(FlatWriter, WritesAHundredThousandRows) {
  AttendanceHead head;
  std::size_t bytes = 0;
  const Sink sink = [&](std::string_view piece) { bytes += piece.size(); };
  const std::string format = GetParam();
  auto writer = format == "csv"    ? csv_attendance(head, berlin(), sink)
                : format == "json" ? json_attendance(head, berlin(), sink)
                                   : xlsx_attendance(head, berlin(), {}, sink).value();
  const support::PeakMemory memory;
  for (int i = 0; i < guests; ++i) ASSERT_TRUE(writer->row(guest(i)));
  ASSERT_TRUE(writer->end());
  EXPECT_GT(bytes, 3'000'000U);
  EXPECT_LT(memory.grown_mib(), most_mib);
}

INSTANTIATE_TEST_SUITE_P(Formats, FlatWriter, testing::Values("csv", "json", "xlsx"),
                         [](const auto& format) { return std::string(format.param); });

}  // namespace
}  // namespace einlass::report
