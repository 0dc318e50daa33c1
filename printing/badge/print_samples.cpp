#include "printing/badge/print_samples.h"

#include "printing/badge/qr_symbol.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::badge {
namespace {

using base::Result;

constexpr double gap = 1.2;
constexpr MeasuredPen::Words caption{.size_pt = 5};
constexpr double quiet_modules = 4;  // ISO/IEC 18004, 5.3.8; on all sides
constexpr double low = 20;           // one line is enough of a title there
constexpr double foot = 0.82;        // of a line's box, from its top to the letters' foot
constexpr double above_codes = 1.3;  // the quiet zone of the largest, beyond the gap between rows

struct Spot {
  double x = 0, y = 0;
};

// From left to right and from top to bottom, as far as there is room.
class Flow {
 public:
  explicit Flow(const RimInside& inside) : inside_(inside), next_{inside.x, inside.y} {}

  std::optional<Spot> take(double width, double height) {
    const double right = inside_.x + inside_.width, bottom = inside_.y + inside_.height;
    const bool wraps = next_.x > inside_.x && next_.x + width > right;
    const Spot spot = wraps ? Spot{inside_.x, next_.y + row_} : next_;
    if (spot.x + width > right + 1e-6 || spot.y + height > bottom + 1e-6) return std::nullopt;
    if (wraps) row_ = 0;
    next_ = {spot.x + width + gap, spot.y};
    row_ = std::max(row_, height + gap);
    return spot;
  }

  void end_row() {
    next_ = {inside_.x, next_.y + row_};
    row_ = 0;
  }

  double width() const { return inside_.width; }
  double height() const { return inside_.height; }

 private:
  RimInside inside_;
  Spot next_;
  double row_ = 0;
};

// Different ones only, as the device has them.
std::vector<double> in_dots(const MeasuredPen& pen, const std::vector<double>& lengths) {
  std::vector<double> real;
  for (const double length : lengths) {
    const double mm = pen.in_dots(length);
    if (real.empty() || std::abs(real.back() - mm) > 0.01) real.push_back(mm);
  }
  return real;
}

class Samples {
 public:
  Samples(const MeasuredPen& pen, const RimInside& inside) : pen_(pen), flow_(inside) {}

  void title(const TestPage& page) {
    const std::string name = page.printer.empty() ? "Einlass test page" : page.printer;
    std::vector<std::string> about{fmt::format("{:g} x {:g} mm", page.width_mm, page.height_mm)};
    if (page.dpi > 0) about.push_back(fmt::format("{:g} dpi", page.dpi));
    if (!page.date.empty()) about.push_back(page.date);
    if (flow_.height() < low) {
      about.insert(about.begin(), name);
    } else {
      line(name, {.size_pt = 8, .weight = Weight::Bold, .widest_mm = flow_.width()});
    }
    const MeasuredPen::Words small{.size_pt = 6, .widest_mm = flow_.width()};
    const auto in_one = fmt::format("{}", fmt::join(about, " · "));
    if (pen_.measure(in_one, {.size_pt = small.size_pt}).width_mm <= flow_.width()) return line(in_one, small);
    for (const auto& each : about) line(each, small);
  }

  Result<void> codes() {
    for (const double module : in_dots(pen_, {0.6, 0.5, 0.4, 0.35, 0.3, 0.25})) {
      // Twenty characters are what the smallest symbol holds; a kiosk says of it that it is no ticket.
      const auto symbol = QrSymbol::encode(fmt::format("EINLASS TEST {:.2f} MM", module));
      if (!symbol) return tl::make_unexpected(symbol.error());
      const double side = symbol->modules() * module, quiet = quiet_modules * module;
      const auto amount = fmt::format("{:.2f} mm", module);
      const double below = pen_.measure(amount, caption).width_mm;
      const auto spot =
          flow_.take(quiet + std::max(side + quiet - gap, below), above_codes + side + quiet + caption_height());
      if (!spot) continue;
      pen_.code(spot->x + quiet, spot->y + above_codes, *symbol, module);
      pen_.write(spot->x + quiet, spot->y + above_codes + side + quiet, amount, caption);
    }
    flow_.end_row();
    return {};
  }

  // On one line, as far as the width goes.
  void letters() {
    double tallest = 0;
    for (const double size : {14.0, 10.0, 8.0, 7.0, 6.0, 5.0}) {
      const auto text = fmt::format("Zoë {:g}", size);
      const MeasuredPen::Words words{.size_pt = size};
      const auto box = pen_.measure(text, words);
      tallest = std::max(tallest, box.height_mm);
      // A line of text stands in the middle of its box: so much higher or lower its foot is.
      const auto spot = flow_.take(box.width_mm, tallest);
      if (spot) pen_.write(spot->x, spot->y + (tallest - box.height_mm) * foot, text, words);
    }
    reversed("Zoë 7", 7, tallest);
    flow_.end_row();
    reversed("Zoë 9", 9, 0);
  }

  void lines() {
    const auto widths = in_dots(pen_, {0.1, 0.2, 0.3, 0.4, 0.5});
    const double each = 4.4, tall = 4, rows = static_cast<double>(widths.size());
    if (const auto spot = flow_.take(rows * each, tall + caption_height())) {
      for (std::size_t i = 0; i < widths.size(); ++i) {
        const double x = spot->x + static_cast<double>(i) * each;
        pen_.upright_line(x + 0.5, spot->y, tall, widths[i]);
        pen_.level_line(x + 1.3, spot->y + tall / 2, each - 2, widths[i]);
        pen_.write(x, spot->y + tall + 0.2, fmt::format("{:.2f}", widths[i]), caption);
      }
    }
  }

  void greys() {
    constexpr int steps = 11;
    const double each = 2.6, tall = 4;
    const auto spot = flow_.take(steps * each, tall + caption_height());
    if (!spot) return;
    for (int i = 0; i < steps; ++i) {
      const double x = spot->x + i * each;
      pen_.fill(x, spot->y, each + (i + 1 < steps ? 0.05 : 0), tall, 1 - i * 0.1);
      if (i % 5 == 0) pen_.write(x, spot->y + tall + 0.2, fmt::format("{} %", i * 10), caption);
    }
  }

 private:
  double caption_height() const { return caption.size_pt * 1.1 / 72 * 25.4 + 0.2; }

  void line(const std::string& text, const MeasuredPen::Words& words) {
    const auto box = pen_.measure(text, words);
    if (const auto spot = flow_.take(box.width_mm, box.height_mm - gap)) pen_.write(spot->x, spot->y, text, words);
    flow_.end_row();
  }

  // As category bars have it. On the foot of a row that is `tall`.
  void reversed(const std::string& text, double size, double tall) {
    const MeasuredPen::Words words{.size_pt = size, .weight = Weight::Bold, .grey = 1};
    const auto box = pen_.measure(text, words);
    const auto spot = flow_.take(box.width_mm + 2, std::max(tall, box.height_mm));
    if (!spot) return;
    const double y = spot->y + std::max(0.0, tall - box.height_mm);
    pen_.fill(spot->x, y, box.width_mm + 2, box.height_mm);
    pen_.write(spot->x + 1, y, text, words);
  }

  const MeasuredPen& pen_;
  Flow flow_;
};

}  // namespace

Result<void> draw_samples(const MeasuredPen& pen, const TestPage& page, const RimInside& inside) {
  Samples samples(pen, inside);
  samples.title(page);
  if (auto drawn = samples.codes(); !drawn) return drawn;
  samples.letters();
  samples.lines();
  samples.greys();
  return {};
}

}  // namespace einlass::badge
