// The page that shows what a printer makes of a badge: whether sizes are right, how much it cuts off at the edges, how
// small codes, letters and lines may be. Drawn by `einlass badge test-page` and printed by `einlass printer test`;
// holds nothing of any guest. Pure but for the fonts; any thread.
#pragma once

#include "core/base/error.h"
#include "printing/badge/dots.h"
#include "printing/badge/font_set.h"

#include <memory>
#include <string>

namespace einlass::badge {

struct TestPage {
  double width_mm = 0, height_mm = 0;  // of the media that is loaded
  double dpi = 0;                      // the printer's: modules and lines are whole dots of it; 0: not known
  std::string printer;                 // its name, and its make where that is known; may be empty
  std::string date;                    // as people read it; may be empty
};

inline constexpr double smallest_test_page_mm = 20, largest_test_page_mm = 500;

// One page of exactly the media's size. What does not find room on a small one is left out: the rulers never.
// InvalidInput: a size that no test page has.
base::Result<std::string> test_page_pdf(const TestPage& page, const std::shared_ptr<const FontSet>& fonts);

// As it would look on paper; drawn for `dpi` where the page names none. InvalidInput also where dpi is not 20 to 1200.
base::Result<std::string> test_page_png(const TestPage& page, const std::shared_ptr<const FontSet>& fonts, double dpi);

// As a printer that knows black and white only prints it. InvalidInput as above.
base::Result<Dots> test_page_dots(const TestPage& page, const std::shared_ptr<const FontSet>& fonts, int dpi);

}  // namespace einlass::badge
