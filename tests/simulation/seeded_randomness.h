// All randomness of libsodium from one seed: ids, keys and nonces of a world are the same at every replay. For the
// whole process, which has one thread.
#pragma once

#include <cstdint>

namespace einlass::simulation {

void seed_randomness(std::uint64_t seed);

}  // namespace einlass::simulation
