// Sizes of paper and labels as people type them. Pure.
#pragma once

#include "core/base/error.h"

#include <string>

namespace einlass::badge {

struct PaperSize {
  double width_mm = 0, height_mm = 0;
};

// "86x54" in millimetres with or without decimals, "A4", "A5" or "A6". InvalidInput: anything else.
base::Result<PaperSize> paper_size(const std::string& text);

}  // namespace einlass::badge
