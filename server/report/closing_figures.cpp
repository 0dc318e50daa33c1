#include "server/report/closing_figures.h"

#include <utility>

#include <boost/json.hpp>

namespace einlass::report {

namespace json = boost::json;

namespace {

constexpr std::pair<const char*, int FigureRow::*> figure_fields[] = {
    {"tickets", &FigureRow::tickets},   {"expected", &FigureRow::expected}, {"admitted", &FigureRow::admitted},
    {"no_shows", &FigureRow::no_shows}, {"excused", &FigureRow::excused},   {"walk_ins", &FigureRow::walk_ins},
    {"counted", &FigureRow::counted}};

json::object json_of(const FigureRow& row) {
  json::object object;
  for (const auto& [name, field] : figure_fields) object[name] = row.*field;
  return object;
}

base::Result<FigureRow> row_in(const json::object& object) {
  FigureRow row;
  for (const auto& [name, field] : figure_fields) {
    const auto* number = object.if_contains(name);
    if (number == nullptr || !number->is_int64()) {
      return base::fail(base::ErrorKind::InvalidInput, "The figures of a closed event cannot be read.");
    }
    row.*field = static_cast<int>(number->get_int64());
  }
  return row;
}

}  // namespace

FigureRow& FigureRow::operator+=(const FigureRow& more) {
  for (const auto& [name, field] : figure_fields) this->*field += more.*field;
  return *this;
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
