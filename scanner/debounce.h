// A ticket held before the camera is read many times a second; this makes it one scan. Pure: the time is handed in.
//
// Owned by whoever acts on scans (the kiosk's stage), on one thread.
#pragma once

#include "core/base/instant.h"

#include <string>
#include <string_view>
#include <vector>

namespace einlass::scan {

class Debounce {
 public:
  explicit Debounce(base::Milliseconds quiet = base::Milliseconds(3000)) : quiet_(quiet) {}

  // True if this code is a new scan: not seen, by any source, within the quiet time before `now` (monotonic). A code
  // that stays in view keeps being the same scan.
  bool is_new(std::string_view text, base::Milliseconds now);

  // The next sight of any code is a new scan.
  void forget() { seen_.clear(); }

 private:
  struct Sight {
    std::string text;
    base::Milliseconds last;
  };

  base::Milliseconds quiet_;
  std::vector<Sight> seen_;  // at most the codes of the last few seconds
};

}  // namespace einlass::scan
