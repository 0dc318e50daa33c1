#include "printing/spool/printer_watch.h"

#include "core/base/log.h"
#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"

#include <optional>
#include <utility>

namespace einlass::spool {
namespace {

std::string obstacle_of(const base::Result<PrinterStatus>& status) {
  if (status) return obstacle(*status);
  return std::string(status.error().kind == base::ErrorKind::NotFound ? reason_queue : reason_off);
}

void log_changes(const std::vector<PrinterCondition>& before, const std::vector<PrinterCondition>& now) {
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto& [printer, obstacle] = now[i];
    const bool was_fine = before.empty() || before[i].obstacle.empty();
    if (!obstacle.empty()) base::log_warning("The printer \"{}\" cannot print: {}.", printer, in_words(obstacle));
    if (obstacle.empty() && !was_fine) base::log_info("the printer \"{}\" is ready again", printer);
  }
}

}  // namespace

PrinterWatch::PrinterWatch(std::vector<std::unique_ptr<Printer>> printers, Post post, std::chrono::milliseconds every)
    : printers_(std::move(printers)),
      post_(std::move(post)),
      every_(every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void PrinterWatch::run(const std::stop_token& stop) {
  std::optional<std::vector<PrinterCondition>> told;
  while (!stop.stop_requested() && !printers_.empty()) {
    auto now = look();
    if (told != now) {
      log_changes(told.value_or(std::vector<PrinterCondition>{}), now);
      told = now;
      post_(std::move(now));
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, every_, [] { return false; });
  }
}

std::vector<PrinterCondition> PrinterWatch::look() {
  std::vector<PrinterCondition> conditions;
  for (const auto& printer : printers_) {
    conditions.push_back({.printer = printer->config().name, .obstacle = obstacle_of(printer->status())});
  }
  return conditions;
}

}  // namespace einlass::spool
