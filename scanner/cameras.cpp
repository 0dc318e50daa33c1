#include "scanner/cameras.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <system_error>

namespace einlass::scan {
namespace {

namespace fs = std::filesystem;

// A camera has several devices; those after the first carry data about pictures.
bool delivers_pictures(const fs::path& root, const std::string& device) {
  std::ifstream file(root / "sys/class/video4linux" / device / "index");
  int index = 0;
  file >> index;
  return index == 0;
}

// udev's "usb-Maker_Model_4711-video-index0" without what all of them have in common.
std::string bare(std::string name) {
  if (name.starts_with("usb-")) name.erase(0, 4);
  if (const auto end = name.find("-video-index"); end != std::string::npos) name.erase(end);
  return name;
}

template <typename Take>
void each_file(const fs::path& folder, Take&& take) {
  std::error_code none;  // no such folder: no camera was ever plugged in
  for (auto entry = fs::directory_iterator(folder, none); !none && entry != fs::directory_iterator();
       entry.increment(none)) {
    take(entry->path());
  }
}

// Device to the name that udev gives it.
std::map<std::string, std::string> names_by_device(const fs::path& root) {
  std::map<std::string, std::string> names;
  each_file(root / "dev/v4l/by-id", [&](const fs::path& link) {
    std::error_code broken;
    const auto target = fs::read_symlink(link, broken);
    if (!broken) names.emplace(target.filename().string(), bare(link.filename().string()));
  });
  return names;
}

}  // namespace

std::vector<Camera> cameras(const fs::path& root) {
  std::vector<Camera> found;
  const auto names = names_by_device(root);
  each_file(root / "dev", [&](const fs::path& file) {
    const std::string device = file.filename().string();
    if (!device.starts_with("video") || !delivers_pictures(root, device)) return;
    const auto name = names.find(device);
    found.push_back({.name = name == names.end() ? "/dev/" + device : name->second, .device = file});
  });
  std::sort(found.begin(), found.end(), [](const Camera& a, const Camera& b) {
    // video10 comes after video9.
    return std::pair(a.device.string().size(), a.device) < std::pair(b.device.string().size(), b.device);
  });
  return found;
}

std::vector<fs::path> devices_of(const std::string& wanted, const fs::path& root) {
  if (wanted.starts_with('/')) return {wanted};
  std::vector<fs::path> devices;
  for (const Camera& camera : cameras(root)) {
    if (wanted == "any" || camera.name.find(bare(wanted)) != std::string::npos) devices.push_back(camera.device);
  }
  return devices;
}

}  // namespace einlass::scan
