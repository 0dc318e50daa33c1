// What one person met with in a rehearsal, and a whole run. Plain values; times are ms since the beginning.
#pragma once

#include "core/rules/refusal.h"
#include "server/rehearsal/door.h"
#include "server/rehearsal/paper.h"
#include "server/rehearsal/scenario.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace einlass::rehearsal {

enum class Ending { Unserved, Admitted, TurnedAway };

// Once waiting in a line until somebody or something was free.
struct Wait {
  bool at_desk = false;
  std::size_t line = 0;  // of the kiosks' lines
  std::int64_t from = 0;
  std::int64_t until = -1;  // -1: never
};

struct BadgeVisit {
  std::int64_t due = 0;       // when she was welcomed
  std::int64_t printed = -1;  // -1: never
};

struct Visit {
  std::int64_t arrived = 0;
  std::optional<ProblemKind> problem;
  std::vector<Wait> waits;
  std::vector<std::size_t> places;        // that served her: kiosks from 0, then desks
  std::optional<std::int64_t> welcomed;   // the first time
  std::optional<rules::Refusal> refused;  // the first one
  std::vector<BadgeVisit> badges;
  Ending ending = Ending::Unserved;
  std::int64_t ended = 0;

  std::int64_t waited() const;  // in all lines together
  std::int64_t waited(bool at_desk) const;
};

struct RunResult {
  Scenario scenario;
  std::vector<Visit> visits;
  std::vector<std::int64_t> busy;  // per place: ms in which somebody stood there
  std::vector<PrinterUse> printers;
  Ledger ledger;
  std::int64_t ended = 0;
};

}  // namespace einlass::rehearsal
