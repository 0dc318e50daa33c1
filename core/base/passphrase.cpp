#include "core/base/passphrase.h"

#include "core/base/crypto.h"
#include "core/base/slow_hash.h"

#include <algorithm>

namespace einlass::base {
namespace {

Result<SecretKey> stretched(std::string_view passphrase, const PassphraseSealed& sealed) {
  const auto damaged = [] {
    return fail(ErrorKind::InvalidInput, "The sealed file is damaged; use another copy of it.");
  };
  Salt salt{};
  if (sealed.salt.size() != salt.size()) return damaged();
  std::copy(sealed.salt.begin(), sealed.salt.end(), salt.begin());
  auto key = slow_hash(passphrase, salt, {.passes = sealed.operations, .memory_kib = sealed.memory_kib});
  if (!key && key.error().kind == ErrorKind::InvalidInput) return damaged();
  return key;
}

}  // namespace

Result<PassphraseSealed> seal_with_passphrase(std::string_view passphrase, std::string_view message,
                                              std::string_view context, const SlowHashCost& cost) {
  const auto salt = random_salt();
  PassphraseSealed sealed{
      .salt = Bytes(salt.begin(), salt.end()), .operations = cost.passes, .memory_kib = cost.memory_kib, .sealed = {}};
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
