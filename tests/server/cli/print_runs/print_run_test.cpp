// Printing a whole list: what ends a run in its middle loses no badge and prints none in secret.
#include "tests/server/app/child_process.h"
#include "tests/server/cli/cli_fixture.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using test::eventually;
using test::SimulatedPrinter;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> chunk{};
  while (const std::size_t size = fread(chunk.data(), 1, chunk.size(), pipe)) output.append(chunk.data(), size);
  pclose(pipe);
  return output;
}

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
  Ran run_to_the_end() const { return run_plain(arguments()); }

  std::size_t received() const { return desk_.received().size() + hall_.received().size(); }
  // How often each guest's badge came out.
  std::map<std::string, int> badges() const {
    std::map<std::string, int> names;
    for (const auto* printer : {&desk_, &hall_}) {
      for (const auto& pdf : printer->received()) {
        std::istringstream words(output_of("pdftotext '" + pdf.string() + "' -"));
        for (std::string word; words >> word;) {
          if (word.starts_with("Number")) ++names[word];
        }
      }
    }
    return names;
  }
  bool everybody_has_one() const {
    const auto all = badges();
    return all.size() == static_cast<std::size_t>(guests_) && received() == static_cast<std::size_t>(guests_);
  }

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
  EXPECT_THAT(run_to_the_end().output, HasSubstr("Printed 0 of 0 badges.\n"));
  EXPECT_EQ(received(), 12U);
}

TEST_F(PrintRun, PausesWhenAskedAndGoesOnWithTheRest) {
  use({&desk_});
  desk_.hold();
  const auto first = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
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
  use({&desk_});
  desk_.hold();
  const auto first = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
  first->signal(SIGKILL);
  first->wait();
  desk_.release();
  const auto rest = run_to_the_end();
  EXPECT_EQ(rest.exit_code, 1);
  EXPECT_THAT(rest.output, AllOf(HasSubstr("Printed 11 of 11 badges.\n"), HasSubstr("IN DOUBT")));
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

// Whether its printer had the badge by then, and confirms that it dropped it, makes a difference to one guest only, who
// is in doubt then.
TEST_F(PrintRun, PausesAlsoWhileItsPrinterWaitsForLabels) {
  use({&desk_});
  desk_.report("media-empty-error");
  const auto first = begin_run();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  first->signal(SIGINT);
  EXPECT_EQ(first->wait(), 1);
  EXPECT_THAT(first->errors(), HasSubstr("einlass: Paused"));
  desk_.release();
  const auto rest = run_to_the_end();
  EXPECT_EQ(rest.exit_code == 0, rest.output.find("IN DOUBT") == std::string::npos) << rest.output;
  EXPECT_THAT(badges(), SizeIs(12));
}

TEST_F(PrintRun, GoesOnWhenTheServerComesBack) {
  use({&desk_});
  desk_.hold();
  const auto run = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
  server_->signal(SIGKILL);
  server_->wait();
  desk_.release();
  start_server();
  EXPECT_EQ(run->wait(), 0) << run->errors();
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, AllowsNoSecondRunBesideIt) {
  use({&desk_});
  desk_.hold();
  const auto first = begin_run();
  ASSERT_TRUE(eventually([&] { return received() == 1; }));
  const auto second = run_to_the_end();
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, IsOneSentence());
  desk_.release();
  EXPECT_EQ(first->wait(), 0) << first->errors();
  EXPECT_TRUE(everybody_has_one());
}

TEST_F(PrintRun, StopsWherePrintersDoNotAnswerAndHasStartedNothing) {
  use({&desk_});
  desk_.switch_off();
  const auto ran = run_to_the_end();
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.output, AllOf(HasSubstr("Printed 0 of 12 badges.\n"), HasSubstr("12 left; ")));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  desk_.switch_on();
  EXPECT_EQ(run_to_the_end().exit_code, 0);
  EXPECT_TRUE(everybody_has_one());
}

}  // namespace
}  // namespace einlass::cli
