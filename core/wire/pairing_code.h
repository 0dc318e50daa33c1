// The one-time code with which a kiosk is paired: as QR and to be typed. It carries all that a new kiosk must know.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/wire/message_parts.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

struct PairingCode {
  std::vector<std::string> hosts;  // IP addresses and host names, best first; 1 … 8
  std::uint16_t port = 8443;
  base::Hash ca_key{};  // net::CaFingerprint
  PairingSecret secret{};
  friend bool operator==(const PairingCode&, const PairingCode&) = default;
};

PairingSecret new_pairing_secret();
// Under which the server keeps an offer (store::PairingOffer::code_hash).
base::Hash pairing_secret_hash(const PairingSecret& secret);

// "EINLASS-PAIR:" and Crockford's base 32 with a checksum: fits QR's alphanumeric mode (ISO/IEC 18004).
// Precondition: 1 … 8 hosts of at most 63 bytes (RFC 1035 §2.3.4 for one label; longer names are left out).
std::string pairing_text(const PairingCode& code);
// The same in groups of four, to be read out and typed.
std::string readable_pairing_text(const PairingCode& code);

// Takes both forms, any case, blanks and dashes anywhere, Crockford's look-alikes. InvalidInput if it was mistyped.
base::Result<PairingCode> read_pairing_text(std::string_view text);

}  // namespace einlass::wire
