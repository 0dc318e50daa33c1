// Dates as files and pages of the command line name them. Any thread.
#pragma once

#include <string>

namespace einlass::cli {

std::string today();  // "2026-11-23", of this machine's time zone

}  // namespace einlass::cli
