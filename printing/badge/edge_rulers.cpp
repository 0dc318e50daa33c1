#include "printing/badge/edge_rulers.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace einlass::badge {
namespace {

constexpr double frame = 3;   // most label printers reach no further out (docs/badges.md)
constexpr double corner = 6;  // belongs to the corner's marks
constexpr double hairline = 0.1;
constexpr double firm_line = 0.2;
constexpr double number_pt = 4.5;
constexpr double number_gap = 0.3;
constexpr double narrow = 30;  // no room for numbers beside anything else

double length_of(int millimetre) {
  if (millimetre % 10 == 0) return 2.4;
  return millimetre % 5 == 0 ? 1.7 : 1;
}

// Both ends of a ruler in one go: what is drawn at the near edge is drawn at the far one, too.
class Rulers {
 public:
  Rulers(const MeasuredPen& pen, double width, double height) : pen_(pen), width_(width), height_(height) {}

  void frames() const {
    for (const double inset : {0.0, frame}) {
      const double thick = pen_.in_dots(firm_line);
      const double w = width_ - 2 * inset, h = height_ - 2 * inset;
      pen_.fill(inset, inset, w, thick);
      pen_.fill(inset, height_ - inset - thick, w, thick);
      pen_.fill(inset, inset, thick, h);
      pen_.fill(width_ - inset - thick, inset, thick, h);
    }
  }

  void corners() const {
    for (const double inset : {1.0, 2.0, 4.0, 5.0}) {
      const double arm = corner - inset;
      for (const double x : {inset, width_ - corner}) {
        pen_.level_line(x, inset, arm, hairline);
        pen_.level_line(x, height_ - inset, arm, hairline);
      }
      for (const double y : {inset, height_ - corner}) {
        pen_.upright_line(inset, y, arm, hairline);
        pen_.upright_line(width_ - inset, y, arm, hairline);
      }
    }
  }

  void level() const {
    for (int at = static_cast<int>(corner) + 1; at < width_ - corner; ++at) {
      const double length = length_of(at);
      pen_.upright_line(at, frame, length, hairline);
      pen_.upright_line(at, height_ - frame - length, length, hairline);
      if (!is_numbered(at, width_)) continue;
      const auto words = number(at);
      pen_.write(at - words.width_mm / 2, frame + length, std::to_string(at), {.size_pt = number_pt});
      pen_.write(at - words.width_mm / 2, height_ - frame - length - words.height_mm, std::to_string(at),
                 {.size_pt = number_pt});
    }
  }

  void upright() const {
    for (int at = static_cast<int>(corner) + 1; at < height_ - corner; ++at) {
      const double length = length_of(at);
      pen_.level_line(frame, at, length, hairline);
      pen_.level_line(width_ - frame - length, at, length, hairline);
      if (!is_numbered(at, height_)) continue;
      const auto words = number(at);
      const double top = at - words.height_mm / 2;
      pen_.write(frame + length + number_gap, top, std::to_string(at), {.size_pt = number_pt});
      pen_.write(width_ - frame - length - number_gap - words.width_mm, top, std::to_string(at),
                 {.size_pt = number_pt});
    }
  }

  RimInside inside() const {
    const int last = static_cast<int>(std::floor(height_ - corner)) / 10 * 10;
    const bool numbered = is_numbered();
    const double aside = frame + 2.4 + (numbered && last >= 10 ? 2 * number_gap + number(last).width_mm : 0) + 0.5;
    const double above = frame + 2.4 + (numbered ? number(10).height_mm : 0) + 0.4;
    return {aside, above, width_ - 2 * aside, height_ - 2 * above};
  }

 private:
  bool is_numbered() const { return std::min(width_, height_) >= narrow; }
  // Beside a corner, two numbers would stand as one.
  bool is_numbered(int at, double length) const { return at % 10 == 0 && is_numbered() && at < length - corner - 2; }
  MeasuredPen::Written number(int at) const { return pen_.measure(std::to_string(at), {.size_pt = number_pt}); }

  const MeasuredPen& pen_;
  double width_, height_;
};

}  // namespace

RimInside draw_rim(const MeasuredPen& pen, double width_mm, double height_mm) {
  const Rulers rulers(pen, width_mm, height_mm);
  rulers.frames();
  rulers.corners();
  rulers.level();
  rulers.upright();
  return rulers.inside();
}

}  // namespace einlass::badge
