// Ids of guests as commands name them. Inner to server/commands.
#pragma once

#include "core/base/error.h"
#include "core/rules/ids.h"

#include <string>
#include <vector>

namespace einlass::commands {

// InvalidInput, quoting the first that is none.
base::Result<std::vector<rules::GuestId>> guest_ids(const std::vector<std::string>& texts);

}  // namespace einlass::commands
