// How kiosk and event are doing, as the team sees it. Plain values.
#pragma once

#include "core/base/instant.h"
#include "core/rules/ids.h"
#include "core/rules/printer_trouble.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

using rules::PrinterTrouble;

struct PrinterLine {
  std::string name;
  std::string place{};  // where it stands, as guests read it; empty: nobody has said
  PrinterTrouble trouble = PrinterTrouble::None;
  std::optional<int> labels{};          // that are left; nothing: nobody has said
  std::optional<int> marker_percent{};  // of ribbon, ink or toner; nothing: it does not say
  friend bool operator==(const PrinterLine&, const PrinterLine&) = default;
};

// A badge of this kiosk of which nobody knows whether it came out.
struct DoubtfulBadge {
  rules::TicketId ticket;
  std::string printer;
  rules::BadgeSerial serial{};
  friend bool operator==(const DoubtfulBadge&, const DoubtfulBadge&) = default;
};

struct DoorStatus {
  std::vector<PrinterLine> printers;
  std::vector<DoubtfulBadge> doubtful;
  int expected = 0;  // persons, as are all of these
  int admitted = 0;
  int inside = 0;
  int walk_ins = 0;
  int counted = 0;
  int refused = 0;  // scans
  int badges_owed = 0;
  int badges_printed = 0;                   // at all kiosks
  int own_badges = 0;                       // at this one
  std::uint64_t to_hand_over = 0;           // entries that no server has answered
  std::uint64_t parked = 0;                 // entries that this kiosk put aside
  std::optional<base::Instant> server_met;  // when it was heard last, since this program's start
  std::optional<base::Instant> list_taken;  // when the guest list came as it is here
  friend bool operator==(const DoorStatus&, const DoorStatus&) = default;
};

// Low: they suffice for the people still expected, but hardly for walk-ins and reprints beside them. Short: nor for
// those. PartlyCounted, ShareUnknown: too little is known to say so.
enum class LabelSupply { Enough, Low, Short, PartlyCounted, ShareUnknown };

struct LabelOutlook {
  LabelSupply supply = LabelSupply::Enough;
  int left = 0;    // in the printers of this kiosk that are counted
  int needed = 0;  // for the people still expected: this kiosk's share by what it has printed so far; where that
                   // is not known yet, for all of them
  std::string uncounted{};  // a printer of which nobody has said how many it holds; empty: all are counted
};
// Nothing where no labels are counted, or nobody is expected any more.
std::optional<LabelOutlook> label_outlook(const DoorStatus& status);
bool needs_labels(const DoorStatus& status);  // more than are left, soon or now

}  // namespace einlass::flow
