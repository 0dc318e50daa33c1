// A page of dots in the raster format that every driverless printer takes (PWG 5102.4), written by libcups. Pure.
#pragma once

#include "printing/badge/dots.h"

#include <string>

namespace einlass::spool {

inline constexpr const char* pwg_raster_format = "image/pwg-raster";

enum class RasterType { Black1, Sgray8 };  // PWG 5102.4 §4.3.3.2: one bit, 1 is black; one byte, 0 is black

std::string pwg_raster(const badge::Dots& dots, RasterType type);

}  // namespace einlass::spool
