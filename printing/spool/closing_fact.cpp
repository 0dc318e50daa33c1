#include "printing/spool/closing_fact.h"

#include "printing/spool/reasons.h"

#include <string_view>

namespace einlass::spool {

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
  return store::closing_fact(progress.state, progress.serial, fault_for(progress.reason));
}

}  // namespace einlass::spool
