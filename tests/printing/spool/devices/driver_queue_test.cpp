// Queues that reach their printer through a driver and a raw port, as most label printers on a network do: what becomes
// of badges when nobody answers there, or the connection ends in the middle.
#include "printing/spool/queue_maker.h"
#include "printing/spool/reasons.h"
#include "tests/printing/spool/outcomes.h"
#include "tests/support/printers/label_receiver.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/test_badge.h"

#include <random>

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using base::ErrorKind;
using test::eventually;
using testing::IsEmpty;
using testing::SizeIs;

const MediaSize card = MediaSize::from_mm(86, 54);

// One that no driver can compress: a whole label does not fit between driver and printer.
base::Result<badge::Dots> noise(int dpi) {
  badge::Dots dots{.width = card.width * dpi / 2540, .height = card.height * dpi / 2540, .dpi = dpi};
  std::mt19937 random(1);
  dots.rows.resize(static_cast<std::size_t>(dots.height) * dots.bytes_per_row());
  for (auto& byte : dots.rows) byte = static_cast<std::uint8_t>(random());
  return dots;
}

PrintJob badge(const std::string& name) {
  return {.name = name, .pdf = test::badge_pdf(card), .media = card, .in_dots = noise};
}

class DriverQueues : public testing::Test {
 protected:
  DriverQueues() {
    const auto made = make_queue({.server = cupsd_.server(),
                                  .queue = "zebra",
                                  .device_uri = device_.uri(),
                                  .driver = "drv:///sample.drv/zebra.ppd",
                                  .media = card,
                                  .resolution_dpi = 300});
    EXPECT_TRUE(made) << made.error().message;
  }

  PrinterConfig config() const {
    auto config = cupsd_.config("zebra");
    config.timeouts.connect = std::chrono::milliseconds(300);
    return config;
  }
  JobState follow(int job, const std::function<bool(const JobState&)>& wished) {
    JobState last;
    eventually([&] {
      if (const auto state = printer_->poll(job)) last = *state;
      return wished(last);
    });
    return last;
  }
  JobState outcome(int job) {
    return follow(job, [](const JobState& state) { return state.is_final(); });
  }
  int submit(const std::string& name) {
    const auto number = printer_->submit(badge(name));
    EXPECT_TRUE(number) << number.error().message;
    return number.value_or(0);
  }
  JobState print(const std::string& name) { return outcome(submit(name)); }
  std::string waiting() const { return cupsd_.output_of({"lpstat", "-o"}); }

  test::ScratchFolder folder_;
  test::LabelReceiver device_;
  test::PrivateCupsd cupsd_{folder_.path()};
  std::unique_ptr<Printer> printer_ = *open_printer(config());
};

TEST_F(DriverQueues, SayAtRestThatTheirPrinterIsOff) {
  EXPECT_TRUE(printer_->status());
  device_.vanish();
  const auto error = error_of(printer_->status());
  EXPECT_EQ(error.kind, ErrorKind::Unavailable);
  EXPECT_EQ(error.message, "Printer Queue zebra does not answer; check that it is on and on the network.");
  device_.come_back();
  EXPECT_TRUE(printer_->status());
}

// Somebody else may be printing: many a printer takes one connection at a time.
TEST_F(DriverQueues, SayThatTheirPrinterIsOffOnlyWhereItRefusesForLong) {
  device_.refuse();
  EXPECT_TRUE(printer_->status());
  EXPECT_TRUE(eventually([&] { return !printer_->status(); }));
  EXPECT_EQ(error_of(printer_->status()).kind, ErrorKind::Unavailable);
  device_.come_back();
  EXPECT_TRUE(printer_->status());
  device_.refuse();
  EXPECT_TRUE(printer_->status()) << "it counts from anew";
}

// What cupsd has nobody can get back for sure.
TEST_F(DriverQueues, GetNoBadgeWhosePrinterIsOffOrInUse) {
  device_.vanish();
  EXPECT_EQ(error_of(printer_->submit(badge("badge-1"))).kind, ErrorKind::Unavailable);
  device_.refuse();
  EXPECT_EQ(error_of(printer_->submit(badge("badge-1"))).kind, ErrorKind::AlreadyExists);
  EXPECT_THAT(waiting(), IsEmpty());
  device_.come_back();
  EXPECT_EQ(print("badge-2"), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(device_.received(), SizeIs(1));
}

// cupsd's backend says neither that it is connected nor that it is not; so nobody can tell whether it got anything.
TEST_F(DriverQueues, DoubtABadgeWhosePrinterWentOffJustThen) {
  cupsd_.output_of({"cupsdisable", "zebra"});
  const int number = submit("badge-1");
  device_.vanish();
  cupsd_.output_of({"cupsenable", "zebra"});
  const auto is_under_way = [](const JobState& s) { return s.phase == JobPhase::Processing && s.reason.empty(); };
  EXPECT_EQ(follow(number, is_under_way), (JobState{JobPhase::Processing, ""}));
  ASSERT_TRUE(printer_->cancel(number));
  EXPECT_EQ(outcome(number), (JobState{JobPhase::Unknown, "job-canceled-by-user"}));
  device_.come_back();
  EXPECT_EQ(print("badge-2"), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(device_.received(), SizeIs(1)) << "the cancelled one is gone";
}

TEST_F(DriverQueues, DoubtABadgeThatIsCancelledWhileTheirPrinterHasAPartOfIt) {
  device_.stop_reading();
  const int number = submit("badge-1");
  ASSERT_TRUE(eventually([&] { return device_.has_caller(); }));
  EXPECT_EQ(printer_->poll(number), (JobState{JobPhase::Processing, ""}));
  ASSERT_TRUE(printer_->cancel(number));
  EXPECT_EQ(outcome(number), (JobState{JobPhase::Unknown, "job-canceled-by-user"}));
  device_.read_on();
  EXPECT_EQ(print("badge-2"), (JobState{JobPhase::Printed, ""}));
}

// cupsd tries again after its JobRetryInterval, and would print it for a second time.
TEST_F(DriverQueues, DoubtABadgeWhoseConnectionWasCutAndDoNotSendItAgain) {
  device_.cut();
  const int number = submit("badge-1");
  EXPECT_EQ(outcome(number), (JobState{JobPhase::Unknown, std::string(reason_restarted)}));
  EXPECT_THAT(waiting(), IsEmpty());
  EXPECT_EQ(print("badge-2"), (JobState{JobPhase::Printed, ""}));
  EXPECT_THAT(device_.received(), SizeIs(1));
}

}  // namespace
}  // namespace einlass::spool
