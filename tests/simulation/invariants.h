// What must hold once a world has healed, read from the disks that its machines left (docs/testing.md, Simulation).
#pragma once

#include <set>
#include <string>

namespace einlass::simulation {

class World;

std::set<std::string> broken_invariants(World& world);

}  // namespace einlass::simulation
