#include "server/cli/terminal_qr.h"

namespace einlass::cli {
namespace {

constexpr int kQuietModules = 4;  // ISO/IEC 18004, 5.3.8

bool is_dark(const badge::QrSymbol& symbol, int column, int row) {
  const bool inside = column >= 0 && row >= 0 && column < symbol.modules() && row < symbol.modules();
  return inside && symbol.dark(column, row);
}

const char* half_blocks(bool upper, bool lower) {
  if (upper && lower) return "█";
  if (upper) return "▀";
  return lower ? "▄" : " ";
}

}  // namespace

std::string terminal_qr(const badge::QrSymbol& symbol, bool coloured) {
  const int end = symbol.modules() + kQuietModules;
  std::string text;
  for (int row = -kQuietModules; row < end; row += 2) {
    if (coloured) text += "\x1b[38;5;16;48;5;231m";  // black on white of the 256 colours
    for (int column = -kQuietModules; column < end; ++column) {
      const bool below_edge = row + 1 >= end;
      const bool upper = is_dark(symbol, column, row);
      const bool lower = is_dark(symbol, column, row + 1);
      text += coloured ? half_blocks(upper, lower) : half_blocks(!upper, !lower && !below_edge);
    }
    text += coloured ? "\x1b[0m\n" : "\n";
  }
  return text;
}

}  // namespace einlass::cli
