// Where a ticket was handed on: whom the doors took for the guest, on the day for which it was and on every other.
#pragma once

#include "tests/simulation/copy.h"

#include <set>
#include <string>

namespace einlass::simulation {

class World;

void right_persons_came_in(const World& world, const Copy& server, std::set<std::string>& problems);

}  // namespace einlass::simulation
