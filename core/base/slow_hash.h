// Hashes that are slow on purpose: Argon2id (RFC 9106), so that short secrets which people type are dear to guess. Any
// thread; nothing is kept.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace einlass::base {

using Salt = std::array<std::uint8_t, 16>;
Salt random_salt();

struct SlowHashCost {
  std::uint64_t passes = 0;
  std::uint64_t memory_kib = 0;
  friend bool operator==(const SlowHashCost&, const SlowHashCost&) = default;
};

// The same secret, salt and cost give the same hash. Unavailable: there is not enough memory. InvalidInput: more work
// than anything of Einlass asks for, or none.
Result<Hash> slow_hash(std::string_view secret, const Salt& salt, const SlowHashCost& cost);

}  // namespace einlass::base
