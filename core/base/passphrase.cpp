#include "core/base/passphrase.h"

#include "core/base/crypto.h"

#include <sodium.h>

namespace einlass::base {
namespace {

// A damaged or hostile file must not take all memory of the machine.
constexpr std::uint64_t most_operations = 20;
constexpr std::uint64_t most_memory_kib = 1U << 20U;

Result<SecretKey> stretched(std::string_view passphrase, const PassphraseSealed& sealed) {
  require_crypto();
  const bool usual = sealed.salt.size() == crypto_pwhash_SALTBYTES && sealed.operations <= most_operations &&
                     sealed.memory_kib <= most_memory_kib && sealed.operations > 0 && sealed.memory_kib > 0;
  if (!usual) return fail(ErrorKind::InvalidInput, "The sealed file is damaged; use another copy of it.");
  SecretKey key{};
  const int status = crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), sealed.salt.data(),
                                   sealed.operations, sealed.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (status == 0) return key;
  return fail(ErrorKind::Unavailable,
              "There is not enough memory to work on the passphrase; close other programs and try again.");
}

}  // namespace

Result<PassphraseSealed> seal_with_passphrase(std::string_view passphrase, std::string_view message,
                                              std::string_view context) {
  PassphraseSealed sealed{.salt = random_bytes(crypto_pwhash_SALTBYTES),
                          .operations = crypto_pwhash_OPSLIMIT_MODERATE,
                          .memory_kib = crypto_pwhash_MEMLIMIT_MODERATE / 1024,
                          .sealed = {}};
  const auto key = stretched(passphrase, sealed);
  if (!key) return tl::make_unexpected(key.error());
  sealed.sealed = seal(*key, message, context);
  return sealed;
}

Result<std::string> unseal_with_passphrase(std::string_view passphrase, const PassphraseSealed& sealed,
                                           std::string_view context) {
  return stretched(passphrase, sealed).and_then([&](const SecretKey& key) {
    return unseal(key, sealed.sealed, context);
  });
}

}  // namespace einlass::base
