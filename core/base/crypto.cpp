#include "core/base/crypto.h"

#include <algorithm>
#include <stdexcept>

#include <sodium.h>

namespace einlass::base {
namespace {

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

void require_crypto() {
  static const int status = sodium_init();
  if (status < 0) throw std::runtime_error("The system offers no secure random numbers; Einlass cannot start.");
}

Hash blake2b(std::string_view message) {
  require_crypto();
  Hash hash{};
  crypto_generichash(hash.data(), hash.size(), raw(message), message.size(), nullptr, 0);
  return hash;
}

Hash keyed_hash(const SecretKey& key, std::string_view message) {
  require_crypto();
  Hash hash{};
  crypto_generichash(hash.data(), hash.size(), raw(message), message.size(), key.data(), key.size());
  return hash;
}

Hash sha256(std::string_view message) {
  require_crypto();
  Hash hash{};
  crypto_hash_sha256(hash.data(), raw(message), message.size());
  return hash;
}

SecretKey derive_key(const SecretKey& seed, std::string_view purpose) {
  return keyed_hash(seed, purpose);
}

IdBytes keyed_id(const SecretKey& key, std::string_view message) {
  const Hash hash = keyed_hash(key, message);
  IdBytes id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

SecretKey random_key() {
  require_crypto();
  SecretKey key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

Bytes random_bytes(std::size_t size) {
  require_crypto();
  Bytes bytes(size);
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

SigningPair make_signing_pair() {
  return signing_pair_from(random_key());
}

SigningPair signing_pair_from(const SecretKey& seed) {
  require_crypto();
  SigningPair pair;
  crypto_sign_seed_keypair(pair.open.data(), pair.secret.data(), seed.data());
  return pair;
}

Signature sign(const SigningKey& key, std::string_view message) {
  require_crypto();
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, raw(message), message.size(), key.data());
  return signature;
}

bool verify(const VerifyingKey& key, std::string_view message, const Signature& signature) {
  require_crypto();
  return crypto_sign_verify_detached(signature.data(), raw(message), message.size(), key.data()) == 0;
}

Bytes seal(const SecretKey& key, std::string_view message, std::string_view context) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  Bytes sealed = random_bytes(kNonce);
  sealed.resize(kNonce + message.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, raw(message), message.size(),
                                             raw(context), context.size(), nullptr, sealed.data(), key.data());
  return sealed;
}

Result<std::string> unseal(const SecretKey& key, const Bytes& sealed, std::string_view context) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  require_crypto();
  if (sealed.size() < kNonce + kTag) return fail(ErrorKind::Refused, "The sealed data is cut off.");
  std::string message(sealed.size() - kNonce - kTag, '\0');
  const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(message.data()), nullptr, nullptr, sealed.data() + kNonce,
      sealed.size() - kNonce, raw(context), context.size(), sealed.data(), key.data());
  if (status != 0) return fail(ErrorKind::Refused, "The sealed data cannot be opened: wrong key, or it was changed.");
  return message;
}

SealingPair sealing_pair_from(const SecretKey& seed) {
  require_crypto();
  SealingPair pair;
  crypto_box_seed_keypair(pair.open.data(), pair.secret.data(), seed.data());
  return pair;
}

Bytes seal_to(const SealingKey& key, std::string_view message) {
  require_crypto();
  Bytes sealed(crypto_box_SEALBYTES + message.size());
  if (crypto_box_seal(sealed.data(), raw(message), message.size(), key.data()) != 0) {
    throw std::invalid_argument("this is no public key to seal to");
  }
  return sealed;
}

Result<std::string> unseal(const SealingPair& pair, const Bytes& sealed) {
  require_crypto();
  if (sealed.size() < crypto_box_SEALBYTES) return fail(ErrorKind::Refused, "The sealed data is cut off.");
  std::string message(sealed.size() - crypto_box_SEALBYTES, '\0');
  const int status = crypto_box_seal_open(reinterpret_cast<unsigned char*>(message.data()), sealed.data(),
                                          sealed.size(), pair.open.data(), pair.secret.data());
  if (status != 0) return fail(ErrorKind::Refused, "The sealed data cannot be opened: wrong key, or it was changed.");
  return message;
}

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace einlass::base
