// Which keys of a keyboard stand beside each other: as on a typewriter where each is wide enough for a finger, else in
// shorter rows of equal keys. Pure functions.
#pragma once

#include "kiosk/flow/screen_model.h"

#include <vector>

namespace einlass::screens {

struct PlacedKey {
  const flow::Keycap* key = nullptr;  // of the keyboard that was given; nullptr: the one that hides all others
  double width = 1;                   // of an ordinary key
};
using KeyRows = std::vector<std::vector<PlacedKey>>;

struct KeyLayout {
  KeyRows rows;
  bool folded = false;  // rows are not as given: all but the last have keys of one width
};

// `width` and `gap`: of the keyboard and between two keys; `narrowest`: that a key may be. All in pixels.
KeyLayout key_layout(const flow::Keyboard& keyboard, int width, int gap, int narrowest);

}  // namespace einlass::screens
