// Venue time as one device knows it (docs/journal.md, Time): the server's clock as of the last exchange, and the
// monotonic time since. No clock of its own: readings are handed in. One thread.
#pragma once

#include "core/base/instant.h"
#include "core/rules/journal_entry.h"

#include <cstdint>
#include <optional>
#include <string>

namespace einlass::sync {

// One reading of the device's two clocks.
struct DeviceTime {
  base::Instant wall;
  base::Milliseconds monotonic{0};
};

// What outlives the process. An anchor is worth something only within the boot of the machine that took it.
struct RememberedTime {
  std::string machine_boot;  // random(4), boot_id
  base::Milliseconds anchor_monotonic{0};
  base::Instant anchor_venue;
  std::int64_t uncertainty_ms = 0;
  std::int64_t offset_ms = 0;  // venue time minus wall clock
  friend bool operator==(const RememberedTime&, const RememberedTime&) = default;
};

struct VenueTimeStart {
  rules::BootId boot;        // of this start of the device
  std::string machine_boot;  // as now
  std::optional<RememberedTime> remembered;
  base::Instant never_before;  // newest venue time in the own journal, or the build date; for an unsure start
  DeviceTime now;
};

class VenueTime {
 public:
  explicit VenueTime(const VenueTimeStart& start);

  // The server said `venue` in answer to a question sent and answered at these monotonic times.
  void take(base::Milliseconds sent, base::Milliseconds received, base::Instant venue, const DeviceTime& now);

  // Somebody at the device says what time it is, where the server has not said it yet. It stays unsure.
  void correct(base::Instant venue, const DeviceTime& now);

  // Never below what it said before, unless the server itself stepped back by more than step_back_limit
  // or somebody corrected it.
  rules::EntryTime at(const DeviceTime& now);

  bool sure() const { return anchor_.has_value(); }
  std::optional<RememberedTime> to_remember() const;

  static constexpr base::Milliseconds step_back_limit{2'000};

 private:
  struct Anchor {
    base::Milliseconds monotonic{0};
    base::Instant venue;
    base::Milliseconds uncertainty{0};
  };
  base::Instant estimate(base::Milliseconds monotonic) const;
  base::Milliseconds uncertainty_at(base::Milliseconds monotonic) const;

  rules::BootId boot_;
  std::string machine_boot_;
  std::optional<Anchor> anchor_;  // nothing: unsure
  std::int64_t offset_ms_ = 0;
  DeviceTime started_;
  base::Instant unsure_start_;  // venue time assumed at `started_`
  base::Instant newest_;        // said so far
};

}  // namespace einlass::sync
