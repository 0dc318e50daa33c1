#include "server/commands/command_json.h"

#include "core/wire/message_words.h"
#include "printing/badge/qr_symbol.h"
#include "server/venue/fleet.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;
using guests::ChangeKind;

json::array lines_of(const std::vector<int>& lines) {
  return json::array(lines.begin(), lines.end());
}

json::array columns_of(const std::vector<guests::Column>& columns) {
  json::array result;
  for (const auto& column : columns) {
    result.push_back(
        json::object{{"header", column.header}, {"target", guests::target_word(column.target)}, {"used", column.used}});
  }
  return result;
}

std::string_view word(guests::RowProblem problem) {
  switch (problem) {
    case guests::RowProblem::NoName:
      return "no_name";
    case guests::RowProblem::DamagedCode:
      return "damaged_code";
    case guests::RowProblem::DuplicateId:
      return "duplicate_id";
    case guests::RowProblem::DuplicateCode:
      return "duplicate_code";
    case guests::RowProblem::BadQuantity:
      return "bad_quantity";
    case guests::RowProblem::BadCode:
      return "bad_code";
    case guests::RowProblem::TooManyCells:
      return "too_many_cells";
    case guests::RowProblem::LongCell:
      return "long_cell";
  }
  return "";
}

// Of a table that a connector made lines say nothing.
json::array refused_of(const guests::ImportPreview& preview) {
  json::array result;
  for (std::size_t i = 0; i < preview.refused.size(); ++i) {
    const auto& row = preview.refused[i];
    json::object refused{
        {"line", row.line}, {"reason", guests::describe(row)}, {"problem", json::string(word(row.problem))}};
    if (row.other_line != 0) refused["other_line"] = row.other_line;
    const auto& guest = preview.refused_guests[i];
    if (guest.is_numbered) refused["ticket"] = guest.external_id;
    result.push_back(std::move(refused));
  }
  return result;
}

json::array over_quota_of(const std::vector<venue::ListOverQuota>& lists) {
  json::array result;
  for (const auto& list : lists) {
    result.push_back(json::object{{"list", list.owner}, {"persons", list.persons}, {"quota", list.quota}});
  }
  return result;
}

json::object counts_of(const std::map<std::string, int>& counts) {
  json::object result;
  for (const auto& [name, count] : counts) result.emplace(name, count);
  return result;
}

// What changes, by line and field; the values stay where they are.
json::array changed_of(const guests::ImportPlan& plan) {
  json::array result;
  for (const auto& change : plan.changes) {
    if (change.kind != ChangeKind::Changed) continue;
    result.push_back(json::object{{"line", change.line}, {"fields", json::value_from(change.fields)}});
  }
  return result;
}

json::array printers_of(const std::vector<wire::PrinterReport>& printers) {
  json::array result;
  for (const auto& printer : printers) {
    const bool ready = printer.trouble == rules::PrinterTrouble::None;
    result.push_back(json::object{{"name", printer.name},
                                  {"trouble", ready ? "" : rules::word(printer.trouble)},
                                  {"labels_left", printer.labels ? json::value(*printer.labels) : json::value()}});
  }
  return result;
}

// "einlass-kiosk 0.1.0" is shown as 0.1.0; another program's name as it is.
std::string version_in(const std::string& software) {
  static const std::string own = "einlass-kiosk ";
  return software.starts_with(own) ? software.substr(own.size()) : software;
}

}  // namespace

json::object json_of(const venue::EventSummary& event) {
  if (!event.problem.empty()) return {{"id", event.id.text()}, {"key", event.key}, {"problem", event.problem}};
  return {{"id", event.id.text()},
          {"key", event.key},
          {"name", event.name},
          {"preset", event.preset},
          {"starts", event.starts},
          {"ends", event.ends},
          {"doors_open", event.doors_open},
          {"time_zone", event.time_zone},
          {"closed", event.closed},
          {"rehearsal", event.rehearsal},
          {"left_open", event.left_open}};
}

json::object json_of(const store::EventTotals& totals) {
  return {{"expected_tickets", totals.expected_tickets},
          {"expected_persons", totals.expected_persons},
          {"inside", totals.inside},
          {"admitted", totals.admitted},
          {"walk_ins", totals.walk_ins},
          {"counted", totals.counted},
          {"refused", totals.refused},
          {"conflicts", totals.conflicts},
          {"badges_owed", totals.badges_owed},
          {"badges_printed", totals.badges_printed},
          {"admitted_by_category", counts_of(totals.admitted_by_category)}};
}

json::object json_of(const venue::GuestImportReport& report) {
  const auto& preview = report.preview;
  const auto& plan = report.plan;
  return {{"written", report.written},
          {"encoding", preview.encoding},
          {"delimiter", preview.delimiter == '\t' ? std::string("tab") : std::string(1, preview.delimiter)},
          {"columns", columns_of(preview.columns)},
          {"rows", preview.rows.size()},
          {"added", plan.count(ChangeKind::Added)},
          {"changed", plan.count(ChangeKind::Changed)},
          {"unchanged", plan.count(ChangeKind::Unchanged)},
          {"withdrawn", plan.count(ChangeKind::Withdrawn)},
          {"missing", plan.count(ChangeKind::Missing)},
          {"waitlisted", plan.waitlisted},
          {"unclear", json::value_from(plan.unclear)},
          {"without_code", preview.without_code},
          {"lists", counts_of(preview.lists)},
          {"over_quota", over_quota_of(report.over_quota)},
          {"not_admitted_lines", lines_of(report.not_admitted_lines)},
          {"many_plus_ones_lines", lines_of(report.many_plus_ones_lines)},
          {"refused", refused_of(preview)},
          {"changes", changed_of(plan)},
          {"cancelled_lines", lines_of(preview.cancelled_lines)},
          {"checked_in_lines", lines_of(preview.checked_in_lines)},
          {"email_lines", lines_of(preview.email_lines)},
          {"rounded_lines", lines_of(preview.rounded_lines)},
          {"short_code_lines", lines_of(preview.short_code_lines)},
          {"unmatched_types", counts_of(preview.unmatched_types)},
          {"unknown_statuses", counts_of(preview.unknown_statuses)},
          {"unknown_payments", counts_of(preview.unknown_payments)}};
}

json::array json_of(const std::vector<wire::ParkedCount>& parked, const std::vector<venue::EventSummary>& events) {
  json::array result;
  for (const auto& each : parked) {
    const auto event =
        std::find_if(events.begin(), events.end(), [&](const auto& one) { return one.id == each.event; });
    result.push_back(json::object{{"event", event == events.end() ? each.event.text() : event->key},
                                  {"reason", each.reason},
                                  {"entries", each.entries}});
  }
  return result;
}

json::object json_of(const store::KioskRecord& kiosk, const std::vector<venue::EventSummary>& events) {
  const auto event = std::find_if(events.begin(), events.end(),
                                  [&](const auto& each) { return kiosk.event && each.id == *kiosk.event; });
  json::object result{{"id", kiosk.id.text()}, {"name", kiosk.name},       {"door", kiosk.door},
                      {"event", nullptr},      {"revoked", kiosk.revoked}, {"paired", kiosk.paired.unix_ms()},
                      {"last_seen", nullptr}};
  if (event != events.end()) result["event"] = event->key;
  if (kiosk.last_seen) result["last_seen"] = kiosk.last_seen->unix_ms();
  return result;
}

json::object json_of(const store::KioskRecord& kiosk, const std::vector<venue::EventSummary>& events,
                     const std::map<rules::KioskId, venue::KioskTold>& told, base::Instant now) {
  auto result = json_of(kiosk, events);
  const auto found = told.find(kiosk.id);
  result["connected"] = found != told.end() && found->second.connected;
  if (found == told.end()) return result;
  result["version"] = version_in(found->second.software);
  if (!found->second.report) return result;
  const auto& report = *found->second.report;
  result["reported"] = found->second.reported.unix_ms();
  result["stale"] = venue::is_stale(found->second, now);
  result["clock_off_ms"] = report.clock_off_ms ? json::value(*report.clock_off_ms) : json::value();
  result["sync_lag_ms"] = report.lag_ms;
  result["pending"] = report.to_hand_over;
  result["badges_waiting"] = report.printing.badges_waiting;
  result["font_set"] = report.font_set;
  result["printers"] = printers_of(report.printing.printers);
  return result;
}

json::array qr_rows(const std::string& text) {
  json::array rows;
  const auto symbol = badge::QrSymbol::encode(text);
  for (int row = 0; symbol && row < symbol->modules(); ++row) {
    std::string modules;
    for (int column = 0; column < symbol->modules(); ++column) modules += symbol->dark(column, row) ? '1' : '0';
    rows.push_back(json::string(modules));
  }
  return rows;
}

json::value away_json(const std::optional<wire::PackNote>& note) {
  if (!note) return nullptr;
  return json::object{{"label", note->label}, {"at", note->at.unix_ms()}};
}

}  // namespace einlass::commands
