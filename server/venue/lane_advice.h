// Whether the kiosks of an event keep up with who comes: to open a further lane, or to close one. From when each kiosk
// scanned somebody, which is all that the server knows of a queue. Pure.
//
// A kiosk with a queue scans one guest after the other: the short ones of the pauses between its scans are the time
// that a guest takes there, and its load is the share of the last 55 seconds that its guests took.
#pragma once

#include "core/base/instant.h"

#include <string>
#include <vector>

namespace einlass::venue {

struct LaneScans {
  std::string kiosk;
  std::string door;
  std::vector<base::Instant> at;  // of the last `lane_memory`, oldest first
};

inline constexpr base::Milliseconds lane_memory{10 * 60'000};

struct Lane {
  std::string kiosk;
  std::string door;
  double per_minute = 0;     // scans, of the last 55 seconds
  double seconds_each = 10;  // that a guest takes; 10 where too few were seen to say so
  double load = 0;           // share of the time that guests take; 1: no pause between them
};

enum class LaneAdvice { None, OpenOne, CloseOne };

struct LaneReport {
  LaneAdvice advice = LaneAdvice::None;
  std::vector<Lane> in_use;         // somebody was scanned there in the last five minutes
  std::vector<std::string> unused;  // the other kiosks
  double per_minute = 0;            // scans, of all in use
  double could_do = 0;              // likewise, without a pause
};

// OpenOne: those in use have hardly a pause left (85 %, and three scans). Where too few guests were seen to say how
// long one takes, that needs five scans in 55 seconds; so a peak shows within a minute of its beginning. CloseOne: two
// or more are in use, and for ten minutes and now one fewer would have had pauses for two fifths of the time.
LaneReport lane_report(const std::vector<LaneScans>& lanes, base::Instant now);

}  // namespace einlass::venue
