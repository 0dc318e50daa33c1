// Who decides in a rehearsal: the port of a run. VenueDoor asks the real desk; tests of queues alone admit everybody.
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"
#include "core/rules/fact.h"
#include "core/rules/staff_act.h"
#include "core/wire/message_parts.h"

#include <cstddef>
#include <optional>

namespace einlass::rehearsal {

// Kiosks come first, then desks: both are counted from 0 in one row of places.
struct Ask {
  std::size_t place = 0;
  wire::ScanTarget target;
  rules::ScanStep scan;
  rules::How how = rules::How::Scan;
  bool by_staff = false;
};

struct Said {
  rules::Admission admission;
  bool prints = false;  // the event has badges for this ticket
};

struct Note {
  std::size_t place = 0;
  std::optional<rules::TicketId> ticket;
  std::optional<rules::ScanStep> scan;
  rules::Fact fact;
};

// What the journal holds at the end against what was said at the doors.
struct Ledger {
  std::size_t entries = 0;    // that were written
  std::size_t lost = 0;       // of these, not in the journal after all
  std::size_t doubled = 0;    // persons who are in more often than their ticket has places
  std::size_t parked = 0;     // put aside
  std::size_t conflicts = 0;  // tickets for a person to judge
  int welcomed = 0;           // persons
  int counted = 0;            // of these, as the journal counts them
  int disputed = 0;           // of these, one too many until judged
};

class Door {
 public:
  virtual ~Door() = default;

  virtual base::Result<Said> ask(const Ask& ask) = 0;
  virtual base::Result<void> note(const Note& note) = 0;
  // By staff, about this ticket. False: the event does not allow it.
  virtual base::Result<bool> act(std::size_t place, const rules::StaffAct& act) = 0;

  // This kiosk decides alone from now on, or hands over what it wrote and is in step again.
  virtual base::Result<void> cut(std::size_t place) = 0;
  virtual base::Result<void> mend(std::size_t place) = 0;

  virtual base::Result<Ledger> close() = 0;  // once all is over

  virtual bool lets_search() const = 0;  // guests look themselves up
};

}  // namespace einlass::rehearsal
