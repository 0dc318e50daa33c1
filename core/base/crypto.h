// Hashes, signatures and sealing, all from libsodium. Thread-safe; no function keeps anything between calls.
#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/strong_id.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace einlass::base {

using Hash = std::array<std::uint8_t, 32>;
using SecretKey = std::array<std::uint8_t, 32>;     // for keyed hashes and sealing
using SigningKey = std::array<std::uint8_t, 64>;    // Ed25519, secret
using VerifyingKey = std::array<std::uint8_t, 32>;  // Ed25519, public
using Signature = std::array<std::uint8_t, 64>;     // Ed25519

// Throws std::runtime_error if libsodium cannot start (no source of randomness). Called by every function below.
void require_crypto();

Hash blake2b(std::string_view message);                                 // RFC 7693, 32 bytes
Hash keyed_hash(const SecretKey& key, std::string_view message);        // BLAKE2b with key
Hash sha256(std::string_view message);                                  // FIPS 180-4; names of documents
SecretKey derive_key(const SecretKey& seed, std::string_view purpose);  // one key per purpose from one seed

// The first 16 bytes of keyed_hash: ids that come out the same for the same input.
IdBytes keyed_id(const SecretKey& key, std::string_view message);

SecretKey random_key();
Bytes random_bytes(std::size_t size);

struct SigningPair {
  SigningKey secret{};
  VerifyingKey open{};
};
SigningPair make_signing_pair();
SigningPair signing_pair_from(const SecretKey& seed);
Signature sign(const SigningKey& key, std::string_view message);
bool verify(const VerifyingKey& key, std::string_view message, const Signature& signature);

// X25519: whoever has the open key seals, only the owner of the pair opens (libsodium, crypto_box_seal).
using SealingKey = std::array<std::uint8_t, 32>;
struct SealingPair {
  SecretKey secret{};
  SealingKey open{};
};
SealingPair sealing_pair_from(const SecretKey& seed);
Bytes seal_to(const SealingKey& key, std::string_view message);
// Refused: sealed to another pair, or the sealed bytes were changed.
Result<std::string> unseal(const SealingPair& pair, const Bytes& sealed);

// XChaCha20-Poly1305 with a random nonce in front. `context` is authenticated, not stored.
Bytes seal(const SecretKey& key, std::string_view message, std::string_view context);
// Refused: wrong key, wrong context, or the sealed bytes were changed.
Result<std::string> unseal(const SecretKey& key, const Bytes& sealed, std::string_view context);

// Compares in constant time.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace einlass::base
