// One badge at one printer: what is sent when, and what is believed in the end.
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

class Spooling : public PoolFixture {
 protected:
  std::vector<PrintState> states() const {
    std::vector<PrintState> seen;
    for (const auto& post : posts_) seen.push_back(post.state);
    return seen;
  }
};

TEST_F(Spooling, SendsNothingBeforeTheStartIsDurable) {
  FakePrinter& printer = add("A");
  disk_is_slow_ = true;
  const auto id = start();
  pass(seconds(60));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued));
  EXPECT_THAT(printer.submitted, IsEmpty());

  pool().started_is_durable(id);
  pass(milliseconds(1));
  EXPECT_EQ(printer.submitted.size(), 1U);
}

TEST_F(Spooling, FollowsABadgeUntilItIsPrinted) {
  FakePrinter& printer = add("A");
  start();
  pass(milliseconds(200));
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued, PrintState::Sent, PrintState::Printing, PrintState::Printed));
  EXPECT_EQ(posts_.back().printer, "A");
  EXPECT_EQ(posts_.back().location, "left slot");
  EXPECT_EQ(posts_.back().remote_job, 1);
}

TEST_F(Spooling, NamesTheJobWithoutTellingWhoItIsFor) {
  FakePrinter& printer = add("A");
  const auto id = start();
  pass(milliseconds(1));
  EXPECT_EQ(printer.submitted.at(0).name, "badge-" + id.text());
}

TEST_F(Spooling, AsksOftenAtFirstAndSeldomLater) {
  FakePrinter& printer = add("A");
  start();
  pass(seconds(1));
  const int first_second = printer.polls;
  pass(seconds(20));
  const int before = printer.polls;
  pass(seconds(1));
  EXPECT_GT(first_second, printer.polls - before);
  EXPECT_EQ(printer.polls - before, 2);
}

TEST_F(Spooling, SaysWhatThePrinterWaitsForAndThatItWentOn) {
  FakePrinter& printer = add("A");
  start();
  pass(milliseconds(100));
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(50));
  EXPECT_EQ(posts_.back().state, PrintState::Printing) << "a roll is soon changed";
  EXPECT_EQ(posts_.back().reason, "media-empty");
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_EQ(posts_.back().state, PrintState::Printed);
  EXPECT_EQ(posts_.back().reason, "");
}

TEST_F(Spooling, FailsAtOnceWithoutAPrinterOfThatSize) {
  add("A", card);
  start(label);
  EXPECT_THAT(states(), ElementsAre(PrintState::Failed));
  EXPECT_EQ(posts_.back().reason, reason_no_printer);
}

TEST_F(Spooling, SaysWhenTheKioskHasNoPrinterAtAll) {
  start();
  EXPECT_THAT(states(), ElementsAre(PrintState::Failed));
  EXPECT_EQ(posts_.back().reason, reason_unequipped);
  EXPECT_THAT(in_words(reason_unequipped), testing::HasSubstr("this kiosk has no printer"));
}

TEST_F(Spooling, FailsSoonWhenThePrinterIsOff) {
  add("A").answer_to_status = base::fail(ErrorKind::Unavailable, "Printer A does not answer; switch it on.");
  start();
  pass(seconds(2));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued)) << "a network may be back in a moment";
  EXPECT_EQ(posts_.back().printer, "");
  EXPECT_EQ(posts_.back().reason, reason_off);
  pass(seconds(2));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued, PrintState::Failed)) << "nothing was written down as started";
  EXPECT_EQ(posts_.back().reason, reason_off);
}

TEST_F(Spooling, FailsWhenThePrinterWentOffBeforeItGotTheJob) {
  add("A").answer_to_submit = base::fail(ErrorKind::Unavailable, "Printer A does not answer; switch it on.");
  start();
  pass(seconds(1));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued, PrintState::Failed));
  EXPECT_EQ(posts_.back().reason, reason_off);
}

TEST_F(Spooling, DoubtsADocumentWhoseAnswerWasLost) {
  add("A").answer_to_submit = 0;
  start();
  pass(seconds(1));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued, PrintState::Unknown));
  EXPECT_EQ(posts_.back().reason, reason_answer_lost);
}

TEST_F(Spooling, GivesAPrinterOneBadgeAtATimeInOrder) {
  FakePrinter& printer = add("A");
  const auto first = start();
  const auto second = start();
  pass(seconds(5));
  EXPECT_THAT(printer.submitted, SizeIs(1));
  EXPECT_THAT(states_of(second), IsEmpty()) << "owed until a printer is free: any kiosk may print it";
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(5));
  EXPECT_THAT(printer.submitted, SizeIs(2));
  EXPECT_EQ(states_of(first).back(), PrintState::Printed);
  EXPECT_EQ(states_of(second).back(), PrintState::Printed);
}

TEST_F(Spooling, WaitsForAPrinterThatOthersKeepBusy) {
  FakePrinter& printer = add("A");
  printer.answer_to_submit = base::fail(ErrorKind::AlreadyExists, "Printer A is busy; wait.");
  start();
  pass(seconds(20));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued)) << "written down once";
  printer.answer_to_submit = 1;
  pass(seconds(1));
  EXPECT_EQ(posts_.back().state, PrintState::Printing);
}

TEST_F(Spooling, GivesUpOnAPrinterThatOthersKeepBusyForever) {
  add("A").answer_to_submit = base::fail(ErrorKind::AlreadyExists, "Printer A is busy; wait.");
  start();
  pass(seconds(62));
  EXPECT_EQ(posts_.back().state, PrintState::Failed);
  EXPECT_EQ(posts_.back().reason, reason_busy);
}

TEST_F(Spooling, BearsAShortSilence) {
  FakePrinter& printer = add("A");
  const auto id = start();
  pass(seconds(1));
  printer.answer_to_poll = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pass(seconds(3));
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_EQ(states_of(id).back(), PrintState::Printed);
  EXPECT_THAT(states_of(id), testing::Not(testing::Contains(PrintState::Unknown)));
}

TEST_F(Spooling, DoubtsABadgeWhosePrinterStaysSilent) {
  FakePrinter& printer = add("A");
  start();
  pass(seconds(1));
  printer.answer_to_poll = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pass(seconds(5));
  EXPECT_EQ(posts_.back().state, PrintState::Unknown);
  EXPECT_EQ(posts_.back().reason, reason_lost);
}

TEST_F(Spooling, DoubtsABadgeWhosePrinterHangs) {
  FakePrinter& printer = add("A");
  start();
  pass(seconds(1));
  printer.hangs = true;
  pass(seconds(5));
  EXPECT_EQ(posts_.back().state, PrintState::Unknown) << "not even an error came";
}

TEST_F(Spooling, BelievesAPrinterThatComesBackAndStillKnows) {
  FakePrinter& printer = add("A");
  const auto id = start();
  pass(seconds(1));
  printer.answer_to_poll = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pass(seconds(30));
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_EQ(states_of(id).back(), PrintState::Printed);
  EXPECT_THAT(states_of(start()), testing::Not(IsEmpty())) << "and it is used again";
}

TEST_F(Spooling, LeavesABadgeInDoubtWhosePrinterComesBackWithoutKnowing) {
  FakePrinter& printer = add("A");
  const auto id = start();
  pass(seconds(1));
  printer.answer_to_poll = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pass(seconds(30));
  printer.answer_to_poll = JobState{JobPhase::Unknown, std::string(reason_vanished)};
  pass(seconds(1));
  EXPECT_EQ(std::count(posts_.begin(), posts_.end(), last_of(id)), 1) << "said once";
  EXPECT_EQ(last_of(id).reason, reason_lost);
  EXPECT_THAT(states_of(start()), testing::Not(IsEmpty())) << "and the printer is used again";
}

TEST_F(Spooling, CancelsWhatWasNotSentWithoutAskingThePrinter) {
  FakePrinter& printer = add("A");
  disk_is_slow_ = true;
  const auto id = start();
  pool().cancel(id);
  pool().started_is_durable(id);
  pass(seconds(1));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued, PrintState::Failed));
  EXPECT_EQ(posts_.back().reason, reason_cancelled);
  EXPECT_FALSE(posts_.back().again) << "that was a person's wish";
  EXPECT_THAT(printer.submitted, IsEmpty());
  EXPECT_THAT(printer.cancelled, IsEmpty());
}

TEST_F(Spooling, BelievesThePrinterAboutWhatWasCancelledTooLate) {
  FakePrinter& printer = add("A");
  const auto id = start();
  pass(seconds(1));
  pool().cancel(id);
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_THAT(printer.cancelled, ElementsAre(1));
  EXPECT_EQ(posts_.back().state, PrintState::Printed);
}

TEST_F(Spooling, AsksAgainWhereThePrinterDidNotHearThatABadgeIsCancelled) {
  FakePrinter& printer = add("A");
  const auto id = start();
  printer.answer_to_cancel = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pool().cancel(id);
  pass(seconds(1));
  printer.answer_to_cancel = {};
  printer.drops_cancelled = true;
  pass(seconds(1));
  EXPECT_EQ(states_of(id).back(), PrintState::Failed);
}

TEST_F(Spooling, TakesBackAJobThatTheQueueCannotDeliver) {
  FakePrinter& printer = add("A");
  printer.drops_cancelled = true;
  start();
  pass(milliseconds(100));
  printer.answer_to_poll = JobState{JobPhase::Processing, "connecting-to-device"};
  pass(seconds(10));
  EXPECT_THAT(printer.cancelled, IsEmpty());
  pass(seconds(10));
  EXPECT_THAT(printer.cancelled, ElementsAre(1)) << "asked once";
  EXPECT_EQ(posts_.back().state, PrintState::Failed);
  EXPECT_EQ(posts_.back().reason, reason_off) << "the printer's fault, not a person's wish";
}

TEST_F(Spooling, LetsASlowDeliveryGoOn) {
  FakePrinter& printer = add("A");
  start();
  printer.answer_to_poll = JobState{JobPhase::Processing, "connecting-to-device"};
  pass(seconds(10));
  printer.answer_to_poll = JobState{JobPhase::Processing, {}};
  pass(seconds(10));
  printer.answer_to_poll = JobState{JobPhase::Processing, "connecting-to-device"};
  pass(seconds(10));
  EXPECT_THAT(printer.cancelled, IsEmpty());
}

// What waits for ever could not be printed at another kiosk either.
TEST_F(Spooling, KeepsNoBadgeWaitingForEverBehindOneThatIsStuck) {
  FakePrinter& printer = add("A");
  start();
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(1));
  const auto second = start();
  pass(seconds(10));
  EXPECT_THAT(states_of(second), ElementsAre(PrintState::Queued));
  EXPECT_EQ(last_of(second).reason, reason_stuck);
  pass(seconds(10));
  EXPECT_THAT(states_of(second), ElementsAre(PrintState::Queued, PrintState::Failed));
  EXPECT_EQ(last_of(second).reason, reason_stuck);
  EXPECT_THAT(printer.submitted, SizeIs(1));
}

TEST_F(Spooling, SendsToAnEmptyPrinterIfNoOtherPrints) {
  FakePrinter& printer = add("A");
  printer.answer_to_status =
      PrinterStatus{.accepting = true, .state = PrinterState::Idle, .reasons = {"media-empty-error"}};
  start();
  EXPECT_THAT(printer.submitted, SizeIs(1)) << "its badge comes when the paper is in";
}

TEST_F(Spooling, TakesABadgeBackForWhichNobodySeesToThePrinter) {
  FakePrinter& printer = add("A");
  printer.drops_cancelled = true;
  const auto id = start();
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(59));
  EXPECT_EQ(last_of(id).state, PrintState::Printing);
  pass(seconds(3));
  EXPECT_THAT(printer.cancelled, ElementsAre(1)) << "asked once";
  EXPECT_EQ(last_of(id).state, PrintState::Failed);
  EXPECT_EQ(last_of(id).reason, "media-empty");
  EXPECT_EQ(states_of(start()).front(), PrintState::Queued) << "the printer is tried again";
}

TEST_F(Spooling, AsksAPersonWhereThePrinterDoesNotConfirmThatItDroppedTheBadge) {
  FakePrinter& printer = add("A");
  const auto id = start();
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(65));
  EXPECT_EQ(last_of(id).state, PrintState::Unknown) << "it may come out as soon as there is paper";
  EXPECT_EQ(last_of(id).reason, reason_not_dropped);
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_EQ(last_of(id).state, PrintState::Printed) << "as it did";
}

TEST_F(Spooling, LetsABadgeGoOnOnceSomebodyHasSeenToThePrinter) {
  FakePrinter& printer = add("A");
  start();
  for (int i = 0; i < 3; ++i) {
    printer.answer_to_poll = JobState{JobPhase::Processing, "media-jam"};
    pass(seconds(40));
    printer.answer_to_poll = JobState{JobPhase::Processing, {}};
    pass(seconds(2));
  }
  EXPECT_THAT(printer.cancelled, IsEmpty());
}

TEST_F(Spooling, IgnoresASecondRequestWithTheSameId) {
  FakePrinter& printer = add("A");
  const PrintRequest request = badge();
  pool().print(request);
  pool().print(request);
  pass(seconds(1));
  pool().started_is_durable(request.id);
  pool().print(request);
  pass(seconds(1));
  EXPECT_THAT(printer.submitted, SizeIs(1));
}

}  // namespace
}  // namespace einlass::spool
