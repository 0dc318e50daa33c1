// How often something may be guessed at, such as a PIN: some misses are free, then each makes the wait twice as long.
// A value; whoever has the disk keeps text() there before the next guess is answered, so that a restart forgives
// nothing. On one thread.
#pragma once

#include "core/base/instant.h"

#include <optional>
#include <string>

namespace einlass::link {

class AttemptLimit {
 public:
  // As it was kept, or nothing. `sure`: the venue's time now, where somebody vouches for it; else all of the wait is
  // still to come.
  static AttemptLimit from(const std::optional<std::string>& kept, std::optional<base::Instant> sure,
                           base::Milliseconds now);

  // How long nothing is looked at; 0: now.
  base::Milliseconds wait(base::Milliseconds now) const;
  void missed(base::Instant venue, base::Milliseconds now);
  bool has_missed() const { return misses_ > 0; }
  void hit() { misses_ = 0, free_at_ = base::Milliseconds(0); }

  std::string text() const;

  static constexpr int free_misses = 5;
  static constexpr base::Milliseconds first_wait{30'000};
  static constexpr base::Milliseconds longest_wait{15 * 60'000};

 private:
  base::Milliseconds wait_after_misses() const;

  int misses_ = 0;
  base::Instant last_;             // venue time of the last miss
  base::Milliseconds free_at_{0};  // monotonic
};

}  // namespace einlass::link
