// What the server keeps in memory of what its kiosks say. Plain values.
#pragma once

#include "core/base/instant.h"
#include "core/wire/report_messages.h"

#include <optional>
#include <string>

namespace einlass::venue {

// What a kiosk says of itself, since this process started.
struct KioskTold {
  std::string software{};  // "einlass-kiosk 0.1.0", from when it connected last
  bool connected = false;
  std::optional<wire::KioskReport> report{};  // its last one
  base::Instant reported{};                   // when that came
};

}  // namespace einlass::venue
