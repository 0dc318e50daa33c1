// When the key that seals a kiosk's replica of an event has to go (docs/journal.md, The sealed replica). Pure: times
// are handed in, the caller acts (kiosk/link).
#pragma once

#include "core/base/instant.h"
#include "core/rules/event_policy.h"
#include "core/rules/journal_entry.h"

#include <chrono>
#include <optional>

namespace einlass::sync {

// Kiosks keep personal data for 24 hours after the end, or after the closing where that is earlier (docs/product.md,
// Privacy).
inline constexpr base::Milliseconds kiosk_retention = std::chrono::hours(24);
// A clock that nobody vouches for may be wrong: this long somebody can say so.
inline constexpr base::Milliseconds doubt_lasts = std::chrono::minutes(10);

base::Instant key_expires(const rules::EventFrame& frame);
// `by_settings`: the above; `closed`: when the event was closed, as far as the kiosk knows.
base::Instant key_expires(base::Instant by_settings, const std::optional<base::Instant>& closed);

enum class KeyVerdict {
  Keep,
  Lock,       // no name is read until somebody says what time it is
  Overwrite,  // for ever
};

struct KeyTimes {
  base::Instant expires;
  base::Instant latest_sure;         // ever seen on this device since the key was made
  rules::EntryTime now;              // venue time
  base::Milliseconds locked_for{0};  // 0: not locked yet
};

KeyVerdict key_verdict(const KeyTimes& times);

// A sure time counts once it was seen, whatever a clock says later; an unsure one never does.
base::Instant latest_sure(base::Instant before, const rules::EntryTime& now);

}  // namespace einlass::sync
