#include "printing/spool/closing_fact.h"

#include "printing/spool/reasons.h"

#include <string_view>

namespace einlass::spool {

using store::PrintState;

namespace {

rules::BadgeFault fault_for(std::string_view reason) {
  if (reason == reason_cancelled) return rules::BadgeFault::Cancelled;
  for (const auto none : {reason_off, reason_no_printer, reason_unequipped, reason_busy, reason_stuck, reason_queue}) {
    if (reason == none) return rules::BadgeFault::NoPrinter;
  }
  if (reason == reason_refused || reason == reason_wrong_media) return rules::BadgeFault::PrinterRejected;
  return rules::BadgeFault::PrinterFault;
}

}  // namespace

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
