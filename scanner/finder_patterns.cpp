#include "scanner/finder_patterns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>

namespace einlass::scan {
namespace {

constexpr int block = 16;  // pixels of a side, for the threshold
constexpr std::array<int, 5> proportions{1, 1, 3, 1, 1};
constexpr double smallest_module = 0.9;
constexpr int least_contrast = 12;  // below it there is only noise

// Dark is what is darker than its neighbourhood: five by five blocks around it.
class DarkThreshold {
 public:
  explicit DarkThreshold(const Frame& frame)
      : frame_(frame), columns_((frame.width + block - 1) / block), rows_((frame.height + block - 1) / block) {
    std::vector<int> means(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (int row = 0; row < rows_; ++row) {
      for (int column = 0; column < columns_; ++column) means[index(column, row)] = mean(column, row);
    }
    smooth(means);
  }

  bool dark(int x, int y) const { return frame_.row(y)[x] < limits_[index(x / block, y / block)]; }

 private:
  std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  }
  int mean(int column, int row) const {
    int sum = 0;
    int count = 0;
    for (int y = row * block; y < std::min((row + 1) * block, frame_.height); y += 2) {
      for (int x = column * block; x < std::min((column + 1) * block, frame_.width); x += 2) {
        sum += frame_.row(y)[x];
        ++count;
      }
    }
    return sum / std::max(count, 1);
  }
  void smooth(const std::vector<int>& means) {
    limits_.resize(means.size());
    for (int row = 0; row < rows_; ++row) {
      for (int column = 0; column < columns_; ++column) {
        int sum = 0;
        int count = 0;
        for (int r = std::max(row - 2, 0); r <= std::min(row + 2, rows_ - 1); ++r) {
          for (int c = std::max(column - 2, 0); c <= std::min(column + 2, columns_ - 1); ++c) {
            sum += means[index(c, r)];
            ++count;
          }
        }
        limits_[index(column, row)] = sum / count - least_contrast / 2;
      }
    }
  }

  const Frame& frame_;
  int columns_;
  int rows_;
  std::vector<int> limits_;
};

// The narrowest bar's width, if five bars have a pattern's proportions; each may be half a bar off.
std::optional<double> module_of(const std::array<int, 5>& bars) {
  int length = 0;
  for (const int bar : bars) length += bar;
  const double module = length / 7.0;
  if (module < smallest_module) return std::nullopt;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (std::abs(bars[i] - proportions[i] * module) > std::max(0.55 * module * (i == 2 ? 1.6 : 1.0), 0.8)) {
      return std::nullopt;
    }
  }
  return module;
}

struct Crossing {
  double middle = 0;
  double module = 0;
};

// The five bars around a place along a line, where `dark` tells the shade at a distance from its beginning.
std::optional<Crossing> cross(int at, int length, const std::function<bool(int)>& dark) {
  std::array<int, 5> bars{};
  int first = at;
  int last = at + 1;
  for (int bar = 2; bar >= 0; --bar) {
    const bool wanted = bar % 2 == 0;
    for (; first >= 0 && dark(first) == wanted; --first) ++bars[static_cast<std::size_t>(bar)];
  }
  for (int bar = 2; bar < 5; ++bar) {
    const bool wanted = bar % 2 == 0;
    for (; last < length && dark(last) == wanted; ++last) ++bars[static_cast<std::size_t>(bar)];
  }
  const auto module = module_of(bars);
  if (!module) return std::nullopt;
  const int centre_end = last - bars[4] - bars[3];
  return Crossing{.middle = centre_end - bars[2] / 2.0, .module = *module};
}

class Search {
 public:
  explicit Search(const Frame& frame) : frame_(frame), shade_(frame) {}

  std::vector<FinderPattern> patterns() {
    const int step = std::max(1, frame_.height / 400);
    for (int y = 0; y < frame_.height; y += step) row(y);
    return std::move(found_);
  }

 private:
  void row(int y) {
    std::array<int, 5> bars{};
    bool dark = shade_.dark(0, y);
    int begin = 0;
    for (int x = 1; x <= frame_.width; ++x) {
      const bool ends = x == frame_.width || shade_.dark(x, y) != dark;
      if (!ends) continue;
      std::rotate(bars.begin(), bars.begin() + 1, bars.end());
      bars[4] = x - begin;
      if (dark && bars[0] > 0 && module_of(bars)) examine(x - bars[4] - bars[3] - bars[2] / 2 - 1, y);
      begin = x;
      dark = !dark;
    }
  }

  // A real one crosses alike downwards and, through the middle found there, across.
  void examine(int x, int y) {
    if (known(x, y)) return;
    const auto down = cross(y, frame_.height, [&](int at) { return shade_.dark(x, at); });
    if (!down) return;
    const int middle = std::clamp(static_cast<int>(down->middle), 0, frame_.height - 1);
    const auto across = cross(x, frame_.width, [&](int at) { return shade_.dark(at, middle); });
    if (!across) return;
    const auto [thin, thick] = std::minmax(down->module, across->module);
    if (thick > 1.6 * thin || known(across->middle, down->middle)) return;
    FinderPattern pattern{.x = across->middle, .y = down->middle, .module = (thin + thick) / 2};
    measure_light(pattern);
    if (pattern.contrast >= least_contrast) found_.push_back(pattern);
  }

  void measure_light(FinderPattern& pattern) const {
    int darkest = 255;
    const auto reach = static_cast<int>(std::ceil(4 * pattern.module));
    const int y = static_cast<int>(pattern.y);
    for (int x = static_cast<int>(pattern.x) - reach; x <= static_cast<int>(pattern.x) + reach; ++x) {
      if (x < 0 || x >= frame_.width) continue;
      const int grey = frame_.row(y)[x];
      darkest = std::min(darkest, grey);
      pattern.brightness = std::max(pattern.brightness, grey);
    }
    pattern.contrast = pattern.brightness - darkest;
  }

  bool known(double x, double y) const {
    return std::any_of(found_.begin(), found_.end(), [&](const FinderPattern& other) {
      return std::hypot(other.x - x, other.y - y) < 3.5 * other.module;
    });
  }

  const Frame& frame_;
  DarkThreshold shade_;
  std::vector<FinderPattern> found_;
};

}  // namespace

std::vector<FinderPattern> find_patterns(const Frame& frame) {
  if (frame.width < block || frame.height < block) return {};
  return Search(frame).patterns();
}

}  // namespace einlass::scan
