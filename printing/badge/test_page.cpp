#include "printing/badge/test_page.h"

#include "printing/badge/print_samples.h"
#include "printing/badge/surface.h"

#include <fmt/format.h>

namespace einlass::badge {

using base::Result;

namespace {

Result<void> has_a_size(const TestPage& page) {
  const auto fits = [](double mm) { return mm >= smallest_test_page_mm && mm <= largest_test_page_mm; };
  if (fits(page.width_mm) && fits(page.height_mm)) return {};
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("A test page measures {:g} to {:g} mm each way: give the size of what is loaded.",
                                smallest_test_page_mm, largest_test_page_mm));
}

Result<void> draw(const TestPage& page, const std::shared_ptr<const FontSet>& fonts, _cairo* canvas, double dot_units,
                  std::vector<DotArea>* pictures = nullptr) {
  const Typesetter typesetter(fonts);
  const MeasuredPen pen(canvas, typesetter,
                        {.dot_mm = page.dpi > 0 ? 25.4 / page.dpi : 0, .dot_units = dot_units, .pictures = pictures});
  return draw_samples(pen, page, draw_rim(pen, page.width_mm, page.height_mm));
}

}  // namespace

Result<std::string> test_page_pdf(const TestPage& page, const std::shared_ptr<const FontSet>& fonts) {
  if (auto checked = has_a_size(page); !checked) return tl::make_unexpected(checked.error());
  PdfSurface surface(page.width_mm, page.height_mm);
  const auto drawn = draw(page, fonts, surface.canvas(), page.dpi > 0 ? 72 / page.dpi : 0);
  if (!drawn) return tl::make_unexpected(drawn.error());
  return surface.finish();
}

Result<std::string> test_page_png(const TestPage& page, const std::shared_ptr<const FontSet>& fonts, double dpi) {
  if (auto checked = has_a_size(page); !checked) return tl::make_unexpected(checked.error());
  const auto surface = PixelSurface::open(page.width_mm, page.height_mm, dpi);
  if (!surface) return tl::make_unexpected(surface.error());
  TestPage shown = page;
  if (shown.dpi <= 0) shown.dpi = dpi;
  if (auto drawn = draw(shown, fonts, surface->canvas(), 1); !drawn) return tl::make_unexpected(drawn.error());
  return surface->png();
}

Result<Dots> test_page_dots(const TestPage& page, const std::shared_ptr<const FontSet>& fonts, int dpi) {
  if (auto checked = has_a_size(page); !checked) return tl::make_unexpected(checked.error());
  const auto surface = PixelSurface::open(page.width_mm, page.height_mm, dpi);
  if (!surface) return tl::make_unexpected(surface.error());
  TestPage shown = page;
  shown.dpi = dpi;
  std::vector<DotArea> pictures;
  if (auto drawn = draw(shown, fonts, surface->canvas(), 1, &pictures); !drawn)
    return tl::make_unexpected(drawn.error());
  return surface->dots(pictures);
}

}  // namespace einlass::badge
