// Points in time: UTC milliseconds since 1970, as stored, sent and compared everywhere.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace einlass::base {

using Milliseconds = std::chrono::milliseconds;

class Instant {
 public:
  constexpr Instant() = default;
  constexpr static Instant from_unix_ms(std::int64_t unix_ms) { return Instant(unix_ms); }

  constexpr std::int64_t unix_ms() const { return unix_ms_; }

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Instant operator+(Instant at, Milliseconds by) { return Instant(at.unix_ms_ + by.count()); }
  friend constexpr Instant operator-(Instant at, Milliseconds by) { return Instant(at.unix_ms_ - by.count()); }
  friend constexpr Milliseconds operator-(Instant later, Instant earlier) {
    return Milliseconds(later.unix_ms_ - earlier.unix_ms_);
  }

 private:
  constexpr explicit Instant(std::int64_t unix_ms) : unix_ms_(unix_ms) {}
  std::int64_t unix_ms_ = 0;
};

}  // namespace einlass::base
