// The words under which enumerators stand in entries, messages, policies and exports. One table per enumeration.
#pragma once

#include "core/rules/event_policy.h"
#include "core/rules/fact.h"
#include "core/rules/refusal.h"
#include "core/rules/staff.h"
#include "core/rules/ticket.h"

#include <optional>
#include <string_view>

namespace einlass::rules {

// word(How::Scan) == "scan"; word_to<How>("scan") == How::Scan. Defined for every enumeration of fact.h,
// event_policy.h, ticket.h, refusal.h and outbox_row.h, and for Role.
template <typename Enum>
std::string_view word(Enum value);

template <typename Enum>
std::optional<Enum> word_to(std::string_view text);

}  // namespace einlass::rules
