// What is kept of badges in a real event file, and what a starting device makes of it.
#include "printing/spool/print_ledger.h"

#include "db/event_store.h"
#include "printing/spool/reasons.h"
#include "tests/support/printers/scratch_folder.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using store::PrintState;
using testing::IsEmpty;

class PrintLedger : public testing::Test {
 protected:
  PrintLedger() { start_device(); }

  // Again and again on the same file, as after a power cut.
  void start_device() {
    store_.reset();
    auto opened = store::EventStore::open(
        {.file = folder_.path() / "event.db", .event = event_, .journal = rules::JournalId::random()});
    ASSERT_TRUE(opened) << opened.error().message;
    store_.emplace(*std::move(opened));
  }
  store::PrintLog& log() { return store_->prints(); }

  BadgeProgress progress(PrintState state, std::string_view reason = {}) const {
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

  test::ScratchFolder folder_;
  rules::EventId event_ = rules::EventId::random();
  std::optional<store::EventStore> store_;
  base::Instant now_ = base::Instant::from_unix_ms(1'795'000'000'000);
};

TEST_F(PrintLedger, KeepsTheLastStepOfABadgeThroughARestart) {
  BadgeProgress badge = progress(PrintState::Queued);
  ASSERT_TRUE(record(log(), badge, now_));
  badge.state = PrintState::Printed;
  ASSERT_TRUE(record(log(), badge, now_ + base::Milliseconds(900)));
  start_device();
  const auto kept = log().find(badge.id);
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->state, PrintState::Printed);
  EXPECT_EQ((*kept)->serial, badge.serial);
  EXPECT_EQ((*kept)->place_number, 2);
  EXPECT_EQ((*kept)->printer, "Door A");
  EXPECT_EQ((*kept)->remote_job, 7);
}

TEST_F(PrintLedger, DoubtsAtTheStartWhateverWasUnderWay) {
  for (const auto state : {PrintState::Queued, PrintState::Sent, PrintState::Printing}) {
    ASSERT_TRUE(record(log(), progress(state), now_));
  }
  start_device();
  const auto settled = settle_open(log(), now_ + base::Milliseconds(5000));
  ASSERT_TRUE(settled);
  EXPECT_EQ(settled->size(), 3U);
  for (const auto& record : *settled) {
    EXPECT_EQ(record.state, PrintState::Unknown);
    EXPECT_EQ(record.reason, reason_device_restart);
    EXPECT_EQ(*log().find(record.id), record) << "in the log, too";
  }
  EXPECT_THAT(*settle_open(log(), now_), IsEmpty()) << "settled once";
}

TEST_F(PrintLedger, LeavesSettledBadgesAlone) {
  for (const auto state : {PrintState::Printed, PrintState::Failed, PrintState::Unknown}) {
    ASSERT_TRUE(record(log(), progress(state), now_));
  }
  start_device();
  EXPECT_THAT(*settle_open(log(), now_), IsEmpty());
}

TEST_F(PrintLedger, TurnsAnEndIntoItsFact) {
  for (const auto state : {PrintState::Queued, PrintState::Sent, PrintState::Printing}) {
    EXPECT_EQ(closing_fact(progress(state)), std::nullopt);
  }
  const auto printed = progress(PrintState::Printed);
  EXPECT_EQ(closing_fact(printed), rules::Fact(rules::BadgePrinted{printed.serial}));
  const auto unknown = progress(PrintState::Unknown, reason_lost);
  EXPECT_EQ(closing_fact(unknown), rules::Fact(rules::BadgeUnknown{unknown.serial}));
}

TEST_F(PrintLedger, SaysWhoseFaultAFailureWas) {
  const std::vector<std::pair<std::string_view, rules::BadgeFault>> cases{
      {reason_off, rules::BadgeFault::NoPrinter},
      {reason_no_printer, rules::BadgeFault::NoPrinter},
      {reason_unequipped, rules::BadgeFault::NoPrinter},
      {reason_busy, rules::BadgeFault::NoPrinter},
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
