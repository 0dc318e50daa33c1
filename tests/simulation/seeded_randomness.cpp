#include "tests/simulation/seeded_randomness.h"

#include <random>

#include <sodium.h>

namespace einlass::simulation {
namespace {

std::mt19937_64 engine;

const char* name() {
  return "seeded";
}
std::uint32_t number() {
  return static_cast<std::uint32_t>(engine());
}
void fill(void* const buffer, const std::size_t size) {
  auto* bytes = static_cast<unsigned char*>(buffer);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(engine());
}

randombytes_implementation source{name, number, nullptr, nullptr, fill, nullptr};

}  // namespace

void seed_randomness(std::uint64_t seed) {
  static const bool replaced = randombytes_set_implementation(&source) == 0;
  if (replaced) engine.seed(seed);
}

}  // namespace einlass::simulation
