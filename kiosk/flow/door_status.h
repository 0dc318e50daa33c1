// How kiosk and event are doing, as the team sees it. Plain values.
#pragma once

#include "core/base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

enum class PrinterTrouble { None, Off, Media, Ribbon, Cover, Jam, Full, Paused, Settings, Stuck, Other };

struct PrinterLine {
  std::string name;
  PrinterTrouble trouble = PrinterTrouble::None;
  friend bool operator==(const PrinterLine&, const PrinterLine&) = default;
};

struct DoorStatus {
  std::vector<PrinterLine> printers;
  int expected = 0;  // persons, as are all of these
  int admitted = 0;
  int inside = 0;
  int walk_ins = 0;
  int counted = 0;
  int refused = 0;  // scans
  int badges_owed = 0;
  std::uint64_t to_hand_over = 0;           // entries that no server has answered
  std::uint64_t parked = 0;                 // entries that this kiosk put aside
  std::optional<base::Instant> server_met;  // when it was heard last, since this program's start
  std::optional<base::Instant> list_taken;  // when the guest list came as it is here
  friend bool operator==(const DoorStatus&, const DoorStatus&) = default;
};

}  // namespace einlass::flow
