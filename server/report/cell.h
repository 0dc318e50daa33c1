// What stands in a cell of a table, before it is text. A value.
#pragma once

#include "core/base/instant.h"
#include "core/base/venue_zone.h"

#include <cstdint>
#include <string>
#include <variant>

namespace einlass::report {

using Cell = std::variant<std::monostate /* empty */, std::string, std::int64_t, base::VenueDay, base::Instant>;

// Days as 2026-11-23, times local with their offset.
std::string text_of(const Cell& cell, const base::VenueZone& zone);

}  // namespace einlass::report
