#include "server/rehearsal/chance.h"

#include <cmath>
#include <numbers>

namespace einlass::rehearsal {

std::uint64_t Chance::next() {
  state_ += 0x9e37'79b9'7f4a'7c15U;
  auto z = state_;
  z = (z ^ (z >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d0'49bb'1331'11ebU;
  return z ^ (z >> 31U);
}

double Chance::unit() {
  return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

std::int64_t Chance::ms(const Spread& spread) {
  if (spread.median_ms <= 0) return 0;
  constexpr double quantile_95 = 1.6448536269514722;  // of the standard normal distribution
  const auto median = static_cast<double>(spread.median_ms);
  const double sigma = std::log(static_cast<double>(spread.p95_ms) / median) / quantile_95;
  // Box and Muller 1958; 1 - unit() is never 0.
  const double normal = std::sqrt(-2 * std::log(1 - unit())) * std::cos(2 * std::numbers::pi * unit());
  return std::llround(median * std::exp(sigma * normal));
}

}  // namespace einlass::rehearsal
