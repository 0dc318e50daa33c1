// Dates as files and pages of the command line name them. Any thread.
#pragma once

#include <cstdint>
#include <string>

namespace einlass::cli {

std::string today();  // "2026-11-23", of this machine's time zone

// Tables have times of many zones in one column, whose title says (UTC).
std::string utc_date(std::int64_t unix_ms);    // "2026-11-23"
std::string utc_minute(std::int64_t unix_ms);  // "2026-11-23 18:05"

}  // namespace einlass::cli
