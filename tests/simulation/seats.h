// What must hold of seats in the end: caps, and the leases that ration them.
#pragma once

#include "tests/simulation/copy.h"
#include "tests/simulation/tally.h"

#include <set>
#include <string>

namespace einlass::simulation {

class World;

void seats_are_as_leased(World& world, Copy& server, std::set<std::string>& problems);
void count_leases(const Copy& server, Tally& tally);

}  // namespace einlass::simulation
