// A spreadsheet of an attendance, read back by a program of others (openpyxl).
#include "server/report/attendance_writers.h"
#include "tests/server/report/attendance_example.h"
#include "tests/server/report/seen_by_others.h"

namespace einlass::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string workbook_of(const Attendance& attendance, const WorkbookWords& words) {
  std::string bytes;
  auto writer = xlsx_attendance(attendance.head, berlin(), words, [&](std::string_view piece) { bytes += piece; });
  if (!writer) throw std::runtime_error(writer.error().message);
  for (const auto& row : attendance.rows) EXPECT_TRUE((*writer)->row(row));
  EXPECT_TRUE((*writer)->end());
  return bytes;
}

std::string read_back(const std::string& bytes) {
  return seen_by("/usr/bin/python3 -B " EINLASS_SOURCE_DIR "/tests/server/report/read_xlsx.py", bytes);
}

TEST(AttendanceWorkbook, IsTheGoldenFile) {
  expect_golden("attendance-en.xlsx.txt", read_back(workbook_of(example(), {"en", {{"member", "Member"}}})));
}

TEST(AttendanceWorkbook, HasGermanTitles) {
  expect_golden("attendance-de.xlsx.txt", read_back(workbook_of(example(), {"de", {{"member", "Mitglied"}}})));
}

TEST(AttendanceWorkbook, NeverHoldsAFormula) {
  for (const std::string start : {"=", "+", "-", "@"}) {
    const auto evil = start + "cmd|' /C calc'!A0";
    Attendance attendance;
    attendance.rows.push_back({.ticket = evil,
                               .guest = evil,
                               .name = evil,
                               .first_name = evil,
                               .last_name = evil,
                               .company = evil,
                               .email = evil,
                               .category = evil,
                               .ticket_type = evil,
                               .order_ref = evil,
                               .source = evil,
                               .list_owner = evil,
                               .place = evil,
                               .door = evil,
                               .how = evil,
                               .conflict_places = {evil},
                               .overridden = {evil}});
    count_in(attendance.head, attendance.rows);
    attendance.head.event_name = evil;
    attendance.head.arrivals[29'000'000][evil] = 1;
    const auto text = read_back(workbook_of(attendance, {}));
    EXPECT_THAT(text, AllOf(HasSubstr("Guests!A2 s @ \"" + evil), HasSubstr("Guests!Y2 s @ \"" + evil)));
    EXPECT_THAT(text, HasSubstr("Figures!A3 s @ \"" + evil));
    EXPECT_THAT(text, Not(HasSubstr(" f ")));
  }
}

TEST(AttendanceWorkbook, HoldsWhateverANameCanBe) {
  Attendance attendance;
  attendance.rows.push_back({.name = " Söhne & <Töchter> \"王小明\" 🙂\n", .company = "a\x07\xEF\xBF\xBF_"});
  EXPECT_THAT(read_back(workbook_of(attendance, {})),
              AllOf(HasSubstr("Guests!A2 s @ ' Söhne & <Töchter> \"王小明\" 🙂\\n'"),
                    HasSubstr("Guests!D2 s @ 'a_x0007__xFFFF__'")));
}

TEST(AttendanceWorkbook, SaysOfARehearsalInEachRow) {
  auto attendance = example();
  attendance.head.rehearsal = true;
  EXPECT_THAT(read_back(workbook_of(attendance, {})),
              AllOf(HasSubstr("Guests!A1 s @ 'Rehearsal'"), HasSubstr("Guests!A4 s @ 'REHEARSAL'")));
}

TEST(AttendanceWorkbook, KeepsATextThatIsLongerThanACell) {
  Attendance attendance;
  std::string endless;
  for (int i = 0; i < 20'000; ++i) endless += "ä";
  attendance.rows.push_back({.name = endless});
  EXPECT_THAT(read_back(workbook_of(attendance, {})), HasSubstr("ää…'"));
}

}  // namespace
}  // namespace einlass::report
