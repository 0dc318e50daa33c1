#include "server/report/closing_figures.h"

#include <utility>

#include <boost/json.hpp>

namespace einlass::report {

namespace json = boost::json;

namespace {

constexpr FigureColumn columns_of_figures[] = {
    {"tickets", {"Tickets", "Tickets"}, &FigureRow::tickets},
    {"expected", {"Auf der Liste", "On the list"}, &FigureRow::expected},
    {"admitted", {"Eingelassen", "Admitted"}, &FigureRow::admitted},
    {"no_shows", {"Nicht erschienen", "No-shows"}, &FigureRow::no_shows},
    {"excused", {"Entschuldigt", "Excused"}, &FigureRow::excused},
    {"walk_ins", {"Spontan", "Walk-ins"}, &FigureRow::walk_ins},
    {"counted", {"Ohne Namen gezählt", "Counted without a name"}, &FigureRow::counted}};

base::Result<FigureRow> row_in(const json::object& object) {
  FigureRow row;
  for (const auto& column : columns_of_figures) {
    const auto* number = object.if_contains(column.name);
    if (number == nullptr || !number->is_int64()) {
      return base::fail(base::ErrorKind::InvalidInput, "The figures of a closed event cannot be read.");
    }
    row.*column.value = static_cast<int>(number->get_int64());
  }
  return row;
}

}  // namespace

FigureRow& FigureRow::operator+=(const FigureRow& more) {
  for (const auto& column : columns_of_figures) this->*column.value += more.*column.value;
  return *this;
}

std::span<const FigureColumn> figure_columns() {
  return columns_of_figures;
}

json::object json_of(const FigureRow& row) {
  json::object object;
  for (const auto& column : columns_of_figures) object[column.name] = row.*column.value;
  return object;
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
