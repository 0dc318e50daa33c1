// Arrivals over time as columns, on a page that flows. Inner to the summary.
#pragma once

#include "core/base/venue_zone.h"
#include "server/report/arrival_rows.h"
#include "server/report/page_flow.h"
#include "server/report/small_cells.h"

#include <string>
#include <vector>

namespace einlass::report {

struct ArrivalsChart {
  std::vector<ArrivalRow> rows;  // of one day; not empty
  std::vector<CellShown> shown;  // of each
  int minutes = 5;               // of each
};

// So few minutes that a day's columns stand side by side on a page.
int minutes_per_column(const PersonsByMinute& arrivals);

// Columns that are not shown as a number are all of one height, and paler. Without a tag: cairo 1.16 has no words for a
// figure, so the text beside it says what it shows.
void add_arrivals_chart(PageFlow& pages, const ArrivalsChart& chart, const base::VenueZone& zone);

}  // namespace einlass::report
