// How large the display is, in millimetres. Called once, after GTK has started.
#pragma once

#include "kiosk/screens/measure.h"

namespace einlass::screens {

// Pixels per millimetre: after `width_mm`, where somebody measured it, else as the display says of itself (EDID); 0
// where it says nothing.
double display_density(int width_mm);

}  // namespace einlass::screens
