// Who came and who did not, of each category, as bars that show how they compare. Without tags, as the arrivals.
#pragma once

#include "server/report/page_flow.h"

#include <string>
#include <vector>

namespace einlass::report {

struct CategoryBar {
  std::string label;
  int came = 0;
  int missing = 0;
};

// Nothing where there are no bars.
void add_category_chart(PageFlow& pages, const std::vector<CategoryBar>& bars, const std::string& came,
                        const std::string& missing);

}  // namespace einlass::report
