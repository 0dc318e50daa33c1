// The messages about events: those that a kiosk can be moved to, and one that the server lacks (core/wire/messages.h
// has the others): plain values.
#pragma once

#include "core/rules/kiosk_move.h"
#include "core/wire/message_parts.h"

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::wire {

// kiosk → server: where may this kiosk go? Answered by Destinations, or by an error with the same token.
struct DestinationsRequest {
  std::uint64_t token = 0;            // the kiosk's own, never used twice on a connection
  std::uint32_t operator_number = 0;  // who is signed in there
};
struct Destinations {
  std::uint64_t token = 0;
  rules::Destinations found;
};
// kiosk → server. Answered by Moved, which an Assignment follows, or by an error with the same token.
struct MoveRequest {
  std::uint64_t token = 0;
  rules::KioskMove move;
};
struct Moved {
  std::uint64_t token = 0;
};

// kiosk → server that lacks an event of which this kiosk has the whole guest list. The server asks for documents and
// guest list, and answers with EventTaken once it has the event, or with an error.
struct EventOffer {
  rules::EventId event;
  std::vector<DocumentRef> documents;  // as in its assignment, without fonts
  base::Hash guest_list{};
};
struct EventTaken {
  rules::EventId event;
};

}  // namespace einlass::wire
