#include "core/wire/proof.h"

#include "core/base/bytes.h"

#include <fmt/format.h>

namespace einlass::wire {

std::string proof_text(const base::Hash& nonce, std::string_view channel_binding, rules::KioskId kiosk) {
  return fmt::format("einlass kiosk proof 1\n{}\n{}\n{}\n", kiosk.text(), base::hex(nonce),
                     base::hex(base::to_bytes(channel_binding)));
}

}  // namespace einlass::wire
