// Calls for help of one event, and codes that nobody knew, as they come into the journal. Part of HostDesk, on its
// thread.
#pragma once

#include "core/rules/guest_sheet.h"
#include "db/attendance_journal.h"

#include <cstdint>
#include <map>
#include <vector>

namespace einlass::venue {

class HostWatch {
 public:
  base::Result<void> refresh(const store::AttendanceJournal& journal);

  // That nobody has answered, oldest first.
  std::vector<rules::HelpCall> calls(base::Instant now) const;
  // Scans at kiosks of the last minutes whose code belongs to no ticket.
  int unknown(base::Instant now) const;

 private:
  struct Call {
    rules::HelpCall call;
    bool asked = false;
    base::Instant answered;
  };

  void take(const rules::JournalEntry& entry);
  void take_call(const rules::JournalEntry& entry);

  std::int64_t seen_up_to_ = 0;
  std::map<rules::ScanId, Call> calls_;
  std::map<rules::ScanId, base::Instant> unknown_;
};

}  // namespace einlass::venue
