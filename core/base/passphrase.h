// Sealing with a passphrase that a person remembers: Argon2id (RFC 9106) makes guessing dear, XChaCha20-Poly1305 seals.
// Takes about a second and 256 MiB, on purpose. Any thread; nothing is kept.
#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/slow_hash.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace einlass::base {

struct PassphraseSealed {
  Bytes salt;  // 16 random bytes
  std::uint64_t operations = 0;
  std::uint64_t memory_kib = 0;
  Bytes sealed;
};

// libsodium's crypto_pwhash_OPSLIMIT_MODERATE and MEMLIMIT_MODERATE.
inline constexpr SlowHashCost passphrase_cost{.passes = 3, .memory_kib = 256U * 1024U};

// `context` is authenticated, not stored. Unavailable: there is not enough memory.
Result<PassphraseSealed> seal_with_passphrase(std::string_view passphrase, std::string_view message,
                                              std::string_view context, const SlowHashCost& cost = passphrase_cost);
// Refused: another passphrase, or what was sealed was changed. InvalidInput: more work than any such file asks for.
Result<std::string> unseal_with_passphrase(std::string_view passphrase, const PassphraseSealed& sealed,
                                           std::string_view context);

}  // namespace einlass::base
