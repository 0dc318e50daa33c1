#include "kiosk/screens/strike_clock.h"

#include "core/base/clock.h"

#include <gtk/gtk.h>

namespace einlass::screens {

using base::Milliseconds;

base::Milliseconds StrikeClock::late(std::uint32_t event_ms, Milliseconds now) {
  // Beyond that the clocks were set anew, as after a sleep.
  constexpr std::int32_t longest_ms = 60'000;
  if (event_ms == 0) return Milliseconds(0);
  const std::uint32_t apart = static_cast<std::uint32_t>(now.count()) - event_ms;
  const auto late = soonest_ ? static_cast<std::int32_t>(apart - *soonest_) : 0;
  if (!soonest_ || late < 0 || late > longest_ms) {
    soonest_ = apart;
    return Milliseconds(0);
  }
  return Milliseconds(late);
}

Milliseconds StrikeClock::late_event() {
  return late(gtk_get_current_event_time(), base::SystemClock().monotonic());
}

}  // namespace einlass::screens
