// A driverless printer, spoken to directly: ippeveprinter on a port of the test's own.
#include "core/base/file.h"
#include "printing/spool/ipp_session.h"
#include "printing/spool/printer.h"
#include "tests/printing/spool/devices/deaf_server.h"
#include "tests/printing/spool/outcomes.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"
#include "tests/support/printers/test_badge.h"

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using base::ErrorKind;
using test::DeafServer;
using test::eventually;
using test::SimulatedPrinter;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const MediaSize card = MediaSize::from_mm(86, 54);
const MediaSize label = MediaSize::from_mm(62, 100);

PrintJob badge(const std::string& name, MediaSize media = card) {
  return {.name = name, .pdf = test::badge_pdf(media), .media = media};
}

class IppPrinters : public testing::Test {
 protected:
  std::unique_ptr<Printer> open() { return *open_printer(device_.config()); }

  // Polls until it is as wished; gives the last state.
  static JobState follow(Printer& printer, int job, const std::function<bool(const JobState&)>& wished) {
    JobState last;
    eventually([&] {
      if (const auto state = printer.poll(job)) last = *state;
      return wished(last);
    });
    return last;
  }
  static JobState outcome(Printer& printer, int job) {
    return follow(printer, job, [](const JobState& state) { return state.is_final(); });
  }
  int start_held(Printer& printer) {
    device_.hold();
    const auto job = printer.submit(badge("badge-1"));
    EXPECT_TRUE(job);
    EXPECT_TRUE(eventually([&] { return device_.received().size() == 1; }));
    return *job;
  }

  test::ScratchFolder folder_;
  SimulatedPrinter device_{folder_.path(), "badges"};
};

TEST_F(IppPrinters, PrintWhatTheyAreGivenAndSaySo) {
  const auto printer = open();
  const PrintJob job = badge("badge-1");
  const auto number = printer->submit(job);
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_EQ(outcome(*printer, *number), (JobState{JobPhase::Printed, ""}));
  ASSERT_THAT(device_.received(), SizeIs(1));
  EXPECT_EQ(base::read_file(device_.received().front()), job.pdf) << "byte for byte";
}

TEST_F(IppPrinters, AreAlwaysToldTheMediaAndNeverScale) {
  const auto printer = open();
  for (const MediaSize media : {card, label, MediaSize::from_mm(100, 60)}) {
    const auto number = printer->submit(badge("badge-" + media.text(), media));
    ASSERT_TRUE(number) << number.error().message;
    EXPECT_EQ(outcome(*printer, *number).phase, JobPhase::Printed);
    const auto pdf = device_.received().back();
    const auto page = test::measure(pdf);
    EXPECT_NEAR(page.width_mm, media.width / 100.0, 0.05);
    EXPECT_NEAR(page.height_mm, media.height / 100.0, 0.05);
    EXPECT_THAT(device_.options_of(pdf), HasSubstr("x-dimension=" + std::to_string(media.width)));
    EXPECT_THAT(device_.options_of(pdf), HasSubstr("y-dimension=" + std::to_string(media.height)));
    EXPECT_THAT(device_.options_of(pdf), HasSubstr("IPP_PRINT_SCALING=none"));
  }
}

TEST_F(IppPrinters, RefuseASizeThatTheyDoNotTake) {
  const auto printer = open();
  const auto refused = printer->submit(badge("badge-1", MediaSize::from_mm(210, 297)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Incompatible);
  EXPECT_THAT(refused.error().message, HasSubstr("210 x 297 mm"));
  EXPECT_THAT(device_.receipts(), IsEmpty());
}

TEST_F(IppPrinters, SayHowMuchIsLeftWhereTheyCount) {
  const auto printer = open();
  ASSERT_TRUE(printer->status());
  EXPECT_EQ(printer->status()->labels_left, std::nullopt) << "nobody has told the printer";
  EXPECT_EQ(printer->status()->marker_percent, 75);
  device_.load(50);
  EXPECT_EQ(printer->status()->labels_left, 50);
}

TEST_F(IppPrinters, SayHowMuchIsLeftOfWhatEndsFirst) {
  const std::vector<std::pair<std::string, std::optional<int>>> cases{
      {"ATTR integer marker-levels 60,40", 40},
      {"ATTR keyword marker-types ink-ribbon,waste-ink\nATTR integer marker-levels 40,3", 40},
      {"ATTR keyword marker-types wasteToner,toner\nATTR integer marker-levels 0,40", 40},
      {"ATTR keyword marker-types toner\nATTR integer marker-levels 40,3", 3},
      {"ATTR keyword marker-types ink-ribbon,toner\nATTR integer marker-levels -1,40", 40},
      {"ATTR keyword marker-types waste-ink\nATTR integer marker-levels 3", std::nullopt}};
  for (const auto& [lines, percent] : cases) {
    const SimulatedPrinter device(folder_.path(), "markers",
                                  {{"# labels and ribbon", lines + "\n# labels and ribbon"}});
    const auto status = (*open_printer(device.config()))->status();
    ASSERT_TRUE(status) << status.error().message;
    EXPECT_EQ(status->marker_percent, percent) << lines;
  }
}

TEST_F(IppPrinters, SayWhatAJobWaitsForUntilSomebodySeesToIt) {
  const auto printer = open();
  device_.report("media-empty-error");
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number);
  // Queued, where it was seen before the printer took it up.
  const auto waits = [](const JobState& state) {
    return state.phase == JobPhase::Processing && state.reason == "media-empty";
  };
  EXPECT_EQ(follow(*printer, *number, waits), (JobState{JobPhase::Processing, "media-empty"}));
  const auto status = printer->status();
  ASSERT_TRUE(status);
  EXPECT_THAT(status->reasons, testing::Contains(HasSubstr("media-empty")));
  device_.release();
  EXPECT_EQ(outcome(*printer, *number), (JobState{JobPhase::Printed, ""}));
}

TEST_F(IppPrinters, FailAJobThatTheyGiveUp) {
  const auto printer = open();
  device_.give_up_jobs();
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number);
  EXPECT_EQ(outcome(*printer, *number).phase, JobPhase::Failed);
}

TEST_F(IppPrinters, CancelAJob) {
  const auto printer = open();
  const int number = start_held(*printer);
  ASSERT_TRUE(printer->cancel(number));
  device_.release();
  EXPECT_EQ(outcome(*printer, number), (JobState{JobPhase::Failed, "job-canceled-by-user"}));
}

TEST_F(IppPrinters, AreBusyWhileTheyPrintForOthers) {
  const auto printer = open();
  const auto other_kiosk = open();
  start_held(*other_kiosk);
  const auto refused = printer->submit(badge("badge-2"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::AlreadyExists);
}

TEST_F(IppPrinters, AreClearAboutBeingOff) {
  const auto printer = open();
  device_.switch_off();
  for (const auto& error : {error_of(printer->submit(badge("badge-1"))), error_of(printer->status())}) {
    EXPECT_EQ(error.kind, ErrorKind::Unavailable);
    EXPECT_EQ(error.message, "Printer badges does not answer; check that it is on and on the network.");
  }
}

TEST_F(IppPrinters, PrintAgainAfterTheyWereOff) {
  const auto printer = open();
  ASSERT_TRUE(printer->status());
  device_.switch_off();
  ASSERT_FALSE(printer->status());
  device_.switch_on();
  const auto number = printer->submit(badge("badge-1"));
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_EQ(outcome(*printer, *number).phase, JobPhase::Printed);
}

TEST_F(IppPrinters, CannotBeAskedWhileTheirPlugIsPulledInMidPrint) {
  const auto printer = open();
  const int number = start_held(*printer);
  device_.pull_the_plug();
  const auto state = printer->poll(number);
  ASSERT_FALSE(state) << "neither printed nor failed: nobody knows";
  EXPECT_THAT(state.error().kind, testing::AnyOf(ErrorKind::Unavailable, ErrorKind::Timeout));
}

TEST_F(IppPrinters, ForgetAJobWhenTheirPlugIsPulledInMidPrint) {
  const auto printer = open();
  const int number = start_held(*printer);
  device_.pull_the_plug();
  device_.release();
  device_.switch_on();
  EXPECT_EQ(outcome(*printer, number).phase, JobPhase::Unknown);
}

// The restarted printer counts from 1 again, and the other kiosk's badge comes out under the first one's number.
TEST_F(IppPrinters, AreNotBelievedAboutAnothersJobWithTheSameNumber) {
  const auto printer = open();
  const auto other_kiosk = open();
  const int number = start_held(*printer);
  device_.pull_the_plug();
  device_.release();
  device_.switch_on();
  const auto other = other_kiosk->submit(badge("badge-2"));
  ASSERT_TRUE(other);
  ASSERT_EQ(*other, number);
  ASSERT_EQ(outcome(*other_kiosk, *other).phase, JobPhase::Printed);
  EXPECT_EQ(outcome(*printer, number).phase, JobPhase::Unknown);
}

TEST_F(IppPrinters, TellTheirMediaAndResolution) {
  const auto printer = open();
  const auto status = printer->status();
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->accepting);
  EXPECT_EQ(status->state, PrinterState::Idle);
  EXPECT_THAT(status->reasons, IsEmpty());
  EXPECT_THAT(status->media_ready, testing::ElementsAre(MediaRange::exactly(card)));
  EXPECT_EQ(status->resolution_dpi, 300);
  const MediaRange cut{{2000, 2000}, {11000, 30000}};
  EXPECT_THAT(*printer->media(), testing::ElementsAre(MediaRange::exactly(card), MediaRange::exactly(label), cut));
}

TEST_F(IppPrinters, PrintInOneStepWhereTheyKnowNoOther) {
  IppSession session(*direct_endpoint(device_.config()));
  const auto number = session.print_job(badge("badge-1"));
  ASSERT_TRUE(number) << number.error().message;
  ASSERT_TRUE(eventually([&] { return device_.received().size() == 1; }));
  EXPECT_EQ(base::read_file(device_.received().front()), badge("badge-1").pdf);
  EXPECT_THAT(device_.options_of(device_.received().front()), HasSubstr("x-dimension=8600"));
}

PrinterConfig at(const std::string& uri) {
  return {.name = "deaf",
          .kind = PrinterKind::Ipp,
          .uri = uri,
          .media = card,
          .timeouts = {.connect = std::chrono::milliseconds(500), .answer = std::chrono::milliseconds(1500)}};
}

TEST(DeafPrinters, DoNotHoldTheCallerForEver) {
  const DeafServer server(DeafServer::Manner::Silent);
  const auto printer = *open_printer(at(server.uri()));
  const auto status = printer->status();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::Timeout);
  EXPECT_EQ(status.error().message, "Printer deaf did not answer in time; check that it is on and on the network.");
  EXPECT_EQ(error_of(printer->submit(badge("badge-1"))).kind, ErrorKind::Timeout);
}

TEST(DeafPrinters, LeaveADocumentInDoubtThatTheyTookWithoutAWord) {
  const DeafServer server(DeafServer::Manner::TakesDocumentAndHangsUp);
  IppSession session(*direct_endpoint(at(server.uri())));
  const auto number = session.print_job(badge("badge-1"));
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_EQ(*number, 0);
  EXPECT_TRUE(server.has_document());
  EXPECT_EQ(session.send_document(7, badge("badge-1")), Delivery::AnswerLost);
}

}  // namespace
}  // namespace einlass::spool
