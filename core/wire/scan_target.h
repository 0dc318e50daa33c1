// From what a camera or scanner read to what it aims at: for a kiosk and for a page's phone alike. Pure; any thread.
#pragma once

#include "core/rules/ticket_code.h"
#include "core/wire/event_keys.h"
#include "core/wire/message_parts.h"

#include <string_view>
#include <variant>

namespace einlass::wire {

// As scanned: what scanners add is removed here. A code of the event's list goes by its hash; `code` of a CodeTarget is
// left to whoever knows that the list lacks it.
std::variant<ScanTarget, rules::NotATicket> scan_target(std::string_view scanned, const EventKeys& keys);

}  // namespace einlass::wire
