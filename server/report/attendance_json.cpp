#include "server/report/attendance_columns.h"
#include "server/report/attendance_writers.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace einlass::report {
namespace {

namespace json = boost::json;

json::array array_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const auto& text : texts) all.emplace_back(json::string(text));
  return all;
}

json::value text_or_null(std::string text) {
  if (text.empty()) return nullptr;
  return json::string(text);
}

json::object row_object(const AttendanceRow& row, const base::VenueZone& zone) {
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
          {"admission_day", text_or_null(row.day ? row.day->iso() : "")},
          {"places", row.places},
          {"admitted", row.admitted},
          {"first_in", text_or_null(row.first_in ? zone.local_iso(*row.first_in) : "")},
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

class JsonAttendance final : public AttendanceWriter {
 public:
  JsonAttendance(const AttendanceHead& head, const base::VenueZone& zone, Sink sink)
      : zone_(zone), figures_(json_of(head.figures)), sink_(std::move(sink)) {
    json::object event{{"key", head.event_key}, {"name", head.event_name}};
    if (head.rehearsal) event["rehearsal"] = true;
    sink_(fmt::format("{{\"event\":{},\n\"time_zone\":{},\n\"exported\":\"{}\",\n\"totals\":{},\n\"rows\":[",
                      json::serialize(event), json::serialize(json::string(head.time_zone)),
                      zone_.local_iso(head.exported), json::serialize(totals_object(head.totals))));
  }

  base::Result<void> row(const AttendanceRow& row) override {
    sink_((is_first_ ? "\n" : ",\n") + json::serialize(row_object(row, zone_)));
    is_first_ = false;
    return {};
  }

  base::Result<void> end() override {
    sink_("\n],\n\"figures\":" + json::serialize(figures_) + "}\n");
    return {};
  }

 private:
  const base::VenueZone& zone_;
  json::object figures_;
  Sink sink_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<AttendanceWriter> json_attendance(const AttendanceHead& head, const base::VenueZone& zone, Sink sink) {
  return std::make_unique<JsonAttendance>(head, zone, std::move(sink));
}

}  // namespace einlass::report
