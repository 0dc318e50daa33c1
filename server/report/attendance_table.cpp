#include "server/report/attendance_table.h"

#include "server/report/csv_text.h"

#include <array>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace einlass::report {
namespace {

namespace json = boost::json;

std::string joined(const std::vector<std::string>& texts, const std::string& between) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : between) + text;
  return all;
}

json::array array_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const auto& text : texts) all.emplace_back(json::string(text));
  return all;
}

struct Cells {
  const AttendanceRow& row;
  const base::VenueZone& zone;

  std::string day() const { return row.day ? row.day->iso() : std::string(); }
  std::string first_in() const { return row.first_in ? zone.local_iso(*row.first_in) : std::string(); }
  std::string overridden() const { return joined(row.overridden, " "); }
  std::string conflict_places() const { return joined(row.conflict_places, "; "); }
};

// The column names of the CSV are the field names of the JSON.
struct CsvColumn {
  const char* name;
  std::string (*value)(const Cells&);
};

constexpr std::array kColumns = {
    CsvColumn{"name", [](const Cells& c) { return c.row.name; }},
    CsvColumn{"first_name", [](const Cells& c) { return c.row.first_name; }},
    CsvColumn{"last_name", [](const Cells& c) { return c.row.last_name; }},
    CsvColumn{"company", [](const Cells& c) { return c.row.company; }},
    CsvColumn{"email", [](const Cells& c) { return c.row.email; }},
    CsvColumn{"category", [](const Cells& c) { return c.row.category; }},
    CsvColumn{"ticket_type", [](const Cells& c) { return c.row.ticket_type; }},
    CsvColumn{"status", [](const Cells& c) { return std::string(status_word(c.row.status)); }},
    CsvColumn{"admission_day", [](const Cells& c) { return c.day(); }},
    CsvColumn{"places", [](const Cells& c) { return std::to_string(c.row.places); }},
    CsvColumn{"admitted", [](const Cells& c) { return std::to_string(c.row.admitted); }},
    CsvColumn{"first_in", [](const Cells& c) { return c.first_in(); }},
    CsvColumn{"kiosk", [](const Cells& c) { return c.row.place; }},
    CsvColumn{"door", [](const Cells& c) { return c.row.door; }},
    CsvColumn{"how", [](const Cells& c) { return c.row.how; }},
    CsvColumn{"badges_printed", [](const Cells& c) { return std::to_string(c.row.badges_printed); }},
    CsvColumn{"open_conflicts", [](const Cells& c) { return std::to_string(c.row.conflicts); }},
    CsvColumn{"conflict_places", [](const Cells& c) { return c.conflict_places(); }},
    CsvColumn{"walk_in", [](const Cells& c) { return std::string(c.row.walk_in ? "yes" : "no"); }},
    CsvColumn{"overridden", [](const Cells& c) { return c.overridden(); }},
    CsvColumn{"order", [](const Cells& c) { return c.row.order_ref; }},
    CsvColumn{"source", [](const Cells& c) { return c.row.source; }},
    CsvColumn{"list_owner", [](const Cells& c) { return c.row.list_owner; }},
    CsvColumn{"ticket_id", [](const Cells& c) { return c.row.ticket; }},
    CsvColumn{"guest_id", [](const Cells& c) { return c.row.guest; }},
};

json::value text_or_null(std::string text) {
  if (text.empty()) return nullptr;
  return json::string(text);
}

json::object row_object(const Cells& cells) {
  const auto& row = cells.row;
  return {{"ticket_id", text_or_null(row.ticket)},
          {"guest_id", text_or_null(row.guest)},
          {"name", row.name},
          {"first_name", row.first_name},
          {"last_name", row.last_name},
          {"company", row.company},
          {"email", row.email},
          {"category", row.category},
          {"ticket_type", row.ticket_type},
          {"order", row.order_ref},
          {"source", row.source},
          {"list_owner", row.list_owner},
          {"status", status_word(row.status)},
          {"admission_day", text_or_null(cells.day())},
          {"places", row.places},
          {"admitted", row.admitted},
          {"first_in", text_or_null(cells.first_in())},
          {"kiosk", text_or_null(row.place)},
          {"door", text_or_null(row.door)},
          {"how", text_or_null(row.how)},
          {"badges_printed", row.badges_printed},
          {"open_conflicts", row.conflicts},
          {"conflict_places", array_of(row.conflict_places)},
          {"walk_in", row.walk_in},
          {"overridden", array_of(row.overridden)}};
}

json::object totals_object(const AttendanceTotals& totals) {
  return {{"tickets", totals.tickets},
          {"persons_expected", totals.persons_expected},
          {"persons_admitted", totals.persons_admitted},
          {"expected", totals.expected},
          {"no_shows", totals.no_shows},
          {"walk_ins", totals.walk_ins},
          {"counted", totals.counted},
          {"open_conflicts", totals.conflicts},
          {"badges_printed", totals.badges_printed}};
}

constexpr const char* rehearsal_word = "REHEARSAL";

}  // namespace

std::string attendance_csv(const Attendance& attendance, const base::VenueZone& zone) {
  std::vector<std::string> cells;
  if (attendance.rehearsal) cells.emplace_back(rehearsal_word);
  for (const auto& column : kColumns) cells.emplace_back(column.name);
  std::string csv = csv_byte_order_mark + csv_row(cells);
  for (const auto& row : attendance.rows) {
    cells.clear();
    if (attendance.rehearsal) cells.emplace_back(rehearsal_word);
    for (const auto& column : kColumns) cells.push_back(column.value({row, zone}));
    csv += csv_row(cells);
  }
  return csv;
}

std::string attendance_json(const Attendance& attendance, const base::VenueZone& zone) {
  json::object event{{"key", attendance.event_key}, {"name", attendance.event_name}};
  if (attendance.rehearsal) event["rehearsal"] = true;
  std::string text =
      fmt::format("{{\"event\":{},\n\"time_zone\":{},\n\"exported\":\"{}\",\n\"totals\":{},\n\"rows\":[",
                  json::serialize(event), json::serialize(json::string(attendance.time_zone)),
                  zone.local_iso(attendance.exported), json::serialize(totals_object(attendance.totals)));
  for (std::size_t i = 0; i < attendance.rows.size(); ++i) {
    text += (i == 0 ? "\n" : ",\n") + json::serialize(row_object({attendance.rows[i], zone}));
  }
  return text + "\n]}\n";
}

std::string_view status_word(AttendanceStatus status) {
  switch (status) {
    case AttendanceStatus::Attended:
      return "attended";
    case AttendanceStatus::Expected:
      return "expected";
    case AttendanceStatus::NoShow:
      return "no_show";
    case AttendanceStatus::Excused:
      return "excused";
    case AttendanceStatus::Represented:
      return "represented";
    case AttendanceStatus::Cancelled:
      return "cancelled";
    case AttendanceStatus::NotAdmitted:
      return "not_admitted";
  }
  return {};
}

}  // namespace einlass::report
