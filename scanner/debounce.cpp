#include "scanner/debounce.h"

#include <algorithm>

namespace einlass::scan {

bool Debounce::is_new(std::string_view text, base::Milliseconds now) {
  std::erase_if(seen_, [&](const Sight& sight) { return now - sight.last >= quiet_; });
  const auto known = std::find_if(seen_.begin(), seen_.end(), [&](const Sight& sight) { return sight.text == text; });
  if (known == seen_.end()) {
    seen_.push_back({std::string(text), now});
    return true;
  }
  known->last = std::max(known->last, now);
  return false;
}

}  // namespace einlass::scan
