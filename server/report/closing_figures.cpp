#include "server/report/closing_figures.h"

#include <set>
#include <utility>
#include <vector>

#include <boost/json.hpp>

namespace einlass::report {

namespace json = boost::json;

namespace {

constexpr std::pair<const char*, int FigureRow::*> fields[] = {
    {"tickets", &FigureRow::tickets},   {"expected", &FigureRow::expected}, {"admitted", &FigureRow::admitted},
    {"no_shows", &FigureRow::no_shows}, {"excused", &FigureRow::excused},   {"walk_ins", &FigureRow::walk_ins},
    {"counted", &FigureRow::counted}};

// The ticket's outcome stands in the row of the day on which somebody came, or of whoever came instead.
std::set<std::string> attended_tickets(const std::vector<AttendanceRow>& rows) {
  std::set<std::string> tickets;
  for (const auto& row : rows) {
    if (row.status == AttendanceStatus::Attended) tickets.insert(row.ticket);
  }
  return tickets;
}

// Each ticket once.
void count_ticket(FigureRow& figures, const AttendanceRow& row) {
  const bool is_missing = row.status == AttendanceStatus::Expected || row.status == AttendanceStatus::NoShow;
  const bool is_excused = row.status == AttendanceStatus::Excused;
  const bool was_expected = is_missing || is_excused || row.status == AttendanceStatus::Attended;
  ++figures.tickets;
  figures.no_shows += is_missing ? 1 : 0;
  figures.excused += is_excused ? 1 : 0;
  if (was_expected && !row.walk_in) figures.expected += row.places;
}

void count_persons(FigureRow& figures, const AttendanceRow& row) {
  const bool is_counted = row.how == "counted";
  figures.admitted += row.admitted;
  figures.counted += is_counted ? row.admitted : 0;
  figures.walk_ins += row.walk_in && !is_counted ? row.admitted : 0;
}

json::object json_of(const FigureRow& row) {
  json::object object;
  for (const auto& [name, field] : fields) object[name] = row.*field;
  return object;
}

base::Result<FigureRow> row_in(const json::object& object) {
  FigureRow row;
  for (const auto& [name, field] : fields) {
    const auto* number = object.if_contains(name);
    if (number == nullptr || !number->is_int64()) {
      return base::fail(base::ErrorKind::InvalidInput, "The figures of a closed event cannot be read.");
    }
    row.*field = static_cast<int>(number->get_int64());
  }
  return row;
}

}  // namespace

ClosingFigures figures_of(const std::vector<AttendanceRow>& rows) {
  ClosingFigures figures;
  const auto attended = attended_tickets(rows);
  std::set<std::string> seen;
  for (const auto& row : rows) {
    auto& of_category = figures.by_category[row.category];
    for (auto* each : {&figures.all, &of_category}) count_persons(*each, row);
    if (row.status == AttendanceStatus::Represented) continue;
    if (row.status != AttendanceStatus::Attended && attended.contains(row.ticket)) continue;
    if (row.ticket.empty() || !seen.insert(row.ticket).second) continue;
    for (auto* each : {&figures.all, &of_category}) count_ticket(*each, row);
  }
  std::erase_if(figures.by_category, [](const auto& each) { return each.second == FigureRow{}; });
  return figures;
}

json::object json_of(const ClosingFigures& figures) {
  auto object = json_of(figures.all);
  json::object categories;
  for (const auto& [category, row] : figures.by_category) categories[category] = json_of(row);
  object["by_category"] = std::move(categories);
  return object;
}

base::Result<ClosingFigures> figures_in(const json::object& document) {
  ClosingFigures figures;
  const auto all = row_in(document);
  if (!all) return base::failed(all);
  figures.all = *all;
  const auto* categories = document.if_contains("by_category");
  if (categories == nullptr || !categories->is_object()) return figures;
  for (const auto& [category, row] : categories->get_object()) {
    if (!row.is_object()) continue;
    const auto read = row_in(row.get_object());
    if (!read) return base::failed(read);
    figures.by_category[category] = *read;
  }
  return figures;
}

}  // namespace einlass::report
