// Calls for help of one event, codes that nobody knew, and how busy its kiosks are, as it comes into the journal. Part
// of HostDesk, on its thread.
#pragma once

#include "core/rules/guest_sheet.h"
#include "db/attendance_journal.h"
#include "server/venue/host_news.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace einlass::venue {

// Somebody is going.
struct AnsweredCall {
  rules::HelpCall call;
  base::Instant at;
  std::uint32_t by = 0;  // of the roster; 0: nobody was signed in
};

class HostWatch {
 public:
  base::Result<void> refresh(const store::AttendanceJournal& journal);

  // That nobody has answered, oldest first.
  std::vector<rules::HelpCall> calls(base::Instant now) const;
  // That somebody answered within the last minutes, the newest first.
  std::vector<AnsweredCall> answered(base::Instant now) const;
  // When each kiosk scanned a guest, within `lane_memory`, oldest first.
  std::vector<base::Instant> scans_of(rules::KioskId kiosk, base::Instant now) const;
  // Shown at kiosks.
  UnknownCodes unknown(base::Instant now) const;

 private:
  struct Call {
    rules::HelpCall call;
    bool asked = false;
    base::Instant answered;
    std::uint32_t answered_by = 0;
  };

  void take(const rules::JournalEntry& entry);
  void take_call(const rules::JournalEntry& entry);
  void take_answer(const rules::JournalEntry& entry);
  void take_scan(const rules::JournalEntry& entry);

  std::int64_t seen_up_to_ = 0;
  std::map<rules::ScanId, Call> calls_;
  struct Shown {
    std::string kiosk;
    std::string door;
    base::Instant at;
  };
  std::map<rules::ScanId, Shown> unknown_;
  struct Scan {
    rules::ScanId scan;
    base::Instant at;  // of its newest step: who was asked something first is one guest
  };
  std::map<rules::KioskId, std::vector<Scan>> scans_;  // of each, in the order in which they came
};

}  // namespace einlass::venue
