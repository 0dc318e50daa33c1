// How the screen looks to whoever stands before it. Plain values.
#pragma once

#include <optional>

namespace einlass::flow {

// Large: a capital H of 0.7 degrees at the viewing distance (EN 301 549, 5.1.4). Contrast: light type on black.
enum class Look { Calm, Large, Contrast };

// What one visitor chose; nothing: as the kiosk is set up. Ends with the visit.
struct View {
  std::optional<Look> look;
  std::optional<bool> low;  // all that is touched in the screen's lower half (EN 301 549, 8.3)
  bool chosen() const { return look || low; }
};

}  // namespace einlass::flow
