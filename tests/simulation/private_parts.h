// Where private parts are once everybody is in step: at the server, and at every kiosk that can read.
#pragma once

#include <set>
#include <string>

namespace einlass::simulation {

class World;

// Of programs that still run. Empty: all is as it should be.
std::set<std::string> misplaced_private_parts(World& world);

}  // namespace einlass::simulation
