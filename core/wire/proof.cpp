#include "core/wire/proof.h"

#include "core/base/bytes.h"

#include <fmt/format.h>

namespace einlass::wire {

std::string proof_text(const base::Hash& nonce, std::string_view channel_binding, rules::KioskId kiosk) {
  return fmt::format("einlass kiosk proof 1\n{}\n{}\n{}\n", kiosk.text(), base::hex(nonce),
                     base::hex(base::to_bytes(channel_binding)));
}

// Names and doors are single lines.
std::string certificate_text(rules::KioskId kiosk, const PairingCertificate& certificate) {
  return fmt::format("einlass pairing certificate 1\n{}\n{}\n{}\n{}\n{}\n", kiosk.text(), base::hex(certificate.key),
                     certificate.name, certificate.door, certificate.event ? certificate.event->text() : "");
}

}  // namespace einlass::wire
