// The messages about leases (core/wire/messages.h has the others): plain values.
#pragma once

#include "core/rules/ids.h"

#include <string>

namespace einlass::wire {

// kiosk → server: seats to hand out alone. Answered by the lease_granted entry among Entries, or by LeaseDenied; a
// repeated request grants nothing more.
struct LeaseRequest {
  rules::EventId event;
  rules::LeaseId lease;  // chosen by the kiosk, and noted with the time before it asks
  std::string category;  // as in lease_granted
};
// server → kiosk: none is left, or this event has none to lease.
struct LeaseDenied {
  rules::EventId event;
  rules::LeaseId lease;
};
// server → kiosk: somebody waits for a seat; what is not used is to be returned at once.
struct LeaseRecall {
  rules::EventId event;
};

}  // namespace einlass::wire
