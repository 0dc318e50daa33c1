// When a hand struck, on this process's clock: the window of a busy kiosk comes to two strikes at once that were apart,
// and must not take the second for an accident. Events carry a time of the display's own clock; the event that was come
// to soonest tells how far that is from ours.
#pragma once

#include "core/base/instant.h"

#include <cstdint>
#include <optional>

namespace einlass::screens {

class StrikeClock {
 public:
  // `event_ms`: of the display's clock, milliseconds that wrap around (Xlib, XButtonEvent.time); 0: nobody knows, such
  // as where assistive technology presses. `now`: monotonic. How long ago the strike was; nothing is known of the
  // first.
  base::Milliseconds late(std::uint32_t event_ms, base::Milliseconds now);
  // Of the event that GTK is handling. UI thread.
  base::Milliseconds late_event();

 private:
  std::optional<std::uint32_t> soonest_;  // ours minus the display's, wrapping around
};

}  // namespace einlass::screens
