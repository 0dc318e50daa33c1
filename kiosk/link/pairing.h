// Pairing: makes this machine a kiosk of one venue. Blocks for 30 s at most; before a link is started, on any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/ids.h"
#include "core/wire/pairing_code.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace einlass::link {

struct PairOptions {
  std::filesystem::path state_dir;  // locked by the caller
  std::string name;                 // wished for; empty: as the organiser named it
  std::string software;
  bool hand_over = false;  // bring the event along that was served for another server, which is lost
  std::stop_token stop{};  // ends the attempt early, as if the time were up
};

struct PairedAs {
  rules::KioskId kiosk;
  std::string name;
  std::string door;
};

// NotFound: the code is unknown, used or too old, or there is no event to hand over. InvalidInput: the code is not for
// a kiosk that brings an event along. Refused: the server that answers is not the one that made it. Unavailable: none
// answers. Timeout: not in time, or there were too many attempts. Incompatible: of another version. Storage: nothing
// can be written. Nothing but pairing.key is, unless it succeeds; then an earlier pairing is replaced, while what was
// recorded under it stays and will be handed over. A code whose answer was lost works here once more.
base::Result<PairedAs> pair(const wire::PairingCode& code, const PairOptions& options);

}  // namespace einlass::link
