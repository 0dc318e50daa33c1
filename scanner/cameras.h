// The cameras of this machine, as Linux lists them. Reads directories only: no camera is opened.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::scan {

struct Camera {
  std::string name;  // of model, manufacturer and serial number, the same in every socket; else the device
  std::filesystem::path device;
  friend bool operator==(const Camera&, const Camera&) = default;
};

// Those that deliver pictures, in a fixed order. Any thread. `root` is another one in tests.
std::vector<Camera> cameras(const std::filesystem::path& root = "/");

// Devices that `wanted` means, best first: a path as it is; "any" all cameras; else those with `wanted` in their name,
// such as a serial number. Empty: none is plugged in.
std::vector<std::filesystem::path> devices_of(const std::string& wanted, const std::filesystem::path& root = "/");

}  // namespace einlass::scan
