// The summary of an event as a PDF for people: figures, arrivals over time, who came. It names no guest, and cells
// under five are suppressed (small_cells.h). Pure but for the fonts; any thread.
#pragma once

#include "core/base/error.h"
#include "printing/badge/font_set.h"
#include "server/report/summary.h"

#include <memory>
#include <string>

namespace einlass::report {

// `language`: "de", else English.
base::Result<std::string> summary_pdf(const Summary& summary, const base::VenueZone& zone, const std::string& language,
                                      const std::shared_ptr<const badge::FontSet>& fonts);

}  // namespace einlass::report
