#include "scanner/cameras.h"

#include "tests/scanner/own_folder.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

namespace fs = std::filesystem;

// The files that Linux and udev would make.
class CamerasTest : public ::testing::Test {
 protected:
  void plug(const std::string& device, int index, const std::string& name) const {
    fs::create_directories(root() / "dev/v4l/by-id");
    fs::create_directories(root() / "sys/class/video4linux" / device);
    std::ofstream(root() / "dev" / device) << "";
    std::ofstream(root() / "sys/class/video4linux" / device / "index") << index << "\n";
    if (!name.empty()) fs::create_symlink("../../" + device, root() / "dev/v4l/by-id" / name);
  }
  fs::path root() const { return folder_ / "root"; }
  std::vector<fs::path> devices(const std::string& wanted) const { return devices_of(wanted, root()); }

  testing::OwnFolder folder_;
};

TEST_F(CamerasTest, AreListedByNameWithoutTheirDataDevices) {
  plug("video10", 0, "");
  plug("video2", 0, "usb-Maker_Model_4711-video-index0");
  plug("video3", 1, "usb-Maker_Model_4711-video-index1");
  EXPECT_EQ(cameras(root()), (std::vector<Camera>{{"Maker_Model_4711", root() / "dev/video2"},
                                                  {"/dev/video10", root() / "dev/video10"}}));
}

TEST_F(CamerasTest, AreFoundByAnyPartOfTheirNameWhereverTheyArePlugged) {
  plug("video0", 0, "usb-Laptop_Lid_1-video-index0");
  plug("video4", 0, "usb-Maker_Model_4711-video-index0");
  EXPECT_EQ(devices("4711"), std::vector<fs::path>{root() / "dev/video4"});
  EXPECT_EQ(devices("usb-Maker_Model_4711-video-index0"), std::vector<fs::path>{root() / "dev/video4"})
      << "as udev writes it";
  EXPECT_EQ(devices("any"), (std::vector<fs::path>{root() / "dev/video0", root() / "dev/video4"}));
  EXPECT_EQ(devices("/dev/video7"), std::vector<fs::path>{"/dev/video7"}) << "a path is taken as it is";
  EXPECT_TRUE(devices("4712").empty());
}

TEST_F(CamerasTest, MayBeNone) {
  EXPECT_TRUE(cameras(root()).empty());
  EXPECT_TRUE(devices("any").empty());
}

}  // namespace
}  // namespace einlass::scan
