// The rules of the spooler with printers that say what they are told to and a clock set by hand.
#include "printing/spool/print_queue.h"

#include "printing/spool/reasons.h"
#include "tests/printing/spool/fake_printer.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::seconds;
using store::PrintState;
using testing::ElementsAre;
using testing::IsEmpty;

const MediaSize card = MediaSize::from_mm(86, 54);
const MediaSize label = MediaSize::from_mm(62, 100);

PrintRequest badge(MediaSize media = card) {
  return {.id = rules::PrintJobId::random(),
          .ticket = rules::TicketId::random(),
          .serial = rules::BadgeSerial::random(),
          .pdf = "%PDF",
          .media = media};
}

class Spooling : public testing::Test {
 protected:
  FakePrinter& add(const std::string& name, MediaSize media = card) {
    auto printer = std::make_unique<FakePrinter>(name, media);
    printers_.push_back(std::move(printer));
    return static_cast<FakePrinter&>(*printers_.back());
  }
  PrintQueue& queue() {
    if (!queue_) {
      queue_.emplace(PrintQueue::Setup{std::move(printers_), [this](BadgeProgress p) { posts_.push_back(p); }, {}},
                     clock_);
    }
    return *queue_;
  }
  // Lets time pass as the spooler's thread does: called again whenever something is due.
  void pass(milliseconds time) {
    const auto end = clock_.monotonic() + time;
    while (true) {
      const auto next = queue().work();
      if (!next || *next > end) break;
      if (*next > clock_.monotonic()) clock_.advance(*next - clock_.monotonic());
    }
    clock_.advance(end - clock_.monotonic());
  }
  rules::PrintJobId start(MediaSize media = card) {
    const PrintRequest request = badge(media);
    queue().print(request);
    queue().started_is_durable(request.id);
    return request.id;
  }
  std::vector<PrintState> states() const {
    std::vector<PrintState> seen;
    for (const auto& post : posts_) seen.push_back(post.state);
    return seen;
  }
  std::vector<PrintState> states_of(rules::PrintJobId id) const {
    std::vector<PrintState> seen;
    for (const auto& post : posts_) {
      if (post.id == id) seen.push_back(post.state);
    }
    return seen;
  }

  base::ManualClock clock_{base::Instant{}};
  std::vector<std::unique_ptr<Printer>> printers_;
  std::vector<BadgeProgress> posts_;
  std::optional<PrintQueue> queue_;
};

TEST_F(Spooling, SendsNothingBeforeTheStartIsDurable) {
  FakePrinter& printer = add("A");
  const PrintRequest request = badge();
  queue().print(request);
  pass(seconds(60));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued));
  EXPECT_THAT(printer.submitted, IsEmpty());

  queue().started_is_durable(request.id);
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
  EXPECT_EQ(queue().work(), std::nullopt) << "nothing is left to do";
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
  pass(seconds(60));
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

TEST_F(Spooling, FailsAtOnceWhenThePrinterIsOff) {
  add("A").answer_to_status = base::fail(ErrorKind::Unavailable, "Printer A does not answer; switch it on.");
  start();
  EXPECT_THAT(states(), ElementsAre(PrintState::Failed));
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

TEST_F(Spooling, TakesTheFirstPrinterThatCanPrintNow) {
  add("off").answer_to_status = base::fail(ErrorKind::Unavailable, "Printer off does not answer; switch it on.");
  add("closed").answer_to_status = PrinterStatus{.accepting = false, .state = PrinterState::Idle};
  add("empty").answer_to_status =
      PrinterStatus{.accepting = true, .state = PrinterState::Idle, .reasons = {"media-empty-error"}};
  add("other size", label);
  add("good");
  add("good too");
  start();
  EXPECT_EQ(posts_.at(0).printer, "good");
}

TEST_F(Spooling, TakesAnEmptyPrinterIfNoOtherPrints) {
  add("off").answer_to_status = base::fail(ErrorKind::Unavailable, "Printer off does not answer; switch it on.");
  add("empty").answer_to_status =
      PrinterStatus{.accepting = true, .state = PrinterState::Idle, .reasons = {"media-empty-error"}};
  start();
  EXPECT_EQ(posts_.at(0).printer, "empty");
}

TEST_F(Spooling, GivesAPrinterOneBadgeAtATimeInOrder) {
  FakePrinter& printer = add("A");
  const auto first = start();
  const auto second = start();
  pass(seconds(5));
  EXPECT_EQ(printer.submitted.size(), 1U);
  EXPECT_THAT(states_of(second), ElementsAre(PrintState::Queued));
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(5));
  EXPECT_EQ(printer.submitted.size(), 2U);
  EXPECT_EQ(states_of(first).back(), PrintState::Printed);
  EXPECT_EQ(states_of(second).back(), PrintState::Printed);
}

TEST_F(Spooling, IsNotHeldUpByABadgeWhoseStartIsNotYetDurable) {
  FakePrinter& printer = add("A");
  queue().print(badge());
  start();
  pass(milliseconds(1));
  EXPECT_EQ(printer.submitted.size(), 1U);
}

TEST_F(Spooling, WaitsForAPrinterThatOthersKeepBusy) {
  FakePrinter& printer = add("A");
  printer.answer_to_submit = base::fail(ErrorKind::AlreadyExists, "Printer A is busy; wait.");
  start();
  pass(seconds(20));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued));
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
  start();
  pass(seconds(1));
  printer.answer_to_poll = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pass(seconds(5));
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_EQ(posts_.back().state, PrintState::Printed);
}

TEST_F(Spooling, DoubtsABadgeWhosePrinterStaysSilent) {
  FakePrinter& printer = add("A");
  start();
  pass(seconds(1));
  printer.answer_to_poll = base::fail(ErrorKind::Timeout, "Printer A did not answer.");
  pass(seconds(11));
  EXPECT_EQ(posts_.back().state, PrintState::Unknown);
  EXPECT_EQ(posts_.back().reason, reason_lost);
}

TEST_F(Spooling, CancelsWhatWasNotSentWithoutAskingThePrinter) {
  FakePrinter& printer = add("A");
  const PrintRequest request = badge();
  queue().print(request);
  queue().cancel(request.id);
  queue().started_is_durable(request.id);
  pass(seconds(1));
  EXPECT_THAT(states(), ElementsAre(PrintState::Queued, PrintState::Failed));
  EXPECT_EQ(posts_.back().reason, reason_cancelled);
  EXPECT_THAT(printer.submitted, IsEmpty());
  EXPECT_THAT(printer.cancelled, IsEmpty());
}

TEST_F(Spooling, BelievesThePrinterAboutWhatWasCancelledTooLate) {
  FakePrinter& printer = add("A");
  const auto id = start();
  pass(seconds(1));
  queue().cancel(id);
  EXPECT_THAT(printer.cancelled, ElementsAre(1));
  printer.answer_to_poll = JobState{JobPhase::Printed, {}};
  pass(seconds(1));
  EXPECT_EQ(posts_.back().state, PrintState::Printed);
}

TEST_F(Spooling, TakesBackAJobThatTheQueueCannotDeliver) {
  FakePrinter& printer = add("A");
  start();
  pass(milliseconds(100));
  printer.answer_to_poll = JobState{JobPhase::Processing, "connecting-to-device"};
  pass(seconds(10));
  EXPECT_THAT(printer.cancelled, IsEmpty());
  pass(seconds(10));
  EXPECT_THAT(printer.cancelled, ElementsAre(1)) << "asked once";
  printer.answer_to_poll = JobState{JobPhase::Failed, std::string(reason_cancelled)};
  pass(seconds(1));
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

// "Started" and yet never printed, a badge could not be printed at another kiosk either.
TEST_F(Spooling, KeepsNoBadgeWaitingForEverBehindOneThatIsStuck) {
  FakePrinter& printer = add("A");
  start();
  const auto second = start();
  pass(milliseconds(100));
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(10));
  EXPECT_THAT(states_of(second), ElementsAre(PrintState::Queued));
  pass(seconds(10));
  EXPECT_THAT(states_of(second), ElementsAre(PrintState::Queued, PrintState::Failed));
  EXPECT_EQ(posts_.back().reason, reason_stuck);
  EXPECT_EQ(printer.submitted.size(), 1U);
}

TEST_F(Spooling, DoesNotChooseAPrinterAtWhichABadgeIsStuck) {
  FakePrinter& printer = add("A");
  start();
  pass(milliseconds(100));
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(20));
  const auto next = start();
  EXPECT_THAT(states_of(next), ElementsAre(PrintState::Failed)) << "before anything was written down as started";
  EXPECT_EQ(posts_.back().reason, reason_stuck);
}

TEST_F(Spooling, TakesABadgeBackForWhichNobodySeesToThePrinter) {
  FakePrinter& printer = add("A");
  start();
  printer.answer_to_poll = JobState{JobPhase::Processing, "media-empty"};
  pass(seconds(70));
  EXPECT_THAT(printer.cancelled, ElementsAre(1)) << "asked once";
  EXPECT_EQ(posts_.back().state, PrintState::Printing) << "it may come out until the printer says that it dropped it";
  printer.answer_to_poll = JobState{JobPhase::Failed, std::string(reason_cancelled)};
  pass(seconds(1));
  EXPECT_EQ(posts_.back().state, PrintState::Failed);
  EXPECT_EQ(posts_.back().reason, "media-empty");
  const auto next = start();
  EXPECT_EQ(states_of(next).front(), PrintState::Queued) << "the printer is tried again";
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
  queue().print(request);
  queue().print(request);
  queue().started_is_durable(request.id);
  pass(milliseconds(1));
  queue().started_is_durable(request.id);
  pass(milliseconds(1));
  EXPECT_EQ(printer.submitted.size(), 1U);
}

}  // namespace
}  // namespace einlass::spool
