#include "kiosk/voice/headphone_jack.h"

#include "core/base/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace einlass::voice {

namespace {

namespace fs = std::filesystem;

using SwitchBits = std::array<std::uint8_t, SW_CNT / 8 + 1>;

bool has_headphones(const SwitchBits& bits) {
  return (bits.at(SW_HEADPHONE_INSERT / 8) >> (SW_HEADPHONE_INSERT % 8) & 1) != 0;
}

bool has_switch(int device) {
  SwitchBits bits{};
  return ::ioctl(device, EVIOCGBIT(EV_SW, bits.size()), bits.data()) >= 0 && has_headphones(bits);
}

int open_to_read(const fs::path& path) {
  return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

std::vector<fs::path> devices_in(const fs::path& folder) {
  std::vector<fs::path> devices;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.path().filename().string().starts_with("event")) devices.push_back(entry.path());
  }
  std::sort(devices.begin(), devices.end());
  return devices;
}

}  // namespace

HeadphoneJack::HeadphoneJack(Options options, std::function<void(bool)> tell)
    : options_(std::move(options)),
      tell_(std::move(tell)),
      end_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { run(); }) {}

HeadphoneJack::~HeadphoneJack() {
  ::eventfd_write(end_, 1);
  thread_.join();
  ::close(end_);
}

void HeadphoneJack::run() {
  do {
    const int device = open_device();
    if (device < 0) continue;
    watch(device);
    ::close(device);
    tell(false);
  } while (!ended_within(options_.again_after));
}

int HeadphoneJack::open_device() {
  if (!options_.device.empty()) {
    const int device = open_to_read(options_.device);
    if (device < 0) complain(options_.device.string() + ": " + std::strerror(errno));
    return device;
  }
  bool forbidden = false;
  for (const auto& path : devices_in(options_.folder)) {
    const int device = open_to_read(path);
    forbidden = forbidden || (device < 0 && errno == EACCES);
    if (device >= 0 && has_switch(device)) return device;
    if (device >= 0) ::close(device);
  }
  complain(forbidden ? "its user may not read the devices in " + options_.folder.string() : "there is no such jack");
  return -1;
}

void HeadphoneJack::watch(int device) {
  SwitchBits now{};
  tell(::ioctl(device, EVIOCGSW(now.size()), now.data()) >= 0 && has_headphones(now));
  while (true) {
    std::array<pollfd, 2> awaited{{{device, POLLIN, 0}, {end_, POLLIN, 0}}};
    if (::poll(awaited.data(), awaited.size(), -1) < 0 && errno != EINTR) return;
    if (awaited[1].revents != 0) return;
    if (awaited[0].revents == 0) continue;
    input_event event{};
    if (::read(device, &event, sizeof event) != static_cast<ssize_t>(sizeof event)) return;
    if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) tell(event.value != 0);
  }
}

void HeadphoneJack::tell(bool plugged_in) {
  if (std::exchange(plugged_in_, plugged_in) != plugged_in) tell_(plugged_in);
}

bool HeadphoneJack::ended_within(base::Milliseconds time) const {
  pollfd end{end_, POLLIN, 0};
  return ::poll(&end, 1, static_cast<int>(time.count())) > 0;
}

void HeadphoneJack::complain(const std::string& why) {
  if (std::exchange(complained_, true)) return;
  base::log_info("headphones are not noticed here ({}); see speech.headphones in the settings", why);
}

}  // namespace einlass::voice
