// The spooler on its own thread with real printers.
#include "printing/spool/spooler.h"

#include "core/base/guarded.h"
#include "printing/spool/reasons.h"
#include "tests/support/printers/label_receiver.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/refusing_printer.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"
#include "tests/support/printers/test_badge.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using store::PrintState;
using test::eventually;
using testing::SizeIs;

const MediaSize card = MediaSize::from_mm(86, 54);

constexpr SpoolerTiming impatient{.lost_patience = std::chrono::seconds(1),
                                  .busy_patience = std::chrono::seconds(20),
                                  .unreachable_patience = std::chrono::seconds(1)};

PrintRequest badge() {
  return {.id = rules::PrintJobId::random(),
          .ticket = rules::TicketId::random(),
          .serial = rules::BadgeSerial::random(),
          .pdf = test::badge_pdf(card),
          .media = card};
}

// Collects what is posted, as the kiosk's link thread would.
class Spoolers : public testing::Test {
 protected:
  void start(const std::vector<PrinterConfig>& configs) {
    std::vector<std::unique_ptr<Printer>> printers;
    for (const PrinterConfig& config : configs) printers.push_back(*open_printer(config));
    spooler_ = std::make_unique<Spooler>(Spooler::Setup{
        .printers = std::move(printers),
        .post = [this](const BadgeProgress& p) { note(p); },
        .post_conditions =
            [this](std::vector<PrinterCondition> now) { conditions_.with([&](auto& told) { told.push_back(now); }); },
        .stock_file = {},
        .timing = impatient});
  }
  rules::PrintJobId print() {
    const PrintRequest request = badge();
    spooler_->print(request);
    return request.id;
  }
  // The disk is quick.
  void note(const BadgeProgress& progress) {
    posts_.with([&](auto& posts) { posts.push_back(progress); });
    const bool starts = progress.state == PrintState::Queued && !progress.printer.empty();
    if (starts && !disk_is_slow_) spooler_->started_is_durable(progress.id);
  }
  std::vector<BadgeProgress> steps(rules::PrintJobId id) const {
    std::vector<BadgeProgress> found;
    posts_.with([&](const auto& posts) {
      for (const auto& post : posts) {
        if (post.id == id) found.push_back(post);
      }
    });
    return found;
  }
  bool reaches(rules::PrintJobId id, PrintState state) const {
    return eventually([&] { return !steps(id).empty() && steps(id).back().state == state; });
  }
  BadgeProgress end_of(rules::PrintJobId id) const {
    eventually([&] { return !steps(id).empty() && steps(id).back().state >= PrintState::Printed; });
    return steps(id).empty() ? BadgeProgress{} : steps(id).back();
  }

  // Of all printers, with what was told last.
  bool is_told(const std::function<bool(const std::vector<PrinterCondition>&)>& wished) {
    return eventually(
        [&] { return conditions_.with([&](auto& told) { return !told.empty() && wished(told.back()); }); });
  }

  test::ScratchFolder folder_;
  std::atomic<bool> disk_is_slow_ = false;
  base::Guarded<std::vector<BadgeProgress>> posts_;
  base::Guarded<std::vector<std::vector<PrinterCondition>>> conditions_;
  std::unique_ptr<Spooler> spooler_;
};

TEST_F(Spoolers, PrintOnlyWhatIsDurable) {
  const test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  const PrintRequest waits = badge();
  disk_is_slow_ = true;
  spooler_->print(waits);
  ASSERT_TRUE(reaches(waits.id, PrintState::Queued));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_THAT(steps(waits.id), SizeIs(1)) << "announced, no more";
  EXPECT_THAT(device.receipts(), SizeIs(0));
  spooler_->started_is_durable(waits.id);
  EXPECT_EQ(end_of(waits.id).state, PrintState::Printed);
}

TEST_F(Spoolers, PrintAGroupOneAfterTheOtherOnAPrinterThatTakesOneJobAtATime) {
  const test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  std::vector<rules::PrintJobId> group;
  for (int i = 0; i < 5; ++i) group.push_back(print());
  for (const auto id : group) EXPECT_EQ(end_of(id).state, PrintState::Printed);
  const auto receipts = device.receipts();
  ASSERT_THAT(receipts, SizeIs(5));
  for (std::size_t i = 0; i < group.size(); ++i) EXPECT_THAT(receipts[i], testing::HasSubstr(group[i].text()));
}

TEST_F(Spoolers, ShareAPrinterWithAnotherKiosk) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  const auto other_kiosk = *open_printer(device.config());
  device.hold();
  ASSERT_TRUE(other_kiosk->submit({.name = "other", .pdf = test::badge_pdf(card), .media = card}));
  start({device.config()});
  const auto id = print();
  ASSERT_TRUE(reaches(id, PrintState::Queued));
  EXPECT_EQ(steps(id).back().printer, "badges");
  device.release();
  EXPECT_EQ(end_of(id).state, PrintState::Printed);
}

TEST_F(Spoolers, SayThatThePaperIsOutAndThenThatTheBadgeIsPrinted) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  device.report("media-empty-error");
  const auto id = print();
  EXPECT_TRUE(eventually([&] {
    const auto told = steps(id);
    return !told.empty() && told.back().reason == "media-empty" && told.back().state == PrintState::Printing;
  }));
  device.release();
  EXPECT_EQ(end_of(id).state, PrintState::Printed);
}

TEST_F(Spoolers, FailClearlyWithAPrinterThatIsOff) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  device.switch_off();
  const auto id = print();
  EXPECT_EQ(end_of(id).state, PrintState::Failed);
  EXPECT_EQ(end_of(id).reason, reason_off);
  EXPECT_FALSE(end_of(id).again);
}

TEST_F(Spoolers, TurnToTheNextPrinterWhenTheFirstIsOff) {
  test::SimulatedPrinter first(folder_.path(), "first");
  const test::SimulatedPrinter second(folder_.path(), "second");
  start({first.config(), second.config()});
  ASSERT_TRUE(is_told([](const auto&) { return true; }));
  first.switch_off();
  EXPECT_EQ(end_of(print()).printer, "second");
  EXPECT_THAT(second.receipts(), SizeIs(1));
}

TEST_F(Spoolers, TurnToTheNextPrinterWhenThatBehindADriverIsOff) {
  test::LabelReceiver first;
  const test::LabelReceiver second;
  test::PrivateCupsd cupsd(folder_.path());
  std::vector<PrinterConfig> configs;
  for (const auto& [queue, uri] : {std::pair{"first", first.uri()}, {"second", second.uri()}}) {
    cupsd.add_driver_queue(queue, uri, "drv:///sample.drv/zebra.ppd");
    configs.push_back(cupsd.config(queue));
    configs.back().timeouts.connect = std::chrono::milliseconds(300);
  }
  start(configs);
  ASSERT_TRUE(is_told([](const auto& printers) { return printers.front().obstacle.empty(); }));
  first.vanish();
  const auto id = print();
  EXPECT_EQ(end_of(id).state, PrintState::Printed);
  EXPECT_EQ(end_of(id).printer, "Queue second");
  EXPECT_TRUE(is_told([](const auto& printers) { return printers.front().obstacle == reason_off; }));
  first.come_back();
  EXPECT_TRUE(is_told([](const auto& printers) { return printers.front().obstacle.empty(); }));
  EXPECT_THAT(first.received(), SizeIs(0));
  EXPECT_THAT(second.received(), SizeIs(1));
}

TEST_F(Spoolers, TurnToTheNextPrinterWhenTheFirstTakesNoJobs) {
  using Manner = test::RefusingPrinter::Manner;
  const test::SimulatedPrinter first(folder_.path(), "first"), second(folder_.path(), "second");
  for (const auto& [manner, trouble] : {std::pair{Manner::SaysSo, std::string("not-accepting-jobs")},
                                        {Manner::OnlyRefuses, std::string(reason_gave_up)}}) {
    const test::RefusingPrinter refusing(first, manner);
    conditions_.with([](auto& told) { told.clear(); });
    start({refusing.config(), second.config()});
    ASSERT_TRUE(is_told([](const auto&) { return true; }));
    const auto id = print();
    EXPECT_EQ(end_of(id).state, PrintState::Printed);
    EXPECT_EQ(end_of(id).printer, "second");
    EXPECT_TRUE(is_told([&](const auto& printers) { return printers.front().obstacle == trouble; })) << trouble;
    EXPECT_EQ(refusing.refusals(), manner == Manner::OnlyRefuses ? 1 : 0) << "only where nobody could know";
    spooler_.reset();
  }
  EXPECT_THAT(first.receipts(), SizeIs(0));
  EXPECT_THAT(second.receipts(), SizeIs(2));
}

TEST_F(Spoolers, FailClearlyWithAPrinterThatTakesNoJobs) {
  using Manner = test::RefusingPrinter::Manner;
  const test::SimulatedPrinter device(folder_.path(), "badges");
  for (const auto manner : {Manner::SaysSo, Manner::OnlyRefuses}) {
    const test::RefusingPrinter refusing(device, manner);
    start({refusing.config()});
    const auto id = print();
    EXPECT_EQ(end_of(id).state, PrintState::Failed) << "it is owed";
    EXPECT_EQ(end_of(id).reason, reason_refused);
    spooler_.reset();
  }
  EXPECT_THAT(device.receipts(), SizeIs(0));
}

TEST_F(Spoolers, DoubtABadgeWhosePrinterLostItsPlugInMidPrint) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  device.hold();
  const auto id = print();
  ASSERT_TRUE(reaches(id, PrintState::Printing));
  device.pull_the_plug();
  EXPECT_EQ(end_of(id).state, PrintState::Unknown);
  EXPECT_EQ(end_of(id).reason, reason_lost);
}

TEST_F(Spoolers, DoubtABadgeWhoseQueueWasKilledInMidPrint) {
  test::SimulatedPrinter device(folder_.path(), "device");
  test::PrivateCupsd cupsd(folder_.path());
  cupsd.add_queue("badges", device.uri());
  start({cupsd.config("badges")});
  device.hold();
  const auto id = print();
  ASSERT_TRUE(reaches(id, PrintState::Printing));
  cupsd.pull_the_plug();
  EXPECT_EQ(end_of(id).state, PrintState::Unknown);
}

// The queue says "processing" for ever; only a person who cancels ends it.
TEST_F(Spoolers, DoubtABadgeThatIsCancelledAfterThePrinterBehindItsQueueWentAway) {
  test::SimulatedPrinter device(folder_.path(), "device");
  test::PrivateCupsd cupsd(folder_.path());
  cupsd.add_queue("badges", device.uri());
  start({cupsd.config("badges")});
  device.hold();
  const auto id = print();
  const auto delivered = [&] {
    return !steps(id).empty() && steps(id).back().state == PrintState::Printing && steps(id).back().reason.empty();
  };
  ASSERT_TRUE(eventually(delivered));
  device.pull_the_plug();
  spooler_->cancel(id);
  EXPECT_EQ(end_of(id).state, PrintState::Unknown);
}

TEST_F(Spoolers, PrintThroughAQueue) {
  const test::SimulatedPrinter device(folder_.path(), "device");
  test::PrivateCupsd cupsd(folder_.path());
  cupsd.add_queue("badges", device.uri());
  start({cupsd.config("badges")});
  EXPECT_EQ(end_of(print()).state, PrintState::Printed);
  EXPECT_THAT(device.receipts(), SizeIs(1));
}

TEST_F(Spoolers, TakeBackABadgeThatAQueueCannotDeliver) {
  test::SimulatedPrinter device(folder_.path(), "device");
  test::PrivateCupsd cupsd(folder_.path());
  cupsd.add_queue("badges", device.uri());
  start({cupsd.config("badges")});
  device.switch_off();
  const auto id = print();
  EXPECT_EQ(end_of(id).state, PrintState::Failed);
  EXPECT_EQ(end_of(id).reason, reason_off);
}

// What is known of a printer before anybody prints on it.
TEST_F(Spoolers, TellHowAPrinterIsWhileNobodyPrints) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  const auto is_obstacle = [&](std::string_view obstacle) {
    return is_told([&](const auto& printers) { return printers.front().obstacle == obstacle; });
  };
  EXPECT_TRUE(is_obstacle(""));
  device.report("media-empty-error");
  EXPECT_TRUE(is_obstacle("media-empty"));
  device.release();
  EXPECT_TRUE(is_obstacle(""));
  device.switch_off();
  EXPECT_TRUE(is_obstacle(reason_off));
  device.switch_on();
  EXPECT_TRUE(is_obstacle(""));
  conditions_.with([](auto& told) { EXPECT_THAT(told, SizeIs(5)) << "only changes are told"; });
}

TEST_F(Spoolers, TellHowManyLabelsThePrinterCountsOrAPersonLoaded) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  const auto are_left = [&](std::optional<int> labels) {
    return is_told([&](const auto& printers) { return printers.front().labels == labels; });
  };
  EXPECT_TRUE(are_left(std::nullopt));
  spooler_->labels_loaded("badges", 90);
  EXPECT_TRUE(are_left(90));
  EXPECT_EQ(end_of(print()).state, PrintState::Printed);
  EXPECT_TRUE(are_left(89));
  device.load(50);
  EXPECT_TRUE(are_left(50)) << "the printer knows better";
}

// A killed cupsd prints what it had in work once more when it starts again.
TEST_F(Spoolers, LetNoQueuePrintABadgeForASecondTimeAfterItWasKilled) {
  test::SimulatedPrinter device(folder_.path(), "device");
  test::PrivateCupsd cupsd(folder_.path());
  cupsd.add_queue("badges", device.uri());
  start({cupsd.config("badges")});
  device.hold();
  const auto id = print();
  ASSERT_TRUE(eventually([&] { return device.receipts().size() == 1; }));
  cupsd.pull_the_plug();
  EXPECT_EQ(end_of(id).state, PrintState::Unknown);
  cupsd.start();
  EXPECT_TRUE(eventually([&] {
    return cupsd.output_of({"lpstat", "-o"}).empty();
  })) << "dropped before the printer is free";
  device.release();
  ASSERT_TRUE(eventually([&] { return device.printed().size() == 1; }));
  std::this_thread::sleep_for(std::chrono::seconds(2));  // cupsd looks for work every second
  EXPECT_THAT(device.receipts(), SizeIs(1));
}

TEST_F(Spoolers, EndAtOnceThoughABadgeIsUnderWay) {
  test::SimulatedPrinter device(folder_.path(), "badges");
  start({device.config()});
  device.hold();
  const auto id = print();
  ASSERT_TRUE(reaches(id, PrintState::Printing));
  spooler_.reset();
  EXPECT_EQ(steps(id).back().state, PrintState::Printing) << "what became of it is settled at the next start";
  device.release();
  EXPECT_TRUE(eventually([&] { return device.received().size() == 1; }));
}

}  // namespace
}  // namespace einlass::spool
