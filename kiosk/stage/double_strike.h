// Accidental double strikes count once (EN 301 549, 5.8). Owned by the stage.
//
// Typing is faster than pressing buttons, so keys have a limit of their own: of two strikes of the same key only; "ll"
// takes a person a fifth of a second. A key right after a button is an accident, too: the button that was struck twice
// has given way to a keyboard. A button right after a key is none: the last digit, then "Sign in".
#pragma once

#include "core/base/instant.h"
#include "kiosk/flow/event.h"

#include <optional>

namespace einlass::stage {

struct DoubleStrikeLimits {
  base::Milliseconds button{500};
  base::Milliseconds same_key{120};  // up to 500 where hands tremble
};

class DoubleStrike {
 public:
  explicit DoubleStrike(DoubleStrikeLimits limits) : limits_(limits) {}

  // `at`: monotonic. A press that does not count leaves the one before as it was.
  bool counts(const flow::Event& press, base::Milliseconds at);

 private:
  bool is_accident(const flow::Event& press, base::Milliseconds since) const;

  DoubleStrikeLimits limits_;
  std::optional<flow::Event> last_;
  base::Milliseconds at_{0};
};

}  // namespace einlass::stage
