#include "printing/spool/followed_print.h"

#include "printing/spool/reasons.h"
#include "tests/printing/spool/fake_printer.h"
#include "tests/printing/spool/outcomes.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

const JobState empty_roll{JobPhase::Processing, "media-empty"};
const FollowPatience impatient{
    .poll = milliseconds(1), .lost = milliseconds(20), .waiting = milliseconds(20), .taking_back = milliseconds(20)};
const PrintJob page{.name = "einlass-test", .pdf = "%PDF", .media = MediaSize::from_mm(86, 54)};

class FollowedPrints : public testing::Test {
 protected:
  base::Result<JobState> follow(const std::function<void(const JobState&)>& meanwhile = {}) {
    return print_and_follow(
        printer_, page,
        [&](const JobState& state) {
          told_.push_back(state);
          if (meanwhile) meanwhile(state);
        },
        impatient);
  }

  FakePrinter printer_{"Door A", MediaSize::from_mm(86, 54)};
  std::vector<JobState> told_;
};

TEST_F(FollowedPrints, EndAsThePrinterSays) {
  const JobState printed{JobPhase::Printed, ""};
  EXPECT_EQ(follow([&](const JobState&) { printer_.answer_to_poll = printed; }), printed);
  EXPECT_THAT(told_, ElementsAre(JobState{JobPhase::Processing, ""}));
}

TEST_F(FollowedPrints, TellOnceWhatThePrinterWaitsFor) {
  printer_.answer_to_poll = empty_roll;
  follow();
  EXPECT_THAT(told_, ElementsAre(empty_roll));
}

TEST_F(FollowedPrints, AreTakenBackWhereNobodySeesToThePrinter) {
  printer_.answer_to_poll = empty_roll;
  // A printer that does not say what came of it leaves the page in doubt.
  EXPECT_EQ(follow(), (JobState{JobPhase::Unknown, std::string(reason_stuck)}));
  EXPECT_THAT(printer_.cancelled, ElementsAre(1));
}

TEST_F(FollowedPrints, AreInDoubtWhereThePrinterFallsSilent) {
  EXPECT_EQ(follow([&](const JobState&) {
              printer_.answer_to_poll = base::fail(base::ErrorKind::Timeout, "It does not answer.");
            }),
            (JobState{JobPhase::Unknown, std::string(reason_lost)}));
  EXPECT_THAT(printer_.cancelled, IsEmpty());
}

TEST_F(FollowedPrints, AreInDoubtWhereTheAnswerIsLost) {
  printer_.answer_to_submit = 0;
  EXPECT_EQ(follow(), (JobState{JobPhase::Unknown, std::string(reason_answer_lost)}));
}

TEST_F(FollowedPrints, AreNoneWhereThePrinterTakesNothing) {
  printer_.answer_to_submit = base::fail(base::ErrorKind::Unavailable, "It is off.");
  EXPECT_EQ(error_of(follow()).message, "It is off.");
  EXPECT_THAT(told_, IsEmpty());
}

}  // namespace
}  // namespace einlass::spool
