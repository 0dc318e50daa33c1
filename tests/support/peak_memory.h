// How much more memory this process came to hold at once since the object was made: the kernel's high-water mark
// (proc(5), VmHWM), which is set back at the beginning.
#pragma once

#include <fstream>
#include <string>

namespace einlass::support {

class PeakMemory {
 public:
  PeakMemory() {
    std::ofstream("/proc/self/clear_refs") << "5";
    before_ = peak_kib();
  }

  double grown_mib() const { return static_cast<double>(peak_kib() - before_) / 1024; }

 private:
  static long peak_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
    }
    return 0;
  }

  long before_ = 0;
};

}  // namespace einlass::support
