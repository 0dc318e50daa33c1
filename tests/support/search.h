// Long random searches. A test that calls search() tries a few seeds in every run; `scripts/test --soak` runs the
// suites whose names end in "Search" again, each for a minute of new seeds. The seed that failed is printed; with
// `scripts/test --soak --seed N` it is tried again alone. Used on the test's own thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace einlass::support {

template <typename Try>
void try_seed(std::uint32_t seed, Try& attempt) {
  const ::testing::ScopedTrace trace(__FILE__, __LINE__, "repeat it with EINLASS_SEED=" + std::to_string(seed));
  try {
    attempt(seed);
  } catch (const std::exception& failure) {
    ADD_FAILURE() << failure.what();
  }
}

// `attempt(seed)` for `few` seeds, for EINLASS_SOAK_SECONDS, or for EINLASS_SEED alone. Stops at the first that fails.
template <typename Try>
void search(std::uint32_t few, Try attempt) {
  if (const char* one = std::getenv("EINLASS_SEED")) {
    return try_seed(static_cast<std::uint32_t>(std::stoul(one)), attempt);
  }
  const char* seconds = std::getenv("EINLASS_SOAK_SECONDS");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds ? std::stoi(seconds) : 0);
  std::uint32_t seed = 0;
  const auto goes_on = [&] { return seconds ? std::chrono::steady_clock::now() < end : seed < few; };
  while (goes_on() && !::testing::Test::HasFailure()) try_seed(++seed, attempt);
  ::testing::Test::RecordProperty("seeds", static_cast<int>(seed));
}

}  // namespace einlass::support
