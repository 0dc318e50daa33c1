#include "printing/spool/job_verdict.h"

#include "tests/printing/spool/outcomes.h"

#include <cctype>
#include <ostream>

#include <gmock/gmock.h>

namespace einlass::spool {

namespace {

// job-state, RFC 8011 §5.3.7
constexpr int pending = 3, held = 4, processing = 5, processing_stopped = 6, canceled = 7, aborted = 8, completed = 9;

JobMemory direct() {
  return {.name = "badge-1", .up_time = 100};
}
JobMemory queue() {
  return {.name = "badge-1", .through_queue = true, .queue_to_ipp = true};
}
JobMemory handed_on_queue() {
  JobMemory memory = queue();
  memory.worked_on = memory.handed_on = true;
  memory.processing_since = 500;
  return memory;
}
JobMemory driver_queue() {
  return {.name = "badge-1", .through_queue = true};
}

struct Case {
  std::string promise;
  JobMemory before;
  JobFacts job;
  std::vector<std::string> printer_reasons;
  JobState expected;
};

class Judgement : public testing::TestWithParam<Case> {};

TEST_P(Judgement, IsWhatTheTableSays) {
  const Case& c = GetParam();
  JobFacts job = c.job;
  if (job.name.empty()) job.name = "badge-1";
  EXPECT_EQ(judge(job, {.reasons = c.printer_reasons, .up_time = 101}, c.before).state, c.expected) << c.promise;
}

// The promise as the case's name: "came out with warnings" → came_out_with_warnings.
std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name;
  for (const char c : info.param.promise) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  return name;
}

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.promise;
}

INSTANTIATE_TEST_SUITE_P(
    OfThePrinterItself, Judgement,
    testing::Values(
        Case{"waits its turn", direct(), {.state = pending}, {}, {JobPhase::Queued, ""}},
        Case{"is held", direct(), {.state = held}, {}, {JobPhase::Queued, ""}},
        Case{"prints", direct(), {.state = processing}, {}, {JobPhase::Processing, ""}},
        Case{"waits for paper",
             direct(),
             {.state = processing},
             {"media-empty-error"},
             {JobPhase::Processing, "media-empty"}},
        Case{"waits for paper, stopped",
             direct(),
             {.state = processing_stopped},
             {"media-empty"},
             {JobPhase::Processing, "media-empty"}},
        Case{"a jam comes before low ink",
             direct(),
             {.state = processing},
             {"marker-supply-low-warning", "media-jam"},
             {JobPhase::Processing, "media-jam"}},
        Case{"low paper stops nothing", direct(), {.state = processing}, {"media-low"}, {JobPhase::Processing, ""}},
        Case{"came out",
             direct(),
             {.state = completed, .reasons = {"job-completed-successfully"}},
             {},
             {JobPhase::Printed, ""}},
        Case{"came out, and the roll is now empty",
             direct(),
             {.state = completed},
             {"media-empty-error"},
             {JobPhase::Printed, ""}},
        Case{"came out with warnings",
             direct(),
             {.state = completed, .reasons = {"job-completed-with-warnings"}},
             {},
             {JobPhase::Printed, ""}},
        Case{"completed with errors is no badge",
             direct(),
             {.state = completed, .reasons = {"job-completed-with-errors"}},
             {},
             {JobPhase::Unknown, "job-completed-with-errors"}},
        Case{"given up", direct(), {.state = aborted}, {}, {JobPhase::Failed, "aborted-by-system"}},
        Case{"given up, with a reason",
             direct(),
             {.state = aborted, .reasons = {"document-format-error"}},
             {},
             {JobPhase::Failed, "document-format-error"}},
        Case{"cancelled by us",
             direct(),
             {.state = canceled, .reasons = {"job-canceled-by-user"}},
             {},
             {JobPhase::Failed, "job-canceled-by-user"}},
        Case{"cancelled at the printer's panel",
             direct(),
             {.state = canceled, .reasons = {"processing-to-stop-point"}},
             {},
             {JobPhase::Failed, "job-canceled-at-device"}},
        Case{"a state that RFC 8011 does not know",
             direct(),
             {.state = 42},
             {},
             {JobPhase::Unknown, "einlass-job-vanished"}},
        Case{"the number is somebody else's job now",
             direct(),
             {.state = completed, .name = "invoice"},
             {},
             {JobPhase::Unknown, "einlass-job-vanished"}}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    OfAQueue, Judgement,
    testing::Values(
        Case{"delivered and waiting",
             queue(),
             {.state = processing},
             {"cups-waiting-for-job-completed"},
             {JobPhase::Processing, ""}},
        Case{"not delivered: the printer is off",
             queue(),
             {.state = processing},
             {},
             {JobPhase::Processing, "connecting-to-device"}},
        Case{"a driver's queue does not say when it delivers",
             driver_queue(),
             {.state = processing},
             {},
             {JobPhase::Processing, ""}},
        Case{"cupsd turns an error into a warning",
             handed_on_queue(),
             {.state = processing, .processing_since = 500},
             {"media-empty-warning"},
             {JobPhase::Processing, "media-empty"}},
        Case{"came out", handed_on_queue(), {.state = completed, .processing_since = 500}, {}, {JobPhase::Printed, ""}},
        Case{"the printer gave up",
             handed_on_queue(),
             {.state = canceled, .reasons = {"processing-to-stop-point"}, .processing_since = 500},
             {},
             {JobPhase::Failed, "job-canceled-at-device"}},
        Case{"cancelled before the printer had it",
             queue(),
             {.state = canceled, .reasons = {"job-canceled-by-user"}},
             {},
             {JobPhase::Failed, "job-canceled-by-user"}},
        Case{"cancelled after the printer had it",
             handed_on_queue(),
             {.state = canceled, .reasons = {"job-canceled-by-user"}, .processing_since = 500},
             {},
             {JobPhase::Unknown, "job-canceled-by-user"}},
        Case{"a filter failed before the printer had it",
             queue(),
             {.state = processing_stopped, .reasons = {"job-completed-with-errors"}},
             {},
             {JobPhase::Failed, "document-format-error"}},
        Case{"a filter failed in a driver's queue",
             driver_queue(),
             {.state = processing_stopped, .reasons = {"job-completed-with-errors"}},
             {},
             {JobPhase::Unknown, "job-completed-with-errors"}},
        Case{"begun twice, and completed",
             handed_on_queue(),
             {.state = completed, .processing_since = 510},
             {},
             {JobPhase::Unknown, "einlass-restarted"}},
        Case{"back in the queue after it was begun",
             handed_on_queue(),
             {.state = pending},
             {},
             {JobPhase::Unknown, "einlass-restarted"}},
        Case{"begun twice before the printer had it",
             {.name = "badge-1",
              .through_queue = true,
              .queue_to_ipp = true,
              .worked_on = true,
              .processing_since = 500},
             {.state = processing, .processing_since = 510},
             {},
             {JobPhase::Processing, "connecting-to-device"}},
        Case{"back in the queue before the printer had it",
             {.name = "badge-1",
              .through_queue = true,
              .queue_to_ipp = true,
              .worked_on = true,
              .processing_since = 500},
             {.state = pending},
             {},
             {JobPhase::Queued, ""}},
        Case{"begun twice in a driver's queue, where nobody can tell what the printer had",
             {.name = "badge-1", .through_queue = true, .worked_on = true, .processing_since = 500},
             {.state = processing, .processing_since = 510},
             {},
             {JobPhase::Unknown, "einlass-restarted"}},
        Case{"begun twice by a cupsd that ended in between",
             {.name = "badge-1", .through_queue = true, .queue_to_ipp = true, .contact_lost = true, .worked_on = true},
             {.state = processing, .processing_since = 510},
             {},
             {JobPhase::Unknown, "einlass-restarted"}},
        Case{"cupsd's up-time is only the wall clock",
             {.name = "badge-1", .through_queue = true, .up_time = 99999},
             {.state = completed},
             {},
             {JobPhase::Printed, ""}}),
    name_of);

// cupsd calls one in four jobs completed that the printer gave up, and all that the printer has forgotten.
TEST(JobVerdict, HasCupsdsFinalWordConfirmedByAPrinterThatCanBeAsked) {
  const JobFacts job{.state = completed, .name = "badge-1", .processing_since = 500};
  EXPECT_TRUE(needs_confirmation(judge(job, {}, handed_on_queue())));
  EXPECT_FALSE(needs_confirmation(judge(job, {}, driver_queue()))) << "nobody to ask";
  EXPECT_FALSE(needs_confirmation(judge(JobFacts{.state = completed, .name = "badge-1"}, {}, direct())));
  EXPECT_FALSE(needs_confirmation(judge(JobFacts{.state = processing, .name = "badge-1"}, {}, queue())));
  EXPECT_FALSE(needs_confirmation(judge(JobFacts{.state = pending, .name = "badge-1"}, {}, handed_on_queue())))
      << "after a restart an older job of that name may have come out";
}

TEST(JobVerdict, BelievesThePrinterRatherThanItsQueue) {
  const JobState printed{JobPhase::Printed, ""};
  const JobState cancelled{JobPhase::Unknown, "job-canceled-by-user"};
  const JobFacts came_out{.state = completed};
  const JobFacts gave_up{.state = aborted};
  EXPECT_EQ(confirmed(printed, came_out), printed);
  EXPECT_EQ(confirmed(printed, gave_up), (JobState{JobPhase::Failed, "aborted-by-system"}));
  EXPECT_EQ(confirmed(printed, JobFacts{.state = processing}).phase, JobPhase::Processing);
  EXPECT_EQ(confirmed(printed, std::nullopt), (JobState{JobPhase::Unknown, "cups-ipp-missing-job-history"}));
  EXPECT_EQ(confirmed(cancelled, came_out), printed);
  EXPECT_EQ(confirmed(cancelled, gave_up).phase, JobPhase::Failed);
  EXPECT_EQ(confirmed(cancelled, std::nullopt), cancelled);
}

TEST(JobVerdict, DoubtsAJobThatThePrinterNoLongerKnows) {
  EXPECT_EQ(judge(std::nullopt, {}, direct()).state, (JobState{JobPhase::Unknown, "einlass-job-vanished"}));
}

// A printer that starts again counts its jobs from 1 again: "job 3 completed" may be another job 3.
TEST(JobVerdict, DoubtsEverythingAfterThePrinterBeganAnew) {
  const JobFacts same_number{.state = completed, .name = "badge-1"};
  EXPECT_EQ(judge(same_number, {.up_time = 2}, direct()).state, (JobState{JobPhase::Unknown, "einlass-restarted"}));
}

TEST(JobVerdict, BelievesAPrinterThatKeepsNoUpTime) {
  EXPECT_EQ(judge(JobFacts{.state = completed, .name = "badge-1"}, {}, direct()).state.phase, JobPhase::Printed);
}

TEST(JobVerdict, BelievesAPrinterThatDoesNotRepeatTheName) {
  EXPECT_EQ(judge(JobFacts{.state = completed}, {.up_time = 101}, direct()).state.phase, JobPhase::Printed);
}

TEST(JobVerdict, DoubtsAQueueWhoseServerWasGoneInBetween) {
  JobMemory memory = handed_on_queue();
  memory.contact_lost = true;
  const JobFacts job{.state = completed, .name = "badge-1", .processing_since = 500};
  EXPECT_EQ(judge(job, {}, memory).state, (JobState{JobPhase::Unknown, "einlass-restarted"}));
}

TEST(JobVerdict, RemembersWhatItSaw) {
  const JobFacts job{.state = processing, .name = "badge-1", .processing_since = 500};
  const auto verdict = judge(job, {.reasons = {"cups-waiting-for-job-completed"}, .up_time = 7}, queue());
  EXPECT_TRUE(verdict.memory.worked_on);
  EXPECT_TRUE(verdict.memory.handed_on);
  EXPECT_EQ(verdict.memory.processing_since, 500);
  EXPECT_EQ(verdict.memory.up_time, 7);
}

TEST(JobVerdict, KnowsThatAnUndeliveredJobWasNotHandedOn) {
  const auto verdict = judge(JobFacts{.state = processing, .name = "badge-1"}, {}, queue());
  EXPECT_TRUE(verdict.memory.worked_on);
  EXPECT_FALSE(verdict.memory.handed_on);
}

}  // namespace
}  // namespace einlass::spool
