// An attendance with what is difficult in it, and files that were looked at once.
#pragma once

#include "core/base/file.h"
#include "server/report/attendance_shares.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::report {

inline const base::VenueZone& berlin() {
  static const auto kZone = base::VenueZone::open("Europe/Berlin").value();
  return kZone;
}

inline base::Instant at(const std::string& local) {
  return berlin().parse_local(local).value();
}

struct Attendance {
  AttendanceHead head;
  std::vector<AttendanceRow> rows;
};

inline Attendance example() {
  Attendance attendance;
  attendance.head = {.event_key = "summit", .event_name = "Future \"Summit\"", .time_zone = "Europe/Berlin"};
  attendance.head.exported = at("2026-11-23T23:10:00");
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
  attendance.head.totals = {.tickets = 2, .persons_expected = 4, .persons_admitted = 3, .no_shows = 1, .walk_ins = 1};
  attendance.head.figures.all = {.tickets = 3, .expected = 4, .admitted = 3, .no_shows = 1, .walk_ins = 1};
  attendance.head.figures.by_category["member"] = {.tickets = 1, .expected = 3, .admitted = 2};
  attendance.head.figures.by_category[""] = {.tickets = 2, .expected = 1, .admitted = 1, .no_shows = 1, .walk_ins = 1};
  attendance.head.arrivals[at("2026-11-23T18:05:00").unix_ms() / 60'000]["member"] = 2;
  attendance.head.arrivals[at("2026-11-23T18:07:00").unix_ms() / 60'000]["member"] = 1;
  attendance.head.arrivals[at("2026-11-23T18:21:00").unix_ms() / 60'000]["member"] = 1;
  attendance.head.arrivals[at("2026-11-24T00:59:00").unix_ms() / 60'000][""] = 1;
  return attendance;
}

// EINLASS_WRITE_GOLDEN=1 writes the files anew: look at the difference before you commit it.
inline void expect_golden(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(EINLASS_SOURCE_DIR) / "tests/server/report/golden" / name;
  if (std::getenv("EINLASS_WRITE_GOLDEN") != nullptr) {
    ASSERT_TRUE(base::write_file(path, text));
  }
  const auto golden = base::read_file(path);
  ASSERT_TRUE(golden) << golden.error().message;
  EXPECT_EQ(text, *golden);
}

}  // namespace einlass::report
