// Printing a whole list: what ends a run in its middle loses no badge and prints none in secret.
#include "tests/server/app/child_process.h"
#include "tests/server/cli/cli_fixture.h"
#include "tests/support/printers/printer_process.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using test::eventually;
using test::SimulatedPrinter;
using testing::AllOf;
using testing::HasSubstr;

class PrintRun : public CliFixture {
 protected:
  PrintRun() : desk_(scratch_.path() / "desk", "desk"), hall_(scratch_.path() / "hall", "hall") {
    std::string guests = "Name,Code\n";
    for (int i = 0; i < guests_; ++i) guests += fmt::format("Guest Number{:02},C{}\n", i, i);
    create_event(guests);
    start_server();
  }

  void start_server() {
    server_ = std::make_unique<server::ChildProcess>(
        fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass-server",
        std::vector<std::string>{"--state", state_.string(), "--listen", "127.0.0.1:0"});
    ASSERT_THAT(server_->read_line(), HasSubstr("listens on"));
  }

  void use(const std::vector<const SimulatedPrinter*>& printers) {
    std::string toml;
    for (const auto* printer : printers) {
      const auto config = printer->config();
      toml += fmt::format("[[printer]]\nname = \"{}\"\nuri = \"{}\"\nmedia = \"86x54\"\n", config.name, config.uri);
    }
    config_ = write("server.toml", toml);
  }

  std::vector<std::string> arguments() const {
    return {"--config", config_.string(), "--state", state_.string(), "badge", "print", "summit"};
  }
  std::unique_ptr<server::ChildProcess> begin_run() const {
    return std::make_unique<server::ChildProcess>(fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass", arguments());
  }
  // One printer, which has the first badge and keeps it for now.
  std::unique_ptr<server::ChildProcess> begin_run_that_is_held() {
    use({&desk_});
    desk_.hold();
    auto run = begin_run();
    EXPECT_TRUE(eventually([&] { return received() == 1; }));
    return run;
  }
  Ran run_to_the_end() const { return run_plain(arguments()); }

  std::size_t received() const { return desk_.received().size() + hall_.received().size(); }
  // How often each guest's badge came out.
  std::map<std::string, int> badges() const {
    std::map<std::string, int> names;
    for (const auto* printer : {&desk_, &hall_}) {
      for (const auto& pdf : came_out(*printer)) {
        std::istringstream words(test::output_of({"pdftotext", pdf.string(), "-"}));
        for (std::string word; words >> word;) {
          if (word.starts_with("Number")) ++names[word];
        }
      }
    }
    return names;
  }
  bool everybody_has_one() const {
    const auto all = badges();
    return all.size() == static_cast<std::size_t>(guests_) &&
           std::all_of(all.begin(), all.end(), [](const auto& each) { return each.second == 1; });
  }
  bool is_under_way() const { return fs::exists(state_ / "printing" / "summit" / "lock"); }

 private:
  static std::vector<fs::path> came_out(const SimulatedPrinter& printer) {
    std::set<std::string> jobs;
    for (const auto& line : printer.printed()) jobs.insert("job-" + line.substr(0, line.find('\t')));
    auto documents = printer.received();
    std::erase_if(documents, [&](const fs::path& pdf) { return jobs.count(pdf.stem().string()) == 0; });
    return documents;
  }

 protected:
  const int guests_ = 12;
  test::ScratchFolder scratch_;
  SimulatedPrinter desk_, hall_;
  std::unique_ptr<server::ChildProcess> server_;
  fs::path config_;
};

TEST_F(PrintRun, SpreadsAListOverItsPrintersAndPrintsEachBadgeOnce) {
  use({&desk_, &hall_});
  const auto ran = run_to_the_end();
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("Printed 12 of 12 badges.\n"));
  EXPECT_TRUE(everybody_has_one());
  EXPECT_FALSE(desk_.received().empty());
  EXPECT_FALSE(hall_.received().empty());
  EXPECT_THAT(run_to_the_end().output, HasSubstr("nothing was printed.\n"));
  EXPECT_EQ(received(), 12U);
}

TEST_F(PrintRun, TellsALogHowFarItIsAndWhatIsTheMatter) {
  use({&desk_});
  desk_.report("media-jam-error");
  const auto run = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
  std::this_thread::sleep_for(std::chrono::seconds(3));  // for which it looks around five times a second
  desk_.release();
  EXPECT_EQ(run->wait(), 0);
  const auto told = run->errors();
  EXPECT_THAT(told, testing::StartsWith("0 of 12 printed\n0 of 12 printed"));
  EXPECT_THAT(told, AllOf(HasSubstr("; desk: "), HasSubstr("\n12 of 12 printed")));
  EXPECT_LE(std::count(told.begin(), told.end(), '\n'), 5) << told;
}

// `script` gives it a terminal of its own.
TEST_F(PrintRun, TellsSomebodyAtATerminalInOneLine) {
  use({&desk_});
  std::string line = EINLASS_BINARY_DIR "/bin/einlass";
  for (const auto& word : arguments()) line += " " + word;
  const auto shown = test::output_of({"script", "-qec", line, "/dev/null"});
  EXPECT_THAT(shown, AllOf(testing::StartsWith("\r\x1b[K0 of 12 printed"), HasSubstr(" of 12 printed\r\x1b[K")));
  EXPECT_THAT(shown, testing::MatchesRegex(".*\x1b\\[K12 of 12 printed[^\n]*\r\nPrinted 12 of 12 badges\\.\r\n"));
}

TEST_F(PrintRun, PausesWhenAskedAndGoesOnWithTheRest) {
  const auto first = begin_run_that_is_held();
  first->signal(SIGINT);
  desk_.release();
  EXPECT_EQ(first->wait(), 1);
  EXPECT_THAT(first->errors(), HasSubstr("einlass: Paused"));
  EXPECT_EQ(received(), 1U);
  const auto rest = run_to_the_end();
  EXPECT_EQ(rest.exit_code, 0) << rest.errors;
  EXPECT_THAT(rest.output, HasSubstr("Printed 11 of 11 badges.\n"));
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, LeavesOneInDoubtWhenItIsKilledAndPrintsAllOthersOnce) {
  const auto first = begin_run_that_is_held();
  first->signal(SIGKILL);
  first->wait();
  desk_.release();
  const auto rest = run_to_the_end();
  EXPECT_EQ(rest.exit_code, 1);
  EXPECT_THAT(rest.output, AllOf(HasSubstr("Printed 11 of 11 badges.\n"), HasSubstr("IN DOUBT")));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("command line, desk"));
  EXPECT_TRUE(everybody_has_one());
  EXPECT_EQ(run({"badge", "settle", "summit", "--printed", "all"}).exit_code, 0);
  EXPECT_EQ(run_to_the_end().exit_code, 0);
  EXPECT_EQ(received(), 12U);
}

TEST_F(PrintRun, GoesOnAtTheOtherPrinterWhileOneIsOutOfLabels) {
  use({&desk_, &hall_});
  desk_.report("media-empty-error");
  const auto run = begin_run();
  ASSERT_TRUE(eventually([&] { return hall_.received().size() == 11; }));
  desk_.release();
  EXPECT_EQ(run->wait(), 0);
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, TakesBackWhatItsPrinterWaitsWithWhenItPauses) {
  use({&desk_});
  desk_.report("media-jam-error");
  const auto first = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
  first->signal(SIGINT);
  EXPECT_EQ(first->wait(), 1);
  EXPECT_THAT(first->errors(), HasSubstr("einlass: Paused"));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  desk_.release();
  const auto rest = run_to_the_end();
  EXPECT_EQ(rest.exit_code, 0) << rest.errors;
  EXPECT_THAT(rest.output, HasSubstr("Printed 12 of 12 badges.\n"));
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, LeavesInDoubtWhatItsPrinterDoesNotLetGoOfWhenItPauses) {
  use({&desk_});
  desk_.keep_cancelled_jobs();
  desk_.report("media-jam-error");
  const auto first = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
  first->signal(SIGINT);
  EXPECT_EQ(first->wait(), 1);
  EXPECT_THAT(first->errors(), HasSubstr("einlass: Paused"));
  desk_.release();
  const auto rest = run_to_the_end();
  EXPECT_EQ(rest.exit_code, 1);
  EXPECT_THAT(rest.output, AllOf(HasSubstr("Printed 11 of 11 badges.\n"), HasSubstr("IN DOUBT")));
  EXPECT_EQ(run({"badge", "settle", "summit", "--printed", "all"}).exit_code, 0);
  EXPECT_THAT(run_to_the_end().output, HasSubstr("nothing was printed.\n"));
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, BelievesAPrinterThatIsHeardAgain) {
  const auto run_on = begin_run_that_is_held();
  desk_.freeze();
  const auto is_doubted = [&] {
    return run({"badge", "settle", "summit"}).output.find("IN DOUBT") != std::string::npos;
  };
  EXPECT_TRUE(eventually(is_doubted));
  desk_.thaw();
  desk_.release();
  EXPECT_EQ(run_on->wait(), 0) << run_on->errors();
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, PrintsAllOthersWhereOneBadgeCannotBeDrawn) {
  use({&desk_, &hall_});
  std::string endless;
  for (int i = 0; i < 300; ++i) endless += "\U00013000";
  const auto list = write("more.csv", "First Name,Last Name,Code\n" + endless + "," + endless + ",E\n");
  ASSERT_EQ(run({"guests", "import", list.string(), "--event", "summit"}).exit_code, 0);
  const auto ran = run_to_the_end();
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, HasSubstr("Not every badge is there yet"));
  EXPECT_THAT(ran.output, AllOf(HasSubstr("Printed 12 of 13 badges.\n1 did not come out; the same command tries it "),
                                HasSubstr("is too long for a badge")));
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, GoesOnWhenTheServerComesBack) {
  const auto run = begin_run_that_is_held();
  server_->signal(SIGKILL);
  server_->wait();
  desk_.release();
  start_server();
  EXPECT_EQ(run->wait(), 0) << run->errors();
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, OwesAllBadgesOfAFileThatTheDiskHasNoRoomFor) {
  const auto file = (folder_ / "badges.pdf").string();
  const auto full = run_on_full_disk({"badge", "print", "summit", "-o", file}, 2);
  EXPECT_EQ(full.exit_code, 1);
  EXPECT_THAT(full.errors, HasSubstr("\neinlass: "));
  EXPECT_FALSE(fs::exists(file));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  EXPECT_THAT(run({"badge", "print", "summit", "-o", file}).output, HasSubstr("Wrote 12 badges "));
}

// The file is a pipe that takes no sync, so that there is a moment between the start and the file to end the server in.
TEST_F(PrintRun, TellsWhatBecameOfAFileToAServerThatComesBack) {
  const auto file = (folder_ / "badges.pdf").string();
  server::ChildProcess writes(fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass",
                              {"--state", state_.string(), "badge", "print", "summit", "-o", file});
  const auto beside = fmt::format("{}.new-{}", file, writes.id());
  ASSERT_EQ(::mkfifo(beside.c_str(), 0600), 0);
  std::ifstream pipe(beside, std::ios::binary);  // opens when the other end does: by then all badges are started
  server_->signal(SIGKILL);
  server_->wait();
  const std::string pdf{std::istreambuf_iterator<char>(pipe), {}};
  EXPECT_THAT(pdf, testing::StartsWith("%PDF"));
  start_server();
  EXPECT_EQ(writes.wait(), 1);
  EXPECT_THAT(writes.errors(), HasSubstr("\neinlass: "));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  EXPECT_THAT(run({"badge", "print", "summit", "-o", file}).output, HasSubstr("Wrote 12 badges "));
}

TEST_F(PrintRun, AllowsNoSecondRunBesideIt) {
  const auto first = begin_run_that_is_held();
  const auto second = run_to_the_end();
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, IsOneSentence());
  desk_.release();
  EXPECT_EQ(first->wait(), 0) << first->errors();
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, HasStartedNothingWhereItsPrinterDoesNotAnswer) {
  use({&desk_});
  desk_.switch_off();
  const auto first = begin_run();
  ASSERT_TRUE(eventually([&] { return is_under_way(); }));
  first->signal(SIGINT);
  EXPECT_EQ(first->wait(), 1);
  EXPECT_EQ(first->read_line(), "Printed 0 of 12 badges.");
  EXPECT_EQ(first->read_line(), "12 left; the same command goes on with them.");
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  desk_.switch_on();
  EXPECT_EQ(run_to_the_end().exit_code, 0);
  EXPECT_TRUE(everybody_has_one());
}

// Long enough that it was tried again and again in vain.
TEST_F(PrintRun, GoesOnWhenItsPrinterIsSwitchedOn) {
  use({&desk_});
  desk_.switch_off();
  const auto run = begin_run();
  ASSERT_TRUE(eventually([&] { return is_under_way(); }));
  std::this_thread::sleep_for(std::chrono::seconds(30));
  desk_.switch_on();
  EXPECT_EQ(run->wait(), 0) << run->errors();
  EXPECT_TRUE(everybody_has_one());
}

}  // namespace
}  // namespace einlass::cli
