// Where a kiosk let somebody in alone because the server's answer came too late, that answer is no part of what
// happened: neither its persons count nor what the server knew by then, which the kiosk did not.
#pragma once

#include "tests/simulation/copy.h"

#include <set>
#include <string>

namespace einlass::simulation {

void late_answers_change_nothing(const Copy& server, std::set<std::string>& problems);

}  // namespace einlass::simulation
