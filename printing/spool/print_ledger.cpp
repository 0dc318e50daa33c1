#include "printing/spool/print_ledger.h"

#include "printing/spool/reasons.h"

#include <utility>

namespace einlass::spool {

using base::Result;
using store::PrintState;

namespace {

rules::BadgeFault fault_for(std::string_view reason) {
  if (reason == reason_cancelled) return rules::BadgeFault::Cancelled;
  for (const auto none : {reason_off, reason_no_printer, reason_unequipped, reason_busy, reason_queue}) {
    if (reason == none) return rules::BadgeFault::NoPrinter;
  }
  if (reason == reason_refused || reason == reason_wrong_media) return rules::BadgeFault::PrinterRejected;
  return rules::BadgeFault::PrinterFault;
}

}  // namespace

Result<void> record(store::PrintLog& log, const BadgeProgress& progress, base::Instant now) {
  return log.put({.id = progress.id,
                  .ticket = progress.ticket,
                  .serial = progress.serial,
                  .place_number = progress.place_number,
                  .printer = progress.printer,
                  .remote_job = progress.remote_job,
                  .state = progress.state,
                  .reason = progress.reason,
                  .changed = now});
}

Result<std::vector<store::PrintRecord>> settle_open(store::PrintLog& log, base::Instant now) {
  auto open = log.open_records();
  if (!open) return open;
  for (store::PrintRecord& record : *open) {
    record.state = PrintState::Unknown;
    record.reason = reason_device_restart;
    record.changed = now;
    if (auto put = log.put(record); !put) return tl::make_unexpected(put.error());
  }
  return open;
}

std::optional<rules::Fact> closing_fact(const BadgeProgress& progress) {
  switch (progress.state) {
    case PrintState::Queued:
    case PrintState::Sent:
    case PrintState::Printing:
      return std::nullopt;
    case PrintState::Printed:
      return rules::BadgePrinted{progress.serial};
    case PrintState::Failed:
      return rules::BadgeFailed{progress.serial, fault_for(progress.reason)};
    case PrintState::Unknown:
      return rules::BadgeUnknown{progress.serial};
  }
  return std::nullopt;
}

}  // namespace einlass::spool
