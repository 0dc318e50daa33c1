#include "printing/spool/printer_words.h"

#include "printing/spool/reasons.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::spool {

using base::Result;

namespace {

std::string activity(PrinterState state) {
  switch (state) {
    case PrinterState::Idle:
      return "ready";
    case PrinterState::Processing:
      return "printing";
    case PrinterState::Stopped:
      return "stopped";
  }
  return {};
}

std::string condition(const PrinterConfig& config, const PrinterStatus& status) {
  if (const std::string keyword = obstacle(status); !keyword.empty()) return in_words(keyword);
  std::string words = activity(status.state);
  for (const std::string& reason : status.reasons) {
    if (!reason.starts_with("cups-")) words += ", " + in_words(reason);
  }
  if (status.labels_left) words += fmt::format(", {} labels left", *status.labels_left);
  if (status.marker_percent) words += fmt::format(", ribbon or ink {} %", *status.marker_percent);
  if (!status.media_ready.empty() && !any_holds(status.media_ready, config.media)) {
    words += fmt::format(", but loaded with {}", status.media_ready.front().text());
  }
  return words;
}

}  // namespace

std::string obstacle(const PrinterStatus& status) {
  if (std::string keyword = obstacle_in(status.reasons); !keyword.empty()) return keyword;
  if (!status.accepting) return "not-accepting-jobs";
  return status.state == PrinterState::Stopped ? "stopped" : "";
}

std::string describe(const PrinterConfig& config, const Result<PrinterStatus>& status) {
  std::string about = fmt::format("{}, {}", word(config.kind), config.media.text());
  if (!config.location.empty()) about += ", " + config.location;
  return fmt::format("{} ({}): {}", config.name, about, status ? condition(config, *status) : status.error().message);
}

std::vector<std::string> describe_all(const std::vector<PrinterConfig>& printers) {
  std::vector<std::string> lines;
  for (const PrinterConfig& config : printers) {
    auto printer = open_printer(config);
    const auto status = printer ? (*printer)->status() : tl::make_unexpected(printer.error());
    lines.push_back(describe(config, status));
  }
  return lines;
}

}  // namespace einlass::spool
