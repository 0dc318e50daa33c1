// From a pairing code before the kiosk's eye to the attract screen: the real server, command line, kiosk and window.
#include "core/base/file.h"
#include "tests/server/app/child_process.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <regex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::kiosk {
namespace {

namespace fs = std::filesystem;
using server::ChildProcess;
using ::testing::HasSubstr;
using ::testing::Not;

class PairingOnScreen : public ::testing::Test {
 protected:
  PairingOnScreen() {
    std::string name = (fs::temp_directory_path() / "einlass-pairing-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    server_ = std::make_unique<ChildProcess>(
        program("einlass-server"),
        std::vector<std::string>{"--state", (folder_ / "server").string(), "--listen", "127.0.0.1:0"});
    EXPECT_THAT(server_->read_line(), HasSubstr("listens on"));
    command({"event", "create", "--preset", "lecture", "--key", "talk", "--name", "Talk", "--starts",
             "2030-05-01T18:00", "--ends", "2030-05-01T22:00"});
  }
  ~PairingOnScreen() override {
    server_.reset();
    fs::remove_all(folder_);
  }

  static fs::path program(const std::string& name) { return fs::path(EINLASS_BINARY_DIR) / "bin" / name; }

  std::string command(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--state", (folder_ / "server").string()});
    ChildProcess einlass(program("einlass"), arguments);
    std::string output;
    for (auto line = einlass.read_line(); !line.empty(); line = einlass.read_line()) output += line + "\n";
    EXPECT_EQ(einlass.wait(), 0) << einlass.errors();
    return output;
  }

  // Makes a code and returns its picture.
  fs::path pairing_picture(const std::string& kiosk) const {
    const auto picture = folder_ / (kiosk + ".png");
    command({"--json", "kiosk", "pair", kiosk, "--event", "talk", "--qr", picture.string()});
    return picture;
  }

  std::unique_ptr<ChildProcess> start_kiosk(const std::string& name, const std::string& language) const {
    const auto eye = folder_ / (name + "-eye");
    fs::create_directories(eye);
    const auto config = folder_ / (name + ".toml");
    EXPECT_TRUE(base::write_file(config, "[screen]\nlanguage = \"" + language +
                                             "\"\n[camera]\nkind = \"folder\"\nfolder = \"" + eye.string() + "\"\n"));
    return std::make_unique<ChildProcess>(program("einlass-kiosk"),
                                          std::vector<std::string>{"--config", config.string(), "--state",
                                                                   (folder_ / name).string(), "--log-level", "debug"});
  }
  void hold_up(const std::string& kiosk, const fs::path& picture) {
    const auto at = folder_ / (kiosk + "-eye") / (std::to_string(++held_up_) + ".png");
    fs::copy_file(picture, at.string() + ".part");
    fs::rename(at.string() + ".part", at);
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
  static std::string end(ChildProcess& kiosk) {
    kiosk.signal(SIGTERM);
    EXPECT_EQ(kiosk.wait(), 0);
    return kiosk.errors();
  }

  fs::path folder_;
  int held_up_ = 0;
  std::unique_ptr<ChildProcess> server_;
};

TEST_F(PairingOnScreen, LeadsToTheAttractScreenWithoutARestart) {
  const auto picture = pairing_picture("Nord 1");
  const auto kiosk = start_kiosk("nord", "de");
  ASSERT_TRUE(shows("Dieser Kiosk ist noch nicht eingerichtet"));
  hold_up("nord", picture);
  ASSERT_TRUE(shows("Halten Sie Ihr Ticket vor die Kamera"));
  EXPECT_THAT(command({"kiosk", "list"}), HasSubstr("Nord 1"));
  // To a kiosk that is paired, a pairing code is nothing.
  hold_up("nord", pairing_picture("Nord 2"));
  EXPECT_TRUE(shows("Das ist nicht der Ticket-Code"));
  const auto log = end(*kiosk);
  EXPECT_THAT(log, HasSubstr("this kiosk is paired"));
  EXPECT_THAT(log, Not(HasSubstr("EINLASS-PAIR:")));
}

TEST_F(PairingOnScreen, SaysThatACodeWasUsedBeforeAndTakesTheNext) {
  const auto spent = pairing_picture("Nord 1");
  {
    const auto first = start_kiosk("first", "en");
    ASSERT_TRUE(shows("This kiosk is not set up yet"));
    hold_up("first", spent);
    ASSERT_TRUE(shows("Hold your ticket up to the camera"));
    end(*first);
  }
  const auto second = start_kiosk("second", "en");
  ASSERT_TRUE(shows("This kiosk is not set up yet"));
  hold_up("second", spent);
  ASSERT_TRUE(shows("This pairing code no longer works"));
  hold_up("second", pairing_picture("Nord 2"));
  EXPECT_TRUE(shows("Hold your ticket up to the camera"));
  end(*second);
}

TEST_F(PairingOnScreen, SaysThatNoServerAnswers) {
  const auto picture = pairing_picture("Nord 1");
  server_->signal(SIGTERM);
  server_->wait();
  const auto kiosk = start_kiosk("nord", "de");
  ASSERT_TRUE(shows("Dieser Kiosk ist noch nicht eingerichtet"));
  hold_up("nord", picture);
  EXPECT_TRUE(shows("Der Server ist nicht erreichbar"));
  EXPECT_THAT(end(*kiosk), Not(HasSubstr("EINLASS-PAIR:")));
}

}  // namespace
}  // namespace einlass::kiosk
