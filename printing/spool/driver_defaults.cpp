#include "printing/spool/driver_defaults.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::spool {
namespace {

using base::Result;

std::vector<std::string_view> lines_of(std::string_view ppd) {
  std::vector<std::string_view> lines;
  while (!ppd.empty()) {
    const auto end = ppd.find('\n');
    lines.push_back(ppd.substr(0, end));
    ppd.remove_prefix(end == std::string_view::npos ? ppd.size() : end + 1);
  }
  return lines;
}

// "*Resolution 300dpi/300 DPI: …" → "300dpi"
std::vector<std::string> choices_of(const std::string& ppd, const std::string& option) {
  std::vector<std::string> choices;
  const std::string start = "*" + option + " ";
  for (const std::string_view line : lines_of(ppd)) {
    if (line.starts_with(start))
      choices.emplace_back(line.substr(start.size(), line.find_first_of("/:") - start.size()));
  }
  return choices;
}

Result<void> check(const std::string& ppd, const std::string& option, const std::string& value) {
  const auto choices = choices_of(ppd, option);
  if (choices.empty()) {
    return base::fail(base::ErrorKind::InvalidInput, fmt::format("The driver has no option {}; leave it out.", option));
  }
  for (const auto& choice : choices) {
    if (choice == value) return {};
  }
  return base::fail(base::ErrorKind::InvalidInput, fmt::format("The driver's option {} cannot be {}; choose one of {}.",
                                                               option, value, fmt::join(choices, ", ")));
}

}  // namespace

Result<std::string> with_defaults(const std::string& ppd, const std::map<std::string, std::string>& options) {
  for (const auto& [option, value] : options) {
    if (auto checked = check(ppd, option, value); !checked) return tl::make_unexpected(checked.error());
  }
  std::string changed;
  for (const std::string_view line : lines_of(ppd)) {
    std::string kept(line);
    for (const auto& [option, value] : options) {
      if (line.starts_with("*Default" + option + ":")) kept = fmt::format("*Default{}: {}", option, value);
    }
    changed += kept + '\n';
  }
  return changed;
}

}  // namespace einlass::spool
