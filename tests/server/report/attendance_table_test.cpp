#include "server/report/attendance_table.h"

#include "core/base/file.h"

#include <cstdlib>

#include <gmock/gmock.h>

namespace einlass::report {
namespace {

using testing::HasSubstr;
using testing::Not;

const base::VenueZone& berlin() {
  static const auto kZone = base::VenueZone::open("Europe/Berlin").value();
  return kZone;
}

base::Instant at(const std::string& local) {
  return berlin().parse_local(local).value();
}

Attendance example() {
  Attendance attendance{.event_key = "summit", .event_name = "Future \"Summit\"", .time_zone = "Europe/Berlin"};
  attendance.exported = at("2026-11-23T23:10:00");
  attendance.rows.push_back({.ticket = "T1",
                             .guest = "G1",
                             .name = "Jürgen \"Jo\" Weiß",
                             .first_name = "Jürgen \"Jo\"",
                             .last_name = "Weiß",
                             .company = "Hafen, Elbe & Co",
                             .email = "jw@example.org",
                             .category = "member",
                             .ticket_type = "Mitglied",
                             .order_ref = "O-1",
                             .source = "csv",
                             .list_owner = "Anna Berg",
                             .status = AttendanceStatus::Attended,
                             .day = base::VenueDay{2026, 11, 23},
                             .places = 3,
                             .admitted = 2,
                             .first_in = at("2026-11-23T18:05:09"),
                             .place = "Nord 1",
                             .door = "north",
                             .how = "scan",
                             .badges_printed = 2,
                             .conflicts = 1,
                             .conflict_places = {"Nord 1", "Süd 1"},
                             .overridden = {"too_early"}});
  attendance.rows.push_back({.ticket = "T2", .guest = "G2", .name = "=HYPERLINK(\"x\")", .company = "@Firma"});
  attendance.rows.push_back({.ticket = "T3",
                             .status = AttendanceStatus::Attended,
                             .admitted = 1,
                             .first_in = at("2026-11-24T00:59:00"),
                             .how = "walk_in",
                             .walk_in = true});
  attendance.totals = {.tickets = 2, .persons_expected = 4, .persons_admitted = 3, .no_shows = 1, .walk_ins = 1};
  return attendance;
}

// EINLASS_WRITE_GOLDEN=1 writes the files anew: look at the difference before you commit it.
void expect_golden(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(EINLASS_SOURCE_DIR) / "tests/server/report/golden" / name;
  if (std::getenv("EINLASS_WRITE_GOLDEN") != nullptr) {
    ASSERT_TRUE(base::write_file(path, text));
  }
  const auto golden = base::read_file(path);
  ASSERT_TRUE(golden) << golden.error().message;
  EXPECT_EQ(text, *golden);
}

TEST(AttendanceTable, EachRowOfARehearsalSaysSo) {
  auto attendance = example();
  attendance.rehearsal = true;
  const auto csv = attendance_csv(attendance, berlin());
  EXPECT_THAT(csv, HasSubstr("REHEARSAL,name,"));
  EXPECT_THAT(csv, HasSubstr("\r\nREHEARSAL,\"'=HYPERLINK"));
  EXPECT_THAT(attendance_json(attendance, berlin()), HasSubstr(R"("rehearsal":true)"));
  EXPECT_THAT(attendance_csv(example(), berlin()), Not(HasSubstr("REHEARSAL")));
  EXPECT_THAT(attendance_json(example(), berlin()), Not(HasSubstr("rehearsal")));
}

TEST(AttendanceTable, AsCsvIsTheGoldenFile) {
  expect_golden("attendance.csv", attendance_csv(example(), berlin()));
}

TEST(AttendanceTable, AsJsonIsTheGoldenFile) {
  expect_golden("attendance.json", attendance_json(example(), berlin()));
}

TEST(AttendanceTable, NeverLetsASpreadsheetRunACell) {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    Attendance attendance;
    attendance.rows.push_back({.name = start + "cmd", .company = start + "\"quoted\""});
    const auto csv = attendance_csv(attendance, berlin());
    EXPECT_THAT(csv, HasSubstr("'" + start + "cmd"));
    EXPECT_THAT(csv, HasSubstr("\"'" + start + "\"\"quoted\"\"\""));
    if (start != "\r") {  // \r ends the lines
      EXPECT_THAT(csv, Not(HasSubstr("," + start)));
    }
  }
}

TEST(AttendanceTable, SaysTimesInLocalTimeWithItsOffset) {
  Attendance attendance;
  attendance.rows.push_back({.first_in = at("2026-07-01T18:00:00")});
  EXPECT_THAT(attendance_csv(attendance, berlin()), HasSubstr("2026-07-01T18:00:00+02:00"));
}

}  // namespace
}  // namespace einlass::report
