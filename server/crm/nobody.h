// An answer without anybody is a key that may not read them, or a list that is not published, sooner than an empty CRM.
#pragma once

#include "core/base/error.h"

#include <string>

namespace einlass::crm {

tl::unexpected<base::Error> nobody_is_there(const std::string& connector);

}  // namespace einlass::crm
