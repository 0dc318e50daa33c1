// Whether headphones are in: from a device that uinput makes, where this machine has it, and from a pipe in its place.
#include "kiosk/voice/headphone_jack.h"

#include "core/base/guarded.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::voice {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HeadphoneJackTest : public testing::Test {
 protected:
  HeadphoneJackTest() {
    std::string name = (fs::temp_directory_path() / "einlass-jack-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~HeadphoneJackTest() override {
    jack_.reset();
    fs::remove_all(folder_);
  }

  void watch(const fs::path& device, const fs::path& folder) {
    jack_.emplace(HeadphoneJack::Options{.device = device, .folder = folder, .again_after = base::Milliseconds(20)},
                  [this](bool in) { told_.with([in](auto& told) { told.push_back(in); }); });
  }
  std::vector<bool> told(std::size_t count) {
    for (int i = 0; i < 1'000; ++i) {
      const auto so_far = told_.with([](const auto& told) { return told; });
      if (so_far.size() >= count) return so_far;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return told_.with([](const auto& told) { return told; });
  }
  static void emit(int device, std::uint16_t type, std::uint16_t code, std::int32_t value) {
    input_event event{};
    event.type = type;
    event.code = code;
    event.value = value;
    EXPECT_EQ(::write(device, &event, sizeof event), static_cast<ssize_t>(sizeof event));
  }

  fs::path folder_;
  base::Guarded<std::vector<bool>> told_;
  std::optional<HeadphoneJack> jack_;
};

TEST_F(HeadphoneJackTest, TellsOfEachChange) {
  const auto pipe = folder_ / "event3";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int device = ::open(pipe.c_str(), O_RDWR);
  watch(pipe, folder_);
  emit(device, EV_SW, SW_HEADPHONE_INSERT, 1);
  emit(device, EV_SYN, SYN_REPORT, 0);
  emit(device, EV_SW, SW_MICROPHONE_INSERT, 1);
  emit(device, EV_SW, SW_HEADPHONE_INSERT, 1);
  EXPECT_THAT(told(1), ElementsAre(true));
  emit(device, EV_SW, SW_HEADPHONE_INSERT, 0);
  EXPECT_THAT(told(2), ElementsAre(true, false));
  ::close(device);
}

TEST_F(HeadphoneJackTest, TakesADeviceThatGoesForUnpluggedAndFindsItAgain) {
  const auto pipe = folder_ / "event3";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  int device = ::open(pipe.c_str(), O_RDWR);
  watch(pipe, folder_);
  emit(device, EV_SW, SW_HEADPHONE_INSERT, 1);
  ASSERT_THAT(told(1), ElementsAre(true));
  fs::remove(pipe);
  ::close(device);
  EXPECT_THAT(told(2), ElementsAre(true, false));
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  device = ::open(pipe.c_str(), O_RDWR);
  emit(device, EV_SW, SW_HEADPHONE_INSERT, 1);
  EXPECT_THAT(told(3), ElementsAre(true, false, true));
  ::close(device);
}

TEST_F(HeadphoneJackTest, PassesOverWhatIsNoJackAndWaitsForOne) {
  ASSERT_EQ(::mkfifo((folder_ / "event0").c_str(), 0600), 0);
  watch({}, folder_);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_THAT(told(0), IsEmpty());
}

TEST_F(HeadphoneJackTest, FindsARealSwitch) {
  const int maker = ::open("/dev/uinput", O_WRONLY);
  if (maker < 0) GTEST_SKIP() << "this machine has no /dev/uinput to make an input device with";
  ::ioctl(maker, UI_SET_EVBIT, EV_SW);
  ::ioctl(maker, UI_SET_SWBIT, SW_HEADPHONE_INSERT);
  uinput_setup setup{};
  std::strncpy(setup.name, "Einlass test jack", sizeof setup.name - 1);
  ASSERT_EQ(::ioctl(maker, UI_DEV_SETUP, &setup), 0);
  ASSERT_EQ(::ioctl(maker, UI_DEV_CREATE), 0);
  emit(maker, EV_SW, SW_HEADPHONE_INSERT, 1);
  emit(maker, EV_SYN, SYN_REPORT, 0);
  watch({}, "/dev/input");
  EXPECT_THAT(told(1), ElementsAre(true)) << "in before anybody watched";
  emit(maker, EV_SW, SW_HEADPHONE_INSERT, 0);
  emit(maker, EV_SYN, SYN_REPORT, 0);
  EXPECT_THAT(told(2), ElementsAre(true, false));
  emit(maker, EV_SW, SW_HEADPHONE_INSERT, 1);
  emit(maker, EV_SYN, SYN_REPORT, 0);
  EXPECT_THAT(told(3), ElementsAre(true, false, true));
  ::ioctl(maker, UI_DEV_DESTROY);
  EXPECT_THAT(told(4), ElementsAre(true, false, true, false));
  ::close(maker);
}

}  // namespace
}  // namespace einlass::voice
