// What a kiosk tells the server of itself (core/wire/messages.h has the other messages): plain values.
#pragma once

#include "core/rules/printer_trouble.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::wire {

struct PrinterReport {
  std::string name;
  rules::PrinterTrouble trouble = rules::PrinterTrouble::None;
  std::optional<std::uint64_t> labels{};  // that are left; nothing: nobody has said
  friend bool operator==(const PrinterReport&, const PrinterReport&) = default;
};

// What the stage adds to a report: the link knows of no printers.
struct PrintingReport {
  std::vector<PrinterReport> printers{};  // in their order of preference
  std::uint64_t badges_waiting = 0;       // at the printers of this kiosk, and for one of them
  friend bool operator==(const PrintingReport&, const PrintingReport&) = default;
};

// kiosk → server, once it has joined, when something has changed, and every 15 s. Its software stands in Prove, what it
// put aside in Ping.
struct KioskReport {
  std::optional<std::int64_t> clock_off_ms{};  // wall clock minus venue time; nothing: nobody vouches for the time
  std::uint64_t to_hand_over = 0;              // entries that no server has answered
  std::uint64_t lag_ms = 0;                    // for how long there have been such
  std::string font_set;                        // in which badges are set here
  PrintingReport printing;
  friend bool operator==(const KioskReport&, const KioskReport&) = default;
};

}  // namespace einlass::wire
