#include "server/report/csv_text.h"

#include <string_view>

namespace einlass::report {
namespace {

// A tab or line break in front hides a formula from the eye but not from a spreadsheet.
bool runs_as_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos;
}

std::string csv_cell(std::string cell) {
  if (runs_as_formula(cell)) cell.insert(cell.begin(), '\'');
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
