// Several printers: a badge goes on at the next one, never twice, and a printer that recovers is used again.
#include "printing/spool/reasons.h"
#include "tests/printing/spool/pool_fixture.h"

namespace einlass::spool {
namespace {

using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::seconds;
using store::PrintState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FailOver : public PoolFixture {
 protected:
  FakePrinter& a_ = add("A");
  FakePrinter& b_ = add("B");

  FailOver() { b_.settings().priority = 2; }

  static PrinterStatus trouble(const std::string& reason) {
    return {.accepting = true, .state = PrinterState::Stopped, .reasons = {reason}};
  }
};

TEST_F(FailOver, TakesABadgeBackFromAPrinterThatNeedsAHandAndSaysThatAnotherPrints) {
  a_.drops_cancelled = true;
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(3));
  EXPECT_THAT(a_.cancelled, ElementsAre(1));
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_EQ(last_of(id).reason, "media-empty");
  EXPECT_TRUE(last_of(id).again);
  start();
  EXPECT_THAT(b_.submitted, SizeIs(1)) << "though A has not been asked anew how it is";
}

// A held job, or a driver whose printer stopped listening: it works on, and nobody hears of a fault.
TEST_F(FailOver, TakesABadgeBackFromAPrinterThatWorksOnItForAMinute) {
  a_.drops_cancelled = true;
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(55));
  EXPECT_THAT(a_.cancelled, IsEmpty()) << "a slow printer is no broken one";
  pass(seconds(10));
  EXPECT_THAT(a_.cancelled, ElementsAre(1));
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_EQ(last_of(id).reason, reason_stalled);
  EXPECT_TRUE(last_of(id).again);
}

TEST_F(FailOver, AsksAPersonWhereAPrinterThatWorksTooLongDoesNotDropTheBadge) {
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(70));
  EXPECT_EQ(last_of(id).state, PrintState::Unknown);
  EXPECT_EQ(last_of(id).reason, reason_not_dropped);
  EXPECT_FALSE(last_of(id).again);
}

TEST_F(FailOver, TakesABadgeBackThatWaitsBehindOthersJobsForAMinute) {
  a_.drops_cancelled = true;
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Queued, {}};
  pass(seconds(65));
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_EQ(last_of(id).reason, reason_busy);
  EXPECT_TRUE(last_of(id).again);
}

// The machine has been on for a while, and the printer answered late that it took the badge.
TEST_F(FailOver, LetsAPrinterFinishABadgeOfWhichAPersonWasAsked) {
  pass(std::chrono::minutes(10));
  a_.hangs = true;
  const auto id = start();
  pass(seconds(5));
  ASSERT_EQ(last_of(id).state, PrintState::Unknown);
  a_.hangs = false;
  a_.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(100));
  EXPECT_THAT(a_.cancelled, IsEmpty());
  a_.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(2));
  EXPECT_EQ(last_of(id).state, PrintState::Printed);
}

TEST_F(FailOver, WaitsLongerForTheOnlyPrinterButNotForEver) {
  b_.answer_to_status = base::fail(ErrorKind::Unavailable, "Printer B does not answer; switch it on.");
  a_.drops_cancelled = true;
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(70));
  EXPECT_THAT(a_.cancelled, IsEmpty());
  pass(seconds(10));
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_FALSE(last_of(id).again);
}

TEST_F(FailOver, BearsATroubleThatPasses) {
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "cover-open"};
  pass(seconds(1));
  a_.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(1));
  a_.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_THAT(a_.cancelled, IsEmpty());
  EXPECT_EQ(last_of(id).state, PrintState::Printed);
}

// While its filter works, a queue looks as if it could not reach its printer.
TEST_F(FailOver, LetsAQueueFinishItsFilter) {
  start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "connecting-to-device"};
  pass(milliseconds(1500));
  EXPECT_EQ(conditions_.back()[0].obstacle, "");
  pass(milliseconds(2000));
  EXPECT_THAT(a_.cancelled, IsEmpty());
  pass(seconds(2));
  EXPECT_THAT(a_.cancelled, ElementsAre(1)) << "this is no filter any more";
}

TEST_F(FailOver, SendsNothingElsewhereBeforeThePrinterConfirmsThatItDroppedTheBadge) {
  const auto id = start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "media-jam"};
  pass(seconds(10));
  EXPECT_EQ(last_of(id).state, PrintState::Unknown);
  EXPECT_EQ(last_of(id).reason, reason_not_dropped);
  EXPECT_FALSE(last_of(id).again) << "a person says whether it came out";
  EXPECT_THAT(b_.submitted, IsEmpty());
}

TEST_F(FailOver, SendsTheNextBadgesElsewhereMeanwhile) {
  start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "media-jam"};
  pass(milliseconds(600));
  start();
  EXPECT_THAT(b_.submitted, SizeIs(1)) << "at once";
}

TEST_F(FailOver, KeepsTheSerialOfABadgeThatNoPrinterHasTaken) {
  a_.answer_to_submit = base::fail(ErrorKind::Unavailable, "Printer A does not answer; switch it on.");
  const auto id = start();
  pass(seconds(1));
  EXPECT_THAT(b_.submitted, SizeIs(1));
  EXPECT_THAT(states_of(id),
              ElementsAre(PrintState::Queued, PrintState::Queued, PrintState::Sent, PrintState::Printing))
      << "written down for A, then for B";
  EXPECT_EQ(last_of(id).printer, "B");
  EXPECT_EQ(b_.submitted.at(0).pdf, badge().pdf) << "whole, though A was given it first";
}

TEST_F(FailOver, GoesElsewhereWhereThePrinterRefusesOrGivesUp) {
  a_.answer_to_submit = base::fail(ErrorKind::Refused, "Printer A refused.");
  start();
  pass(seconds(1));
  EXPECT_THAT(b_.submitted, SizeIs(1)) << "refused";
  a_.answer_to_submit = 1;
  pass(seconds(40));
  b_.answer_to_poll = JobState{JobPhase::Printed, {}};
  a_.answer_to_poll = JobState{JobPhase::Failed, "aborted-by-system"};
  const auto id = start();
  pass(seconds(1));
  EXPECT_THAT(a_.submitted, SizeIs(1)) << "trusted again after a while";
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_TRUE(last_of(id).again);
  start();
  EXPECT_THAT(a_.submitted, SizeIs(1)) << "but not so soon";
}

TEST_F(FailOver, EndsWhereAllGaveTheBadgeUp) {
  for (FakePrinter* each : {&a_, &b_}) each->answer_to_poll = JobState{JobPhase::Failed, "document-format-error"};
  EXPECT_TRUE(last_of(start()).printer == "A");
  pass(seconds(1));
  const auto second = start();
  pass(seconds(1));
  EXPECT_EQ(last_of(second).printer, "B");
  EXPECT_FALSE(last_of(second).again);
}

TEST_F(FailOver, MovesWhatIsNotSentYetWhenItsPrinterStops) {
  disk_is_slow_ = true;
  const auto id = start();
  EXPECT_EQ(last_of(id).printer, "A");
  a_.answer_to_status = trouble("paused");
  pass(seconds(3));
  EXPECT_EQ(last_of(id).printer, "B");
  pool().started_is_durable(id);
  pass(seconds(1));
  EXPECT_THAT(b_.submitted, SizeIs(1));
  EXPECT_THAT(a_.submitted, IsEmpty());
}

TEST_F(FailOver, UsesAPrinterAgainOnceItIsWell) {
  a_.answer_to_status = trouble("media-empty");
  b_.answer_to_poll = JobState{JobPhase::Printed, {}};
  start();
  pass(seconds(1));
  a_.answer_to_status = PrinterStatus{.accepting = true, .state = PrinterState::Idle};
  pass(seconds(3));
  start();
  EXPECT_THAT(a_.submitted, SizeIs(1));
  EXPECT_THAT(b_.submitted, SizeIs(1));
}

TEST_F(FailOver, IsNotHeldUpByAPrinterThatHangs) {
  pass(seconds(1));
  a_.hangs = true;
  pass(seconds(4));
  const auto id = start();
  pass(milliseconds(200));
  EXPECT_EQ(last_of(id).printer, "B");
  EXPECT_THAT(b_.submitted, SizeIs(1));
}

TEST_F(FailOver, AsksAPersonWithinFiveSecondsWhenThePrinterIsGoneInMidPrint) {
  const auto id = start();
  pass(milliseconds(500));
  a_.answer_to_poll = base::fail(ErrorKind::Unavailable, "Printer A does not answer.");
  pass(seconds(3));
  start();
  EXPECT_THAT(b_.submitted, SizeIs(1)) << "the next guest is served";
  pass(seconds(2));
  EXPECT_EQ(last_of(id).state, PrintState::Unknown);
  EXPECT_FALSE(last_of(id).again);
}

TEST_F(FailOver, PrefersAPrinterThatIsLoadedWithTheRightLabels) {
  a_.answer_to_status = PrinterStatus{.accepting = true,
                                      .state = PrinterState::Idle,
                                      .media_ready = {MediaRange::exactly(MediaSize::from_mm(62, 100))}};
  b_.answer_to_status =
      PrinterStatus{.accepting = true, .state = PrinterState::Idle, .media_ready = {MediaRange::exactly(card)}};
  start();
  EXPECT_THAT(a_.submitted, IsEmpty());
  EXPECT_THAT(b_.submitted, SizeIs(1));
  EXPECT_EQ(conditions_.back()[0].obstacle, "media-needed");
}

// An empty second tray or an unused colour may be reported for a whole evening.
TEST_F(FailOver, TrustsAPrinterThatPrintsInSpiteOfWhatItReports) {
  a_.answer_to_status =
      PrinterStatus{.accepting = true, .state = PrinterState::Idle, .reasons = {"input-tray-missing-warning"}};
  b_.answer_to_status = base::fail(ErrorKind::Unavailable, "Printer B does not answer; switch it on.");
  start();
  EXPECT_THAT(a_.submitted, SizeIs(1)) << "the last resort";
  a_.answer_to_poll = JobState{JobPhase::Processing, "input-tray-missing"};
  pass(seconds(1));
  a_.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  b_.answer_to_status = PrinterStatus{.accepting = true, .state = PrinterState::Idle};
  pass(seconds(3));
  a_.answer_to_poll = JobState{JobPhase::Processing, "input-tray-missing"};
  start();
  pass(seconds(5));
  EXPECT_THAT(a_.submitted, SizeIs(2)) << "it comes first again";
  EXPECT_THAT(a_.cancelled, IsEmpty());
}

TEST_F(FailOver, DoubtsOneBadgeAndNotEachAtAPrinterThatForgetsThem) {
  b_.answer_to_poll = JobState{JobPhase::Printed, {}};
  a_.answer_to_poll = JobState{JobPhase::Unknown, std::string(reason_restarted)};
  for (int i = 0; i < 3; ++i) {
    start();
    pass(seconds(2));
  }
  EXPECT_THAT(a_.submitted, SizeIs(1));
  EXPECT_THAT(b_.submitted, SizeIs(2));
}

TEST_F(FailOver, AsksAPersonWhereAPrinterHangsWhileItTakesTheBadge) {
  pass(seconds(1));
  disk_is_slow_ = true;
  const auto id = start();
  a_.hangs = true;
  pool().started_is_durable(id);
  pass(seconds(5));
  EXPECT_EQ(last_of(id).state, PrintState::Unknown);
  EXPECT_EQ(last_of(id).reason, reason_answer_lost);
  a_.answer_to_submit = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  a_.hangs = false;
  pass(seconds(1));
  EXPECT_EQ(last_of(id).state, PrintState::Failed) << "the printer says that it has nothing";
}

TEST_F(FailOver, DoesNotWaitForAPrinterThatKeepsABadgeInDoubt) {
  start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "media-jam"};
  pass(seconds(10));
  a_.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(1));
  const auto id = start();
  EXPECT_EQ(last_of(id).printer, "B");
  b_.answer_to_poll = JobState{JobPhase::Processing, "cover-open"};
  pass(seconds(50));
  EXPECT_THAT(b_.cancelled, IsEmpty()) << "nor is another one's badge cancelled for its sake";
}

TEST_F(FailOver, SendsNothingThatWasCancelledWhileThePrinterWasBusy) {
  pass(seconds(1));
  disk_is_slow_ = true;
  const auto id = start();
  a_.answer_to_submit = base::fail(ErrorKind::AlreadyExists, "Printer A is busy; wait.");
  pool().started_is_durable(id);
  pool().work();
  pool().cancel(id);
  pass(seconds(3));
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_EQ(last_of(id).reason, reason_cancelled);
  EXPECT_FALSE(last_of(id).again);
  EXPECT_THAT(b_.submitted, IsEmpty());
}

TEST_F(FailOver, DoesNotPrintElsewhereWhatAPersonCancelled) {
  a_.drops_cancelled = true;
  const auto id = start();
  pass(milliseconds(500));
  pool().cancel(id);
  pass(seconds(1));
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_FALSE(last_of(id).again);
  EXPECT_EQ(conditions_.back()[0].obstacle, "") << "the printer did nothing wrong";
}

TEST_F(FailOver, IsToldThoughOnePrinterNeverAnswers) {
  a_.hangs = true;
  pass(seconds(4));
  ASSERT_THAT(conditions_, testing::Not(IsEmpty()));
  EXPECT_EQ(conditions_.back()[0].obstacle, reason_off);
  EXPECT_EQ(conditions_.back()[1].obstacle, "");
}

TEST_F(FailOver, TellsHowThePrintersAreWheneverItChanges) {
  pass(seconds(3));
  ASSERT_THAT(conditions_, SizeIs(1));
  EXPECT_THAT(conditions_[0], ElementsAre(PrinterCondition{.printer = "A", .location = "left slot"},
                                          PrinterCondition{.printer = "B", .location = "left slot"}));
  a_.answer_to_status = base::fail(ErrorKind::Unavailable, "Printer A does not answer; switch it on.");
  pass(seconds(3));
  ASSERT_THAT(conditions_, SizeIs(2));
  EXPECT_EQ(conditions_[1][0].obstacle, reason_off);
  a_.answer_to_status = PrinterStatus{.accepting = true, .state = PrinterState::Idle};
  pass(seconds(3));
  EXPECT_THAT(conditions_, SizeIs(3));
}

TEST_F(FailOver, TellsWhatABadgeWaitsForAsItsPrintersTrouble) {
  start();
  a_.answer_to_poll = JobState{JobPhase::Processing, "cover-open"};
  pass(milliseconds(600));
  EXPECT_EQ(conditions_.back()[0].obstacle, "cover-open");
}

}  // namespace
}  // namespace einlass::spool
