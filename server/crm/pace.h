// When the next request to one connector's system may go out, whoever sends it: pulls, questions from the door and
// deliveries share its limits and its pauses.
#pragma once

#include "core/base/guarded.h"
#include "core/base/instant.h"
#include "server/crm/waiting.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace einlass::crm {

// Any thread.
class Pace {
 public:
  // When a request may go out that keeps `spacing` from the last one of anybody.
  base::Instant free_at(base::Instant now, base::Milliseconds spacing) const;
  // Whether it may now; then it counts as sent.
  bool take(base::Instant now, base::Milliseconds spacing);
  // What came back. Until when the system wants to be left alone: as it says (RFC 9110 §10.2.3), or after 429 (RFC 6585
  // §4) without a word of how long, longer each time in a row (pause_after()). Nothing: no pause. It is left alone for
  // longest_pause at most, then somebody asks whether it still means it.
  std::optional<base::Instant> note(int status, std::optional<base::Milliseconds> retry_after, base::Instant now);

  base::Instant wanted_until() const;  // the latest of these
  static constexpr base::Milliseconds longest_pause = std::chrono::minutes(15);

 private:
  struct Kept {
    std::optional<base::Instant> last;
    base::Instant paused_until;
    base::Instant wanted_until;
    int refusals = 0;  // 429 without more, in a row
  };
  static base::Instant free_at(const Kept& kept, base::Instant now, base::Milliseconds spacing);

  base::Guarded<Kept> kept_;
};

// One for each connector, by its name; of one thread.
class Paces {
 public:
  std::shared_ptr<Pace> of(const std::string& connector) {
    auto& pace = paces_[connector];
    if (!pace) pace = std::make_shared<Pace>();
    return pace;
  }

 private:
  std::map<std::string, std::shared_ptr<Pace>> paces_;
};

// Whoever sends requests: how she waits, and with whom she shares the system. `waiting` outlives it.
struct Turns {
  Turns(Waiting& how, std::shared_ptr<Pace> shared = std::make_shared<Pace>())  // NOLINT: whoever waits alone, too
      : waiting(&how), pace(std::move(shared)) {}

  Waiting* waiting;
  std::shared_ptr<Pace> pace;
};

}  // namespace einlass::crm
