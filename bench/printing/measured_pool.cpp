#include "bench/printing/measured_pool.h"

#include "tests/support/printers/test_badge.h"

#include <stdexcept>
#include <utility>

namespace einlass::bench {

using store::PrintState;

MeasuredPool::MeasuredPool(const std::vector<spool::PrinterConfig>& configs) {
  std::vector<std::unique_ptr<spool::Printer>> printers;
  for (const auto& config : configs) {
    auto printer = spool::open_printer(config);
    if (!printer) throw std::runtime_error(printer.error().message);
    printers.push_back(*std::move(printer));
  }
  spooler_ = std::make_unique<spool::Spooler>(
      spool::Spooler::Setup{.printers = std::move(printers),
                            .post = [this](const spool::BadgeProgress& progress) { note(progress); },
                            .post_conditions = {},
                            .stock_file = {},
                            .timing = {}});
}

spool::PrintRequest MeasuredPool::request() {
  static const auto media = spool::MediaSize::from_mm(86, 54);
  static const std::string pdf = test::badge_pdf(media);
  return {.id = rules::PrintJobId::random(),
          .ticket = rules::TicketId::random(),
          .serial = rules::BadgeSerial::random(),
          .pdf = pdf,
          .media = media,
          .avoid = {}};
}

rules::PrintJobId MeasuredPool::print() {
  auto badge = request();
  const auto id = badge.id;
  spooler_->print(std::move(badge));
  return id;
}

void MeasuredPool::note(const spool::BadgeProgress& progress) {
  const bool starts = progress.state == PrintState::Queued && !progress.printer.empty();
  if (starts) spooler_->started_is_durable(progress.id);
  const std::lock_guard lock(mutex_);
  Steps& steps = steps_[progress.id];
  steps.at.try_emplace(progress.state, std::chrono::steady_clock::now());
  if (progress.again) steps.instead = print();
  heard_.notify_all();
}

Moment MeasuredPool::await(rules::PrintJobId id, PrintState state) {
  std::unique_lock lock(mutex_);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (true) {
    const Steps& steps = steps_[id];
    if (const auto found = steps.at.find(state); found != steps.at.end()) return found->second;
    if (!steps.instead.is_nil()) id = steps.instead;
    if (heard_.wait_until(lock, limit) == std::cv_status::timeout) throw std::runtime_error("a badge did not come out");
  }
}

Moment MeasuredPool::printed(rules::PrintJobId id) {
  return await(id, PrintState::Printed);
}

Moment MeasuredPool::in_doubt(rules::PrintJobId id) {
  return await(id, PrintState::Unknown);
}

Moment MeasuredPool::at_work(rules::PrintJobId id) {
  return await(id, PrintState::Sent);
}

}  // namespace einlass::bench
