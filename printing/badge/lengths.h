// Units in which badges are drawn. Inner to printing/badge; pure.
#pragma once

namespace einlass::badge {

inline constexpr double points_per_mm = 72 / 25.4;  // PDF's unit (ISO 32000-1, 8.3.2.3)

}  // namespace einlass::badge
