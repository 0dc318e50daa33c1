// What the files of an attendance hold, column by column.
#include "server/report/attendance_columns.h"
#include "server/report/attendance_writers.h"
#include "tests/server/report/attendance_example.h"

#include <boost/json.hpp>

namespace einlass::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string written(const Attendance& attendance, decltype(&csv_attendance) open) {
  std::string text;
  const auto writer = open(attendance.head, berlin(), [&](std::string_view piece) { text += piece; });
  for (const auto& row : attendance.rows) EXPECT_TRUE(writer->row(row));
  EXPECT_TRUE(writer->end());
  return text;
}

std::string csv_of(const Attendance& attendance) {
  return written(attendance, &csv_attendance);
}

std::string json_of(const Attendance& attendance) {
  return written(attendance, &json_attendance);
}

TEST(AttendanceTable, EachRowOfARehearsalSaysSo) {
  auto attendance = example();
  attendance.head.rehearsal = true;
  const auto csv = csv_of(attendance);
  EXPECT_THAT(csv, HasSubstr("REHEARSAL,name,"));
  EXPECT_THAT(csv, HasSubstr("\r\nREHEARSAL,\"'=HYPERLINK"));
  EXPECT_THAT(json_of(attendance), HasSubstr(R"("rehearsal":true)"));
  EXPECT_THAT(csv_of(example()), Not(HasSubstr("REHEARSAL")));
  EXPECT_THAT(json_of(example()), Not(HasSubstr("rehearsal")));
}

TEST(AttendanceTable, AsCsvIsTheGoldenFile) {
  expect_golden("attendance.csv", csv_of(example()));
}

TEST(AttendanceTable, AsJsonIsTheGoldenFile) {
  expect_golden("attendance.json", json_of(example()));
}

TEST(AttendanceTable, CallsItsColumnsTheSameInCsvAndJson) {
  const auto parsed = boost::json::parse(json_of(example()));
  std::vector<std::string> keys, names;
  for (const auto& [key, value] : parsed.at("rows").at(0).as_object()) keys.emplace_back(key);
  for (const auto& column : attendance_columns()) names.emplace_back(column.name);
  EXPECT_THAT(keys, testing::UnorderedElementsAreArray(names));
}

TEST(AttendanceTable, NeverLetsASpreadsheetRunACell) {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    Attendance attendance;
    attendance.rows.push_back({.name = start + "cmd", .company = start + "\"quoted\""});
    const auto csv = csv_of(attendance);
    EXPECT_THAT(csv, HasSubstr("'" + start + "cmd"));
    EXPECT_THAT(csv, HasSubstr("\"'" + start + "\"\"quoted\"\"\""));
    if (start != "\r") {  // \r ends the lines
      EXPECT_THAT(csv, Not(HasSubstr("," + start)));
    }
  }
}

TEST(AttendanceTable, NeverLetsASpreadsheetRunWhatItTakesForTheNextCell) {
  Attendance attendance;
  attendance.rows.push_back({.name = "Ada;=1+1;", .company = "Berg\n@cmd", .email = "ada;berg@example.org"});
  const auto csv = csv_of(attendance);
  EXPECT_THAT(csv, HasSubstr("\"Ada;'=1+1;\""));
  EXPECT_THAT(csv, HasSubstr("\"Berg\n'@cmd\""));
  EXPECT_THAT(csv, HasSubstr("\"ada;berg@example.org\"")) << "what begins no cell stays";
}

TEST(AttendanceTable, SaysTimesInLocalTimeWithItsOffset) {
  Attendance attendance;
  attendance.rows.push_back({.first_in = at("2026-07-01T18:00:00")});
  EXPECT_THAT(csv_of(attendance), HasSubstr("2026-07-01T18:00:00+02:00"));
}

}  // namespace
}  // namespace einlass::report
