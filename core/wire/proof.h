// How a kiosk proves that it has the key with which it was paired.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/ids.h"
#include "core/wire/message_parts.h"

#include <string>
#include <string_view>

namespace einlass::wire {

// What the kiosk signs with its Ed25519 key. `channel_binding` is that of the TLS connection (RFC 9266), so that a
// proof is of no use on another one.
std::string proof_text(const base::Hash& nonce, std::string_view channel_binding, rules::KioskId kiosk);

// What a venue signs of a kiosk.
std::string certificate_text(rules::KioskId kiosk, const PairingCertificate& certificate);

}  // namespace einlass::wire
