#include "scanner/aim.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace einlass::scan {
namespace {

constexpr base::Milliseconds between_looks{250};
constexpr base::Milliseconds between_hints{1'500};
constexpr int times_to_settle = 3;

// What decoders need to be sure, in pixels of a module; above it, distance is not what is wrong.
constexpr double readable_module = 2.6;
constexpr int faint = 45;    // contrast
constexpr int bright = 215;  // light parts of a picture with too much light
constexpr int dim = 110;     // with too little

double distance(const FinderPattern& one, const FinderPattern& other) {
  return std::hypot(one.x - other.x, one.y - other.y);
}

bool alike(const FinderPattern& one, const FinderPattern& other) {
  return std::max(one.module, other.module) < 1.5 * std::min(one.module, other.module);
}

// Corners of one code are 14 modules (21 across, less 7) to 170 (177 across) apart.
bool of_one_code(const FinderPattern& one, const FinderPattern& other) {
  const double modules = distance(one, other) * 2 / (one.module + other.module);
  return alike(one, other) && modules > 11 && modules < 250;
}

// Two equal sides and the long one between them.
bool make_a_corner(const std::vector<FinderPattern>& p) {
  std::array<double, 3> sides{distance(p[0], p[1]), distance(p[1], p[2]), distance(p[0], p[2])};
  std::sort(sides.begin(), sides.end());
  return sides[1] < 1.4 * sides[0] && std::abs(sides[2] / std::hypot(sides[0], sides[1]) - 1) < 0.2;
}

double module_of(const std::vector<FinderPattern>& patterns) {
  double sum = 0;
  for (const auto& pattern : patterns) sum += pattern.module;
  return sum / static_cast<double>(patterns.size());
}

AimHint light(const std::vector<FinderPattern>& patterns) {
  int contrast = 0;
  int brightness = 0;
  for (const auto& pattern : patterns) {
    contrast = std::max(contrast, pattern.contrast);
    brightness = std::max(brightness, pattern.brightness);
  }
  if (contrast >= faint) return AimHint::None;
  if (brightness <= dim) return AimHint::Brighter;
  return brightness >= bright ? AimHint::Darker : AimHint::None;
}

// Away from the edge that a code goes over which reaches so far beyond its visible corners.
AimHint away_from_edge(const std::vector<FinderPattern>& patterns, const Frame& frame, double reach) {
  struct Room {
    double pixels;
    AimHint hint;
  };
  std::array<Room, 4> room{{{1e9, AimHint::Right}, {1e9, AimHint::Left}, {1e9, AimHint::Down}, {1e9, AimHint::Up}}};
  for (const auto& pattern : patterns) {
    room[0].pixels = std::min(room[0].pixels, pattern.x);
    room[1].pixels = std::min(room[1].pixels, frame.width - pattern.x);
    room[2].pixels = std::min(room[2].pixels, pattern.y);
    room[3].pixels = std::min(room[3].pixels, frame.height - pattern.y);
  }
  const auto least = std::min_element(room.begin(), room.end(),
                                      [](const Room& one, const Room& other) { return one.pixels < other.pixels; });
  return least->pixels < reach ? least->hint : AimHint::None;
}

// All three corners are in the picture.
AimHint whole(const std::vector<FinderPattern>& patterns, const Frame& frame) {
  const double module = module_of(patterns);
  if (const AimHint hint = light(patterns); hint != AimHint::None) return hint;
  if (module < readable_module) return AimHint::Closer;
  if (const AimHint edge = away_from_edge(patterns, frame, 4 * module); edge != AimHint::None) return edge;
  return AimHint::HoldStill;
}

// A corner is hidden, or beyond the edge.
AimHint part(const std::vector<FinderPattern>& patterns, const Frame& frame) {
  const double side = distance(patterns[0], patterns[1]);
  const double room = std::min(frame.width, frame.height);
  if (side > 0.75 * room) return AimHint::FurtherAway;
  const AimHint edge = away_from_edge(patterns, frame, side);
  return edge == AimHint::None ? AimHint::WholeCode : edge;
}

// One corner says where the rest is only if there is an edge to hide it.
AimHint corner(const FinderPattern& pattern, const Frame& frame) {
  constexpr double sure_module = 3.5;
  constexpr double code = 26;  // modules to the far side of the next corner, of most tickets
  if (pattern.module < sure_module || pattern.contrast < faint) return AimHint::None;
  return away_from_edge({pattern}, frame, code * pattern.module);
}

bool all_of_one_code(const std::vector<FinderPattern>& patterns) {
  return std::all_of(patterns.begin() + 1, patterns.end(),
                     [&](const FinderPattern& other) { return of_one_code(patterns.front(), other); });
}

// What is printed in a code, or beside it, may look like a fourth corner.
std::vector<FinderPattern> without_a_fourth(const std::vector<FinderPattern>& patterns) {
  if (patterns.size() != 4) return patterns;
  for (std::size_t left_out = 0; left_out < patterns.size(); ++left_out) {
    auto three = patterns;
    three.erase(three.begin() + static_cast<std::ptrdiff_t>(left_out));
    if (all_of_one_code(three) && make_a_corner(three)) return three;
  }
  return patterns;
}

}  // namespace

AimReport judge(const std::vector<FinderPattern>& found, const Frame& frame) {
  const auto patterns = without_a_fourth(found);
  if (patterns.empty() || patterns.size() > 3 || !all_of_one_code(patterns)) return {};
  const double good = std::clamp(module_of(patterns) / (1.5 * readable_module), 0.1, 1.0);
  if (patterns.size() == 1) {
    const AimHint hint = corner(patterns.front(), frame);
    return {.hint = hint, .nearness = hint == AimHint::None ? 0 : good / 3};
  }
  if (patterns.size() == 2) return {.hint = part(patterns, frame), .nearness = good / 2};
  if (!make_a_corner(patterns)) return {};
  return {.hint = whole(patterns, frame), .nearness = good};
}

std::optional<AimReport> Aim::look(const Frame& frame, bool read) {
  const bool due = !looked_ || frame.taken_at - *looked_ >= between_looks;
  if (!read && !due) return std::nullopt;
  looked_ = frame.taken_at;
  if (read) {
    next_ = hint_ = AimHint::None;
    times_ = 0;
    return AimReport{.hint = AimHint::None, .nearness = 1};
  }
  AimReport report = judge(find_patterns(frame), frame);
  report.hint = settled(report.hint, frame.taken_at);
  return report;
}

AimHint Aim::settled(AimHint now, base::Milliseconds at) {
  times_ = now == next_ ? times_ + 1 : 1;
  next_ = now;
  if (now == hint_ || times_ < times_to_settle || at - changed_ < between_hints) return hint_;
  changed_ = at;
  return hint_ = now;
}

}  // namespace einlass::scan
