// The colours of reports: read on white, and in print without colour.
#pragma once

#include "printing/badge/colour.h"

namespace einlass::report {

inline constexpr badge::Colour accent{0.09, 0.33, 0.49};
inline constexpr badge::Colour pale{0.66, 0.76, 0.83};
inline constexpr badge::Colour ground{0.945, 0.96, 0.97};

}  // namespace einlass::report
