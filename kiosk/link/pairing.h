// Pairing: makes this machine a kiosk of one venue. Blocks; for `einlass-kiosk --pair` before anything else runs.
#pragma once

#include "core/base/error.h"
#include "core/rules/ids.h"
#include "core/wire/pairing_code.h"

#include <filesystem>
#include <string>

namespace einlass::link {

struct PairOptions {
  std::filesystem::path state_dir;  // locked by the caller
  std::string name;                 // wished for; empty: as the organiser named it
  std::string software;
};

struct PairedAs {
  rules::KioskId kiosk;
  std::string name;
  std::string door;
};

// Refused: the code is unknown, used or expired, or the server is not the one that made it. Unavailable, Timeout: it
// does not answer. Nothing is written unless it succeeds; then an earlier pairing is replaced, while what was recorded
// under it stays and will be handed over.
base::Result<PairedAs> pair(const wire::PairingCode& code, const PairOptions& options);

}  // namespace einlass::link
