// The real program: what it says when it cannot serve, on the screen or on standard error, and how it ends.
#include "core/base/file.h"
#include "tests/server/app/child_process.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::kiosk {
namespace {

namespace fs = std::filesystem;
using server::ChildProcess;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

// One line of the log: time, level, program, then one sentence.
auto one_sentence(const std::string& text) {
  return testing::AllOf(HasSubstr("error einlass-kiosk: "), HasSubstr(text), ContainsRegex("^[^\n]*\n$"));
}

class KioskProcessTest : public ::testing::Test {
 protected:
  KioskProcessTest() {
    std::string name = (fs::temp_directory_path() / "einlass-kiosk-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~KioskProcessTest() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& content) const {
    EXPECT_TRUE(base::write_file(folder_ / name, content));
    return folder_ / name;
  }
  std::unique_ptr<ChildProcess> start(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--state", (folder_ / "state").string()});
    return std::make_unique<ChildProcess>(fs::path(EINLASS_BINARY_DIR) / "bin" / "einlass-kiosk", arguments);
  }
  struct Ended {
    int exit_code = -1;
    std::string errors;
  };
  Ended run(std::vector<std::string> arguments) const {
    const auto kiosk = start(std::move(arguments));
    return {.exit_code = kiosk->wait(), .errors = kiosk->errors()};
  }
  // The window is named after its headline.
  static bool shows(const std::string& headline) {
    const std::string search = "xdotool search --onlyvisible --name '" + headline + "' >/dev/null 2>&1";
    for (int i = 0; i < 400; ++i) {
      if (std::system(search.c_str()) == 0) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  fs::path folder_;
};

TEST_F(KioskProcessTest, SaysOnScreenThatItIsNotPairedAndStopsInOrder) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const auto kiosk = start({});
    EXPECT_TRUE(shows("Dieser Kiosk ist noch nicht eingerichtet"));
    kiosk->signal(signal);
    EXPECT_EQ(kiosk->wait(), 0);
  }
}

TEST_F(KioskProcessTest, SpeaksTheLanguageOfItsSettings) {
  const auto config = write("kiosk.toml", "[screen]\nlanguage = \"en\"\n");
  const auto kiosk = start({"--config", config.string(), "--windowed"});
  EXPECT_TRUE(shows("This kiosk is not set up yet"));
  kiosk->signal(SIGTERM);
  EXPECT_EQ(kiosk->wait(), 0);
}

TEST_F(KioskProcessTest, SaysThatThereIsNoDisplay) {
  for (const std::string display : {"-uDISPLAY", "DISPLAY=:9999"}) {
    ChildProcess kiosk("/usr/bin/env", {"-uWAYLAND_DISPLAY", display, EINLASS_BINARY_DIR "/bin/einlass-kiosk",
                                        "--state", (folder_ / "state").string()});
    EXPECT_EQ(kiosk.wait(), 1);
    EXPECT_THAT(kiosk.errors(), one_sentence("There is no display"));
  }
}

TEST_F(KioskProcessTest, RefusesAMistypedPairingCode) {
  const Ended ended = run({"--pair", "0547-KJB7-AC2P"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, one_sentence("pairing code"));
}

TEST_F(KioskProcessTest, LeavesAnotherKiosksStateAlone) {
  const auto lock = base::DirectoryLock::take(folder_ / "state");
  ASSERT_TRUE(lock);
  const Ended ended = run({});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, one_sentence("in use"));
}

TEST_F(KioskProcessTest, RefusesAThemeThatNobodyCanRead) {
  const auto theme = write("pale.ini", "[font]\nfamily = Noto Sans\n");
  const auto config = write("kiosk.toml", "[screen]\ntheme = \"" + theme.string() + "\"\n");
  const Ended ended = run({"--config", config.string()});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, one_sentence("pale.ini cannot be used: background in [colours]"));
}

TEST_F(KioskProcessTest, NamesTheLineOfAPrinterThatIsSetUpWrongly) {
  const auto config = write("kiosk.toml", "[[printer]]\nname = \"left\"\nkind = \"ipp\"\nmedia = \"86x54\"\n");
  const Ended ended = run({"--config", config.string()});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, one_sentence("kiosk.toml, line 1: this printer needs a \"uri\""));
}

TEST_F(KioskProcessTest, TellsWrongUsageFromFailure) {
  EXPECT_EQ(run({"--help"}).exit_code, 0);
  EXPECT_EQ(run({"--version"}).exit_code, 0);
  const Ended wrong = run({"--sideways"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.errors, testing::MatchesRegex("einlass-kiosk: [^\n]+; see einlass-kiosk --help\\.\n"));
  const Ended missing = run({"--config", (folder_ / "none.toml").string()});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.errors, one_sentence("none.toml"));
}

}  // namespace
}  // namespace einlass::kiosk
