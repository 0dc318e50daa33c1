#include "server/cli/terminal_qr.h"

#include <map>

#include <gtest/gtest.h>

namespace einlass::cli {
namespace {

constexpr int kQuiet = 4;

// The modules as they are seen: "ink" is what the characters draw.
std::vector<std::vector<bool>> ink_of(std::string text, bool coloured) {
  const std::map<std::string, std::pair<bool, bool>> characters = {
      {"█", {true, true}}, {"▀", {true, false}}, {"▄", {false, true}}, {" ", {false, false}}};
  if (coloured) {
    for (const std::string code : {"\x1b[38;5;16;48;5;231m", "\x1b[0m"}) {
      for (auto at = text.find(code); at != std::string::npos; at = text.find(code)) text.erase(at, code.size());
    }
  }
  std::vector<std::vector<bool>> rows(2);
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\n') {
      rows.resize(rows.size() + 2);
      ++i;
      continue;
    }
    const auto size = text[i] == ' ' ? std::size_t{1} : std::size_t{3};
    const auto [upper, lower] = characters.at(text.substr(i, size));
    rows[rows.size() - 2].push_back(upper);
    rows[rows.size() - 1].push_back(lower);
    i += size;
  }
  rows.resize(rows.size() - 2);
  return rows;
}

TEST(TerminalQr, ShowsEveryModuleWithItsQuietZone) {
  const auto symbol = badge::QrSymbol::encode("EINLASS-PAIR:04ABCDEFGHJKMNPQRSTVWXYZ").value();
  for (const bool coloured : {true, false}) {
    const auto rows = ink_of(terminal_qr(symbol, coloured), coloured);
    const int end = symbol.modules() + kQuiet;
    for (int row = -kQuiet; row < end; ++row) {
      for (int column = -kQuiet; column < end; ++column) {
        const bool inside = row >= 0 && column >= 0 && row < symbol.modules() && column < symbol.modules();
        const bool dark = inside && symbol.dark(column, row);
        const auto ink = rows[static_cast<std::size_t>(row + kQuiet)][static_cast<std::size_t>(column + kQuiet)];
        ASSERT_EQ(ink, coloured ? dark : !dark) << row << " " << column;
      }
    }
  }
}

}  // namespace
}  // namespace einlass::cli
