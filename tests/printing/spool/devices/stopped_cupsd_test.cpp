// A cupsd that is stopped in order while it has a badge, as an update or a restart of its machine does, and what it
// then makes of the badge: with PreserveJobFiles No it lets it wait for ever and aborts it when it is stopped once
// more; with a time it lets it wait likewise, and prints it for a second time.
#include "printing/spool/ipp_session.h"
#include "printing/spool/reasons.h"
#include "tests/printing/spool/devices/queue_fixture.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace einlass::spool {
namespace {

using test::eventually;

const JobState restarted{JobPhase::Unknown, std::string(reason_restarted)};

// job-state, RFC 8011 §5.3.7
constexpr int pending = 3, canceled = 7, aborted = 8, completed = 9;

class StoppedCupsd : public QueueFixture, public testing::WithParamInterface<const char*> {
 protected:
  StoppedCupsd() : QueueFixture(GetParam()) {}

  void restart() {
    cupsd_.stop();
    cupsd_.start();
  }

  // job-state as cupsd has it; 0: it does not know the job.
  int state_at_queue(int job) {
    IppSession session(*queue_endpoint(cupsd_.config("badges")));
    const auto facts = session.job(job);
    return facts && *facts ? (*facts)->state : 0;
  }

  // Two more restarts and a badge that does come out: after these nothing can be left that prints in secret.
  void expect_nothing_more(Printer& printer) {
    device_.release();
    for (int i = 0; i < 2; ++i) restart();
    EXPECT_EQ(print(printer, badge("last")), (JobState{JobPhase::Printed, ""}));
  }

  std::ptrdiff_t times_printed(const std::string& name) const {
    const auto printed = device_.printed();
    return std::count_if(printed.begin(), printed.end(),
                         [&](const auto& line) { return line.find(name) != std::string::npos; });
  }
};

// What the promises below rest on, without Einlass.
TEST_P(StoppedCupsd, LetsABadgeWaitForEverAndOthersPass) {
  const int number = start_held(*open());
  restart();
  EXPECT_EQ(state_at_queue(number), pending);
  device_.release();
  ASSERT_TRUE(eventually([&] { return times_printed("badge-1") == 1; }));
  EXPECT_EQ(print(*open(), badge("badge-2")), (JobState{JobPhase::Printed, ""}));
  EXPECT_EQ(state_at_queue(number), pending);
  restart();
  const bool keeps_documents = GetParam() != std::string("No");
  EXPECT_TRUE(eventually([&] { return state_at_queue(number) == (keeps_documents ? completed : aborted); }));
  EXPECT_EQ(times_printed("badge-1"), keeps_documents ? 2 : 1);
}

TEST_P(StoppedCupsd, LeavesABadgeInDoubtThatThePrinterHad) {
  const auto printer = open();
  const int number = start_held(*printer);
  cupsd_.stop();
  EXPECT_FALSE(printer->poll(number)) << "nobody can say anything now";
  cupsd_.start();
  EXPECT_EQ(outcome(*printer, number), restarted);
  EXPECT_EQ(state_at_queue(number), canceled);
  expect_nothing_more(*printer);
  EXPECT_EQ(times_printed("badge-1"), 1) << "this is what a person finds";
}

// Even where nobody asked while it was down.
TEST_P(StoppedCupsd, IsFoundOutByWhatItSaysOfABadge) {
  const auto printer = open();
  const int number = start_held(*printer);
  restart();
  EXPECT_EQ(outcome(*printer, number), restarted);
  EXPECT_EQ(state_at_queue(number), canceled);
}

// The printer has printed meanwhile, and cupsd has not seen it.
TEST_P(StoppedCupsd, DoesNotPrintABadgeAgainThatCameOutMeanwhile) {
  const auto printer = open();
  const int number = start_held(*printer);
  cupsd_.stop();
  device_.release();
  ASSERT_TRUE(eventually([&] { return times_printed("badge-1") == 1; }));
  cupsd_.start();
  EXPECT_EQ(outcome(*printer, number), restarted);
  expect_nothing_more(*printer);
  EXPECT_EQ(times_printed("badge-1"), 1);
}

TEST_P(StoppedCupsd, DoesNotPrintABadgeInSecretThatWaitedForItsPrinter) {
  const auto printer = open();
  device_.switch_off();
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number) << number.error().message;
  const auto waits = [](const JobState& state) { return state.reason == "connecting-to-device"; };
  follow(*printer, *number, waits);
  cupsd_.stop();
  EXPECT_FALSE(printer->poll(*number));
  cupsd_.start();
  EXPECT_EQ(outcome(*printer, *number), restarted);
  EXPECT_EQ(state_at_queue(*number), canceled);
  device_.switch_on();
  expect_nothing_more(*printer);
  EXPECT_EQ(times_printed("badge-1"), 0);
}

// Behind somebody else's at the same printer.
TEST_P(StoppedCupsd, DoesNotPrintABadgeInSecretThatWaitedItsTurn) {
  const auto printer = open();
  const int number = start_behind_another(*printer);
  cupsd_.stop();
  EXPECT_FALSE(printer->poll(number));
  cupsd_.start();
  EXPECT_EQ(outcome(*printer, number), restarted);
  EXPECT_EQ(state_at_queue(number), canceled);
  expect_nothing_more(*printer);
  EXPECT_EQ(times_printed("badge-1"), 0);
}

INSTANTIATE_TEST_SUITE_P(WithPreserveJobFiles, StoppedCupsd, testing::Values("No", "86400"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace einlass::spool
