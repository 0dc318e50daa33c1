#include "core/sync/key_expiry.h"

#include <algorithm>

namespace einlass::sync {

base::Instant key_expires(const rules::EventFrame& frame) {
  return frame.ends + kiosk_retention;
}

base::Instant key_expires(base::Instant by_settings, const std::optional<base::Instant>& closed) {
  return closed ? std::min(by_settings, *closed + kiosk_retention) : by_settings;
}

KeyVerdict key_verdict(const KeyTimes& times) {
  if (latest_sure(times.latest_sure, times.now) >= times.expires) return KeyVerdict::Overwrite;
  if (times.now.sure || times.now.venue < times.expires) return KeyVerdict::Keep;
  return times.locked_for >= doubt_lasts ? KeyVerdict::Overwrite : KeyVerdict::Lock;
}

base::Instant latest_sure(base::Instant before, const rules::EntryTime& now) {
  return now.sure ? std::max(before, now.venue) : before;
}

}  // namespace einlass::sync
