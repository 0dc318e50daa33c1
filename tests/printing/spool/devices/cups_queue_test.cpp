// Through a cupsd of the test's own to ippeveprinter, and what cupsd gets wrong on the way.
#include "core/base/file.h"
#include "printing/spool/ipp_session.h"
#include "printing/spool/printer.h"
#include "printing/spool/reasons.h"
#include "tests/printing/spool/devices/queue_fixture.h"
#include "tests/printing/spool/outcomes.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using base::ErrorKind;
using test::eventually;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class CupsQueues : public QueueFixture {};

TEST_F(CupsQueues, PrintThePageInItsOwnSizeAndSaySo) {
  const auto printer = open();
  for (const MediaSize media : {card, label}) {
    EXPECT_EQ(print(*printer, badge("badge-" + media.text(), media)), (JobState{JobPhase::Printed, ""}));
    const auto page = test::measure(device_.received().back());
    EXPECT_EQ(page.pages, 1);
    EXPECT_NEAR(page.width_mm, media.width / 100.0, 0.05) << "Letter is 215.9 mm";
    EXPECT_NEAR(page.height_mm, media.height / 100.0, 0.05);
  }
}

// cupsd rounds a size that its PPD does not list to whole points (0.35 mm).
TEST_F(CupsQueues, CutALabelOfAnySizeToWithinAPoint) {
  const auto printer = open();
  EXPECT_EQ(print(*printer, badge("badge-1", MediaSize::from_mm(100, 60))).phase, JobPhase::Printed);
  const auto page = test::measure(device_.received().back());
  EXPECT_NEAR(page.width_mm, 100, 0.36);
  EXPECT_NEAR(page.height_mm, 60, 0.36);
}

TEST_F(CupsQueues, AreRefusedWithoutTheDriverThatCupsdDidNotFindWhileThePrinterWasOff) {
  device_.switch_off();
  cupsd_.add_queue_while_off("raw", device_.uri());
  device_.switch_on();
  const auto printer = open("raw");
  for (const auto& error : {error_of(printer->submit(badge("badge-1"))), error_of(printer->status())}) {
    EXPECT_EQ(error.kind, ErrorKind::NotFound);
    EXPECT_THAT(error.message, HasSubstr("has no driver"));
  }
  EXPECT_THAT(device_.receipts(), IsEmpty());
}

TEST_F(CupsQueues, AreRefusedWhereThePrinterBehindThemCannotBeAsked) {
  cupsd_.add_driver_queue("hidden", "dnssd://Badges._ipp._tcp.local/", "drv:///sample.drv/zebra.ppd");
  EXPECT_THAT(error_of(open("hidden")->submit(badge("badge-1"))).message, HasSubstr("use kind ipp"));
}

TEST_F(CupsQueues, AreRefusedWhereThereIsNoneOfThatName) {
  EXPECT_EQ(error_of(open("nobody")->submit(badge("badge-1"))).kind, ErrorKind::NotFound);
}

TEST_F(CupsQueues, SayWhatAJobWaitsForUntilSomebodySeesToIt) {
  const auto printer = open();
  device_.report("media-empty-error");
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number);
  const auto waits = [](const JobState& state) { return state.reason == "media-empty"; };
  EXPECT_EQ(follow(*printer, *number, waits), (JobState{JobPhase::Processing, "media-empty"}));
  device_.release();
  EXPECT_EQ(outcome(*printer, *number), (JobState{JobPhase::Printed, ""}));
}

// cupsd passes on what its printer said with the last job. Where a driver stands between, nobody else can be asked.
TEST_F(CupsQueues, PassOnHowMuchIsLeftInThePrinter) {
  const test::SimulatedPrinter device(folder_.path(), "markers",
                                      {{"# labels and ribbon",
                                        "ATTR keyword marker-types ink-ribbon,waste-ink\n"
                                        "ATTR integer marker-levels 40,3\n#"}});
  cupsd_.add_queue("markers", device.uri());
  const auto printer = open("markers");
  ASSERT_EQ(print(*printer, badge("badge-1")).phase, JobPhase::Printed);
  EXPECT_EQ(IppSession(*queue_endpoint(cupsd_.config("markers"))).printer(Detail::Everything)->marker_percent, 40);
  EXPECT_EQ(printer->status()->marker_percent, 40);
}

// cupsd calls about one in four of these completed: its backend misses the printer's last word.
TEST_F(CupsQueues, FailEveryJobThatThePrinterGivesUp) {
  const auto printer = open();
  device_.give_up_jobs();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(print(*printer, badge("badge-" + std::to_string(i))), (JobState{JobPhase::Failed, "aborted-by-system"}));
  }
}

TEST_F(CupsQueues, SayThatTheyCannotReachAPrinterThatIsOffAndTakeTheJobBack) {
  const auto printer = open();
  device_.switch_off();
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number) << "cupsd takes jobs for printers that are off";
  const auto waits = [](const JobState& state) { return !state.reason.empty(); };
  EXPECT_EQ(follow(*printer, *number, waits), (JobState{JobPhase::Processing, "connecting-to-device"}));
  ASSERT_TRUE(printer->cancel(*number));
  EXPECT_EQ(outcome(*printer, *number), (JobState{JobPhase::Failed, "job-canceled-by-user"})) << "it is owed still";
  device_.switch_on();
  EXPECT_EQ(print(*printer, badge("badge-2")).phase, JobPhase::Printed);
  EXPECT_THAT(device_.receipts(), SizeIs(1)) << "the cancelled one must not come out after all";
}

TEST_F(CupsQueues, LetThePrinterSayWhatBecameOfAJobThatItHadWhenItWasCancelled) {
  const auto printer = open();
  const int number = start_held(*printer);
  ASSERT_TRUE(printer->cancel(number));
  device_.release();
  EXPECT_EQ(outcome(*printer, number), (JobState{JobPhase::Failed, "job-canceled-by-user"}));
}

// A queue may be told not to wait for its printer; it then says "completed" while the paper is out.
TEST_F(CupsQueues, AreNotBelievedWhileThePrinterStillPrints) {
  cupsd_.output_of({"lpadmin", "-p", "badges", "-v", device_.uri() + "?waitjob=false"});
  const auto printer = open();
  device_.hold();
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number) << number.error().message;
  const auto cupsd_is_done = [&] { return cupsd_.output_of({"lpstat", "-W", "completed", "-o"}) != ""; };
  ASSERT_TRUE(eventually(cupsd_is_done));
  EXPECT_EQ(printer->poll(*number), (JobState{JobPhase::Processing, ""}));
  device_.release();
  EXPECT_EQ(outcome(*printer, *number), (JobState{JobPhase::Printed, ""}));
}

// cupsd keeps such a job as processing-stopped, for ever.
TEST_F(CupsQueues, FailABadgeThatTheirFilterCannotRead) {
  const auto printer = open();
  PrintJob job = badge("badge-1");
  job.pdf = "%PDF-1.4 and nothing else";
  EXPECT_EQ(print(*printer, job), (JobState{JobPhase::Failed, "document-format-error"}));
  EXPECT_EQ(cupsd_.output_of({"lpstat", "-o"}), "") << "it would be tried again";
}

// cupsd says "completed" of a badge that is only half on paper.
TEST_F(CupsQueues, AreNotBelievedWhenThePrintersPlugWasPulledInMidPrint) {
  const auto printer = open();
  const int number = start_held(*printer);
  device_.pull_the_plug();
  device_.release();
  device_.switch_on();
  EXPECT_EQ(outcome(*printer, number), (JobState{JobPhase::Unknown, "cups-ipp-missing-job-history"}));
  EXPECT_EQ(print(*printer, badge("badge-2")), (JobState{JobPhase::Printed, ""}))
      << "cupsd's reason sticks to the queue";
}

// cupsd would print the badge again some ten seconds after its restart.
TEST_F(CupsQueues, AreNotBelievedAfterTheirServerWasKilledAndDoNotPrintTwice) {
  const auto printer = open();
  const int number = start_held(*printer);
  cupsd_.pull_the_plug();
  EXPECT_FALSE(printer->poll(number));
  cupsd_.start();
  EXPECT_EQ(outcome(*printer, number), (JobState{JobPhase::Unknown, std::string(reason_restarted)}));
  device_.release();
  EXPECT_EQ(print(*printer, badge("badge-2")), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(device_.receipts(), SizeIs(2));
}

// cupsd gives a busy printer ten seconds and then begins the job anew; the printer has not had it in between.
TEST_F(CupsQueues, PrintOnceThoughCupsdTriesAgainAtABusyPrinter) {
  const auto printer = open();
  const int number = start_behind_another(*printer);
  const auto tried_again = [&](const JobState&) { return cupsd_.log().find("Retrying job") != std::string::npos; };
  EXPECT_EQ(follow(*printer, number, tried_again).phase, JobPhase::Processing);
  device_.release();
  EXPECT_EQ(outcome(*printer, number), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(device_.receipts(), SizeIs(2));
}

// Even where nobody asked while it was down.
TEST_F(CupsQueues, BetrayARestartThatNobodySaw) {
  const auto printer = open();
  const int number = start_held(*printer);
  cupsd_.pull_the_plug();
  cupsd_.start();
  EXPECT_EQ(outcome(*printer, number), (JobState{JobPhase::Unknown, std::string(reason_restarted)}));
  EXPECT_EQ(cupsd_.output_of({"lpstat", "-o"}), "") << "nothing is left that could print a second time";
}

TEST_F(CupsQueues, AreClearAboutTheirServerBeingOff) {
  const auto printer = open();
  cupsd_.pull_the_plug();
  const auto error = error_of(printer->submit(badge("badge-1")));
  EXPECT_EQ(error.kind, ErrorKind::Unavailable);
  EXPECT_THAT(error.message, HasSubstr("Queue badges does not answer"));
}

// What the kind is for: a label printer that speaks ZPL. The driver's raster has the badge's size in dots: 86 mm at
// 300 dpi are 1016, in whole bytes 127 a row.
TEST_F(CupsQueues, PrintThroughALabelPrintersDriver) {
  const auto zpl = folder_.path() / "badge.zpl";
  ASSERT_TRUE(base::write_file(zpl, ""));
  std::filesystem::permissions(zpl, std::filesystem::perms::all);
  cupsd_.add_driver_queue("zebra", "file:" + zpl.string(), "drv:///sample.drv/zebra.ppd");
  cupsd_.output_of({"lpadmin", "-p", "zebra", "-o", "Resolution=300dpi"});
  const auto printer = open("zebra");
  EXPECT_EQ(print(*printer, badge("badge-1")), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(base::read_file(zpl).value_or(""), HasSubstr(",127,"));
}

}  // namespace
}  // namespace einlass::spool
