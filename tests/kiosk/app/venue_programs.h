// The real programs of a venue, in a folder and on a port of their own: server, command line, kiosks under an X server.
#pragma once

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/venue_zone.h"
#include "tests/server/app/child_process.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::kiosk {

namespace fs = std::filesystem;
using server::ChildProcess;

class VenuePrograms : public ::testing::Test {
 protected:
  VenuePrograms() {
    std::string name = (fs::temp_directory_path() / "einlass-venue-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~VenuePrograms() override {
    server_.reset();
    fs::remove_all(folder_);
  }

  // With an event "talk" that is open now. `more` goes to its creation.
  void open_venue(const std::vector<std::string>& more = {}, const fs::path& assets = {}) {
    const auto config = folder_ / "server.toml";
    EXPECT_TRUE(base::write_file(config, assets.empty() ? "" : "assets = \"" + assets.string() + "\"\n"));
    server_ = std::make_unique<ChildProcess>(
        program("einlass-server"), std::vector<std::string>{"--config", config.string(), "--state",
                                                            (folder_ / "server").string(), "--listen", "127.0.0.1:0"});
    EXPECT_THAT(server_->read_line(), testing::HasSubstr("listens on"));
    std::vector<std::string> create{"event", "create", "--preset", "summit", "--key", "talk", "--name", "Talk"};
    create.insert(create.end(), {"--starts", local(-1), "--ends", local(6)});
    create.insert(create.end(), more.begin(), more.end());
    command(create);
  }
  static std::string local(int hours_from_now) {
    const auto zone = base::VenueZone::open("Europe/Berlin", std::chrono::minutes(0)).value();
    return zone.local_iso(base::SystemClock().wall() + std::chrono::hours(hours_from_now)).substr(0, 16);
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

  // `more` is appended to its settings. Headphones in this machine ask for nothing.
  std::unique_ptr<ChildProcess> start_kiosk(const std::string& name, const std::string& language,
                                            const std::string& more = {}) const {
    const auto eye = folder_ / (name + "-eye");
    fs::create_directories(eye);
    const auto config = folder_ / (name + ".toml");
    const std::string speech = more.find("[speech]") == std::string::npos ? "[speech]\nheadphones = \"never\"\n" : "";
    EXPECT_TRUE(base::write_file(config, "[screen]\nlanguage = \"" + language +
                                             "\"\n[camera]\nkind = \"folder\"\nfolder = \"" + eye.string() + "\"\n" +
                                             speech + more));
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

}  // namespace einlass::kiosk
