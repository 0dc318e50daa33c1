// What became of backups and packed files when somebody was erased, for people. Any thread.
#pragma once

#include "core/base/error.h"

#include <string>

#include <boost/json/value.hpp>

namespace einlass::cli {

// What somebody must still see to: backups out of reach, unknown ones, packed files. Empty: nothing.
std::string still_held_text(const boost::json::value& erased);
// Storage where a backup could not be rewritten, so that a script hears of it.
base::Result<void> all_rewritten(const boost::json::value& erased);

}  // namespace einlass::cli
