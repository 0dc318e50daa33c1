// `einlass printer add | list | test` on real printers: what is written, what is refused, and what is left behind.
#include "core/base/file.h"
#include "printing/badge/dots.h"
#include "tests/server/cli/cli_fixture.h"
#include "tests/support/printers/label_language.h"
#include "tests/support/printers/label_receiver.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <future>

#include <fmt/format.h>

namespace einlass::cli {
namespace {

using test::eventually;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::string settings = "# our kiosk\nstate_directory = \"/tmp/kiosk\"  # no newline at its end";

class PrinterCommands : public CliFixture {
 protected:
  Ran printer(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "printer");
    arguments.insert(arguments.end(), {"--config", config_.string()});
    return run(arguments);
  }
  Ran add(const std::string& name, const std::vector<std::string>& how) const {
    std::vector<std::string> arguments{"add", name};
    arguments.insert(arguments.end(), how.begin(), how.end());
    return printer(arguments);
  }
  void expect_refusal(const Ran& ran, const std::string& words) const {
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.output, IsEmpty());
    EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr(words)));
    EXPECT_EQ(read(config_), settings);
  }

  test::ScratchFolder scratch_;
  std::filesystem::path config_ = write("kiosk.toml", settings);
};

class DriverlessPrinterCommands : public PrinterCommands {
 protected:
  std::vector<std::string> how(const std::string& media) const {
    return {"--uri", device_.uri(), "--media", media, "--location", "beside the \"test\""};
  }
  test::SimulatedPrinter device_{scratch_.path(), "badges"};
};

TEST_F(DriverlessPrinterCommands, AddBelowWhatTheSettingsHold) {
  const auto added = add("Door A", how("86x54"));
  ASSERT_EQ(added.exit_code, 0) << added.errors;
  EXPECT_THAT(added.output, HasSubstr(", 300 dpi.\n"));
  EXPECT_EQ(read(config_), settings + fmt::format("\n\n[[printer]]\nname = \"Door A\"\nkind = \"ipp\"\nuri = \"{}\"\n"
                                                  "media = \"86x54\"\nlocation = \"beside the \\\"test\\\"\"\n",
                                                  device_.uri()));
  EXPECT_EQ(printer({"list"}).output, "Door A (ipp, 86 x 54 mm, beside the \"test\"): ready, ribbon or ink 75 %\n");
}

TEST_F(DriverlessPrinterCommands, AddNoneTwice) {
  ASSERT_EQ(add("Door A", how("86x54")).exit_code, 0);
  const auto before = read(config_);
  const auto again = add("Door A", how("86x54"));
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.errors, AllOf(IsOneSentence(), HasSubstr("has a printer Door A already")));
  EXPECT_EQ(read(config_), before);
}

TEST_F(DriverlessPrinterCommands, AddNoneThatIsOff) {
  device_.switch_off();
  expect_refusal(add("Door A", how("86x54")), "does not answer; check that it is on");
}

TEST_F(DriverlessPrinterCommands, AddNoneThatTakesNoSuchLabels) {
  expect_refusal(add("Door A", how("150x400")), "does not take labels of 150 x 400 mm, but 86 x 54 mm");
}

TEST_F(DriverlessPrinterCommands, AddNoneThatIsLoadedWithOthers) {
  expect_refusal(add("Door A", how("62x100")), "is loaded with 86 x 54 mm, not with 62 x 100 mm");
}

TEST_F(DriverlessPrinterCommands, AddNoneWithOtherDotsThanWereSaid) {
  auto arguments = how("86x54");
  arguments.insert(arguments.end(), {"--resolution", "203"});
  expect_refusal(add("Door A", arguments), "has 300 dpi, not 203");
}

TEST_F(DriverlessPrinterCommands, AddNothingToDamagedSettings) {
  base::write_file(config_, "printer = 1\n");
  const auto ran = add("Door A", how("86x54"));
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr("line 1")));
  EXPECT_EQ(read(config_), "printer = 1\n");
}

TEST_F(DriverlessPrinterCommands, PrintTheLinesInsteadOfWritingThem) {
  auto arguments = how("86x54");
  arguments.insert(arguments.end(), {"--print", "--priority", "2", "--distance", "12"});
  const auto printed = add("Door A", arguments);
  EXPECT_THAT(printed.output, AllOf(StartsWith("# Door A: "), HasSubstr("\n[[printer]]\nname = \"Door A\"\n"),
                                    HasSubstr("\npriority = 2\ndistance = 12\n")));
  EXPECT_EQ(read(config_), settings);
}

TEST_F(DriverlessPrinterCommands, FollowATestPageThroughAJam) {
  ASSERT_EQ(add("Door A", how("86x54")).exit_code, 0);
  device_.report("media-jam-error");
  auto ran = std::async(std::launch::async, [&] { return printer({"test", "Door A"}); });
  ASSERT_TRUE(eventually([&] { return device_.received().size() == 1; }));
  device_.release();
  const auto tested = ran.get();
  EXPECT_EQ(tested.exit_code, 0) << tested.errors;
  EXPECT_THAT(tested.output, HasSubstr("Door A printed the page"));
}

TEST_F(DriverlessPrinterCommands, SayWhenATestPageFailed) {
  ASSERT_EQ(add("Door A", how("86x54")).exit_code, 0);
  device_.give_up_jobs();
  const auto tested = printer({"test", "Door A"});
  EXPECT_EQ(tested.exit_code, 1);
  EXPECT_THAT(tested.errors, AllOf(IsOneSentence(), HasSubstr("Door A did not print the page")));
}

TEST_F(DriverlessPrinterCommands, SayWhenNobodyCanTell) {
  ASSERT_EQ(add("Door A", how("86x54")).exit_code, 0);
  device_.hold();
  auto ran = std::async(std::launch::async, [&] { return printer({"test", "Door A"}); });
  ASSERT_TRUE(eventually([&] { return device_.received().size() == 1; }));
  device_.pull_the_plug();
  device_.release();
  const auto tested = ran.get();
  EXPECT_EQ(tested.exit_code, 1);
  EXPECT_THAT(tested.errors, AllOf(IsOneSentence(), HasSubstr("Nobody can tell whether Door A printed the page")));
}

TEST_F(DriverlessPrinterCommands, KnowWhichPrintersThereAre) {
  EXPECT_THAT(printer({"list"}).output, HasSubstr("names no printer"));
  expect_refusal(printer({"test", "Door A"}), "has no printer Door A");
  expect_refusal(printer({"add"}), "Name the printer");
  expect_refusal(add("Door A", {"--uri", device_.uri()}), "--media");
  expect_refusal(add("Door A", {"--media", "86x54"}), "Say how the printer is reached");
}

class QueueCommands : public PrinterCommands {
 protected:
  std::vector<std::string> queue_for(const std::string& driver, const std::string& device,
                                     const std::string& media) const {
    return {"--server", cupsd_.server(), "--driver", driver, "--device", device, "--media", media};
  }
  std::string queues() const { return cupsd_.output_of({"lpstat", "-e"}); }

  test::PrivateCupsd cupsd_{scratch_.path()};
};

TEST_F(QueueCommands, ListTheDriversOfAModel) {
  const auto listed = run({"printer", "add", "--driver", "zebra", "--server", cupsd_.server()});
  EXPECT_EQ(listed.exit_code, 0) << listed.errors;
  EXPECT_THAT(listed.output, HasSubstr("Zebra ZPL Label Printer   drv:///sample.drv/zebra.ppd\n"));
  EXPECT_THAT(listed.output, Not(HasSubstr("Brother")));
  const auto none = run({"printer", "add", "--driver", "no such", "--server", cupsd_.server()});
  EXPECT_THAT(none.errors, AllOf(IsOneSentence(), HasSubstr("CUPS has no driver for \"no such\"")));
}

TEST_F(QueueCommands, MakeAQueueThatPrintsItsTestPage) {
  const test::LabelReceiver zebra;
  auto how = queue_for("zebra zpl", zebra.uri(), "86x54");
  how.insert(how.end(), {"--resolution", "300"});
  const auto added = add("Door B", how);
  ASSERT_EQ(added.exit_code, 0) << added.errors;
  EXPECT_THAT(added.output, StartsWith("Door B: Zebra ZPL Label Printer, 300 dpi, badges are drawn in its dots.\n"));
  EXPECT_EQ(printer({"list"}).output, "Door B (cups, 86 x 54 mm): ready\n");
  EXPECT_THAT(read(scratch_.path() / "cups/etc/printers.conf"), HasSubstr("ErrorPolicy retry-job\n"));

  const auto tested = printer({"test", "Door B"});
  ASSERT_EQ(tested.exit_code, 0) << tested.errors;
  const auto labels = zebra.received();
  ASSERT_THAT(labels, SizeIs(1));
  const auto dots = test::dots_of_zpl(labels.front(), 300);
  EXPECT_NEAR(dots.width, 1016, 3);
  EXPECT_NEAR(dots.height, 638, 3);
  const auto picture = write("page.png", *badge::png_of(dots));
  EXPECT_THAT(test::output_of({"zbarimg", "-q", "--nodbus", "--raw", picture.string()}), Not(IsEmpty()));
}

TEST_F(QueueCommands, MakeNoneForAPrinterThatIsOff) {
  expect_refusal(
      add("Door B", queue_for("zebra zpl", fmt::format("socket://127.0.0.1:{}", test::free_port()), "86x54")),
      "No printer answers at socket://");
  EXPECT_THAT(queues(), IsEmpty());
}

TEST_F(QueueCommands, MakeNoneWhereLinesAreOnlyShown) {
  auto how = queue_for("zebra zpl", "file:/dev/null", "86x54");
  how.emplace_back("--print");
  expect_refusal(add("Door B", how), "--print only shows lines");
  EXPECT_THAT(queues(), IsEmpty());
}

TEST_F(QueueCommands, LeaveNoneBehindThatWillNotDo) {
  expect_refusal(add("Door B", queue_for("ql-820nwb", "file:/dev/null", "86x54")), "has no labels wider than 62 mm");
  EXPECT_THAT(queues(), IsEmpty());
}

TEST_F(QueueCommands, MakeNoneWithoutKnowingWhichDriver) {
  expect_refusal(add("Door B", queue_for("zebra", "file:/dev/null", "86x54")), "CUPS has 4 drivers for \"zebra\"");
  EXPECT_THAT(queues(), IsEmpty());
}

TEST_F(QueueCommands, MakeNoneWithAnOptionThatItsDriverLacks) {
  auto how = queue_for("zebra zpl", "file:/dev/null", "86x54");
  how.insert(how.end(), {"--resolution", "250"});
  expect_refusal(add("Door B", how), "cannot be 250dpi; choose one of 203dpi, 300dpi, 600dpi");
  EXPECT_THAT(queues(), IsEmpty());
}

TEST_F(QueueCommands, ChangeNoQueueOfSomebodyElse) {
  cupsd_.add_driver_queue("labels", "socket://127.0.0.1:1", "drv:///sample.drv/zebra.ppd");
  auto how = queue_for("zebra zpl", "file:/dev/null", "86x54");
  how.insert(how.end(), {"--queue", "labels"});
  expect_refusal(add("Door B", how), "CUPS has a queue labels already");
  EXPECT_THAT(cupsd_.output_of({"lpstat", "-v"}), HasSubstr("socket://127.0.0.1:1"));
}

TEST_F(QueueCommands, AddAQueueThatIsThere) {
  cupsd_.add_driver_queue("labels", "socket://127.0.0.1:1", "drv:///sample.drv/zebra.ppd");
  const auto added = add("Door B", {"--server", cupsd_.server(), "--queue", "labels", "--media", "86x54"});
  EXPECT_EQ(added.exit_code, 0) << added.errors;
  EXPECT_THAT(queues(), HasSubstr("labels"));
}

TEST_F(QueueCommands, AddNoneWithoutItsDriver) {
  cupsd_.add_queue_while_off("raw", "ipp://127.0.0.1:1/ipp/print");
  expect_refusal(add("Door B", {"--server", cupsd_.server(), "--queue", "raw", "--media", "86x54"}), "has no driver");
  EXPECT_THAT(queues(), HasSubstr("raw"));
}

TEST_F(QueueCommands, AddNoneThatStopsAtItsFirstError) {
  cupsd_.add_driver_queue("labels", "socket://127.0.0.1:1", "drv:///sample.drv/zebra.ppd");
  cupsd_.output_of({"lpadmin", "-p", "labels", "-o", "printer-error-policy=stop-printer"});
  expect_refusal(add("Door B", {"--server", cupsd_.server(), "--queue", "labels", "--media", "86x54"}),
                 "lpadmin -p labels -o printer-error-policy=retry-job");
}

TEST_F(QueueCommands, AddNoneThatDoesNotExist) {
  expect_refusal(add("Door B", {"--server", cupsd_.server(), "--queue", "none", "--media", "86x54"}),
                 "CUPS has no queue none");
}

}  // namespace
}  // namespace einlass::cli
