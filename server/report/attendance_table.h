// The attendance of one event: one row per ticket and admission day, and what stands over the rows. Plain values; any
// thread.
#pragma once

#include "core/base/instant.h"
#include "core/base/venue_zone.h"
#include "server/report/closing_figures.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::report {

enum class AttendanceStatus {
  Attended,
  Expected, /* has not come, and still may */
  NoShow,
  Excused,
  Represented,
  Cancelled,
  NotAdmitted /* blocked, waitlisted … */
};

struct AttendanceRow {
  std::string ticket;  // TicketId
  std::string guest;   // GuestId; empty: not named, or counted
  std::string name;
  std::string first_name;
  std::string last_name;
  std::string company;
  std::string email;
  std::string language;  // "de", "en" or empty: not known
  std::string category;
  std::string ticket_type;
  std::string order_ref;
  std::string source;
  std::string list_owner;  // host whose list the guest is on
  AttendanceStatus status = AttendanceStatus::NoShow;
  std::optional<base::VenueDay> day;  // nothing: one admission counts for the event, or nobody came
  int places = 1;
  int admitted = 0;  // persons, each once
  std::optional<base::Instant> first_in;
  std::string place;  // kiosk of the first admission
  std::string door;
  std::string how;  // scan, search, list …
  int badges_printed = 0;
  int badges_in_doubt = 0;                   // valid ones of which nobody can tell whether they came out
  int conflicts = 0;                         // not judged yet
  std::vector<std::string> conflict_places;  // where these came in, each place once; the one that counts first
  bool walk_in = false;
  std::vector<std::string> overridden;       // refusals that a person set aside
  std::map<std::string, std::string> extra;  // further fields of the guest: "sector" … (docs/attendance.md)
};

struct AttendanceTotals {
  int tickets = 0;
  int persons_expected = 0;  // on the guest list, the excused among them, no walk-ins
  int persons_admitted = 0;
  int expected = 0;  // tickets whose guest may still come
  int no_shows = 0;  // tickets
  int walk_ins = 0;  // persons
  int counted = 0;   // anonymous
  int conflicts = 0;
  int badges_printed = 0;
  int badges_in_doubt = 0;
};

// By the minute (Unix time) in which tickets came in first on an admission day, and in which somebody was counted: all
// of their persons who are in, by category.
using PersonsByMinute = std::map<std::int64_t, std::map<std::string, int>>;

struct AttendanceHead {
  std::string event_key;
  std::string event_name;
  std::string time_zone;
  bool rehearsal = false;  // of a copy to try things out with: each row says so, so that nobody takes it for the event
  base::Instant exported;
  AttendanceTotals totals;
  ClosingFigures figures;
  PersonsByMinute arrivals;
};

}  // namespace einlass::report
