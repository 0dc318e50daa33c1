// What stands inside the rim of the test page: codes, letters and lines from large to small, greys. Part of the test
// page; each is drawn whole or left out.
#pragma once

#include "core/base/error.h"
#include "printing/badge/edge_rulers.h"
#include "printing/badge/test_page.h"

namespace einlass::badge {

base::Result<void> draw_samples(const MeasuredPen& pen, const TestPage& page, const RimInside& inside);

}  // namespace einlass::badge
