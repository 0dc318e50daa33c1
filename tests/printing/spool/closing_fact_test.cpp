// What the journal says of a badge that has come to its end.
#include "printing/spool/closing_fact.h"

#include "printing/spool/reasons.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::spool {
namespace {

using store::PrintState;

BadgeProgress progress(PrintState state, std::string_view reason = {}) {
  return {.id = rules::PrintJobId::random(),
          .ticket = rules::TicketId::random(),
          .serial = rules::BadgeSerial::random(),
          .place_number = 2,
          .state = state,
          .reason = std::string(reason),
          .printer = "Door A",
          .location = "left slot",
          .remote_job = 7};
}

TEST(ClosingFacts, SayWhatBecameOfABadge) {
  for (const auto state : {PrintState::Queued, PrintState::Sent, PrintState::Printing}) {
    EXPECT_EQ(closing_fact(progress(state)), std::nullopt);
  }
  const auto printed = progress(PrintState::Printed);
  EXPECT_EQ(closing_fact(printed), rules::Fact(rules::BadgePrinted{printed.serial}));
  const auto unknown = progress(PrintState::Unknown, reason_lost);
  EXPECT_EQ(closing_fact(unknown), rules::Fact(rules::BadgeUnknown{unknown.serial}));
}

TEST(ClosingFacts, SayWhoseFaultAFailureWas) {
  const std::vector<std::pair<std::string_view, rules::BadgeFault>> cases{
      {reason_off, rules::BadgeFault::NoPrinter},
      {reason_no_printer, rules::BadgeFault::NoPrinter},
      {reason_unequipped, rules::BadgeFault::NoPrinter},
      {reason_busy, rules::BadgeFault::NoPrinter},
      {reason_stuck, rules::BadgeFault::NoPrinter},
      {reason_queue, rules::BadgeFault::NoPrinter},
      {reason_cancelled, rules::BadgeFault::Cancelled},
      {reason_refused, rules::BadgeFault::PrinterRejected},
      {reason_wrong_media, rules::BadgeFault::PrinterRejected},
      {"aborted-by-system", rules::BadgeFault::PrinterFault},
      {reason_storage, rules::BadgeFault::PrinterFault},
  };
  for (const auto& [reason, fault] : cases) {
    const auto failed = progress(PrintState::Failed, reason);
    EXPECT_EQ(closing_fact(failed), rules::Fact(rules::BadgeFailed{failed.serial, fault})) << reason;
  }
}

}  // namespace
}  // namespace einlass::spool
