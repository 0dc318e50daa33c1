// What follows from what kiosks say of themselves. Pure.
#pragma once

#include "server/venue/venue_state.h"

#include <map>
#include <optional>
#include <vector>

namespace einlass::venue {

// A kiosk reports every 15 s: beyond this its last report says how it was, not how it is.
inline constexpr base::Milliseconds report_lasts{45'000};

// Its report is of before: it is not connected, or has not reported for a while. False also where it never did.
bool is_stale(const KioskTold& told, base::Instant now);

struct LabelsLeft {
  std::optional<int> left;  // in the printers that are counted; nothing: none is
  int uncounted = 0;        // printers of which nobody has said how many they hold
};

// In the printers of the kiosks that serve the event and are not revoked, as they said last. Printers of one name are
// taken for the same one, which several kiosks share: what the last to report says of it counts.
LabelsLeft labels_left(const std::vector<store::KioskRecord>& kiosks, const std::map<rules::KioskId, KioskTold>& told,
                       rules::EventId event);

}  // namespace einlass::venue
