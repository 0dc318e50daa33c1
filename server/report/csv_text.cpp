#include "server/report/csv_text.h"

#include <string_view>

namespace einlass::report {
namespace {

bool is_one_of(std::string_view characters, char c) {
  return characters.find(c) != std::string_view::npos;
}

// A tab or line break in front hides a formula from the eye but not from a spreadsheet. One that parts cells by
// semicolons, as where commas are decimal, or takes text as it is pasted, begins a cell behind these, too, quoted or
// not.
std::string harmless(const std::string& cell) {
  constexpr std::string_view formula = "=+-@", parting = ";\t\r\n";
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const bool begins_cell = i == 0 || is_one_of(parting, cell[i - 1]);
    const bool hides = i == 0 && is_one_of("\t\r\n", cell[i]);
    if (hides || (begins_cell && is_one_of(formula, cell[i]))) text += '\'';
    text += cell[i];
  }
  return text;
}

std::string csv_cell(const std::string& value) {
  const auto cell = harmless(value);
  if (cell.find_first_of("\",;\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) row += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return row + "\r\n";
}

}  // namespace einlass::report
