#include "core/base/slow_hash.h"

#include <algorithm>

#include <sodium.h>

namespace einlass::base {
namespace {

// A damaged or hostile file must not take all memory of the machine.
constexpr std::uint64_t most_passes = 20;
constexpr std::uint64_t most_memory_kib = 1U << 20U;

static_assert(std::tuple_size_v<Salt> == crypto_pwhash_SALTBYTES);

}  // namespace

Salt random_salt() {
  Salt salt{};
  const auto bytes = random_bytes(salt.size());
  std::copy(bytes.begin(), bytes.end(), salt.begin());
  return salt;
}

Result<Hash> slow_hash(std::string_view secret, const Salt& salt, const SlowHashCost& cost) {
  require_crypto();
  const bool usual =
      cost.passes > 0 && cost.passes <= most_passes && cost.memory_kib > 0 && cost.memory_kib <= most_memory_kib;
  if (!usual) return fail(ErrorKind::InvalidInput, "A hash asks for more work than is usual; is the file damaged?");
  Hash hash{};
  const int status = crypto_pwhash(hash.data(), hash.size(), secret.data(), secret.size(), salt.data(), cost.passes,
                                   cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (status == 0) return hash;
  return fail(ErrorKind::Unavailable,
              "There is not enough memory to compute with a secret; close other programs and try again.");
}

}  // namespace einlass::base
