// The defaults in a driver's description (PPD 4.3 §5.2): what a queue does unless a job says otherwise. Pure; used by
// the queue maker.
#pragma once

#include "core/base/error.h"

#include <map>
#include <string>

namespace einlass::spool {

// With "*DefaultNAME: VALUE" for each of the options. InvalidInput: it has no such option or no such value of it.
base::Result<std::string> with_defaults(const std::string& ppd, const std::map<std::string, std::string>& options);

}  // namespace einlass::spool
