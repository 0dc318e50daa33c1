#include "server/cli/dates.h"

#include <array>
#include <ctime>

namespace einlass::cli {

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  std::array<char, sizeof "2026-11-23"> text{};
  const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%d", &local);
  return {text.data(), length};
}

}  // namespace einlass::cli
