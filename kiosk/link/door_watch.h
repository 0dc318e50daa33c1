// What comes into the journal that somebody at the door should look at: calls for help, guests of closed events who
// wait, who was only counted here, and what became of this kiosk's own scans and badges. Learns from the entries as
// they come, so that looking costs little. On the link's thread; the store outlives it.
#pragma once

#include "core/base/error.h"
#include "core/rules/guest_sheet.h"
#include "core/rules/journal_row.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace einlass::store {
class EventStore;
}

namespace einlass::link {

struct SettledAtDoor {
  rules::ScanId scan;
  rules::TicketId ticket;
  bool admitted = false;
  bool at_kiosk = false;  // which prints what is owed
};

struct DoorLook {
  rules::DoorNews news;
  // Since the look before, of this kiosk's scans, by somebody elsewhere. Nothing of what was here at the first look.
  std::vector<rules::ScanId> help_is_coming;
  std::vector<SettledAtDoor> settled;
  // Of this kiosk's badges, of which nobody knew whether they came out: somebody has said, or they are void.
  std::vector<rules::BadgeSerial> looked_for;
};

class DoorWatch {
 public:
  DoorWatch(store::EventStore& store, rules::KioskId own) : store_(&store), own_(own) {}

  base::Result<DoorLook> look(base::Instant now, const rules::AdmissionDay& day);

  static constexpr base::Milliseconds call_lasts{30 * 60'000};
  static constexpr base::Milliseconds wait_lasts{12 * 3'600'000};

 private:
  struct Counted {
    rules::ScanRef scan;
    rules::AdmissionDay day;
  };
  struct Call {
    rules::HelpCall call;
    bool asked = false;
    bool is_own = false;
    base::Instant answered;
  };

  void take(const rules::JournalRow& row);
  void take_counted(const rules::JournalEntry& entry);
  std::optional<rules::ScanRef> last_counted(const rules::AdmissionDay& day) const;
  void take_call(const rules::JournalEntry& entry);
  void take_answer(const rules::JournalEntry& entry);
  void take_waiting(const rules::JournalEntry& entry);
  void take_refused(const rules::JournalEntry& entry);
  void take_outcome(const rules::JournalEntry& entry);
  void take_doubt(const rules::JournalEntry& entry);
  base::Result<void> end_doubts(const rules::AdmissionDay& day);
  base::Result<void> add_waiting(base::Instant now, const rules::AdmissionDay& day, rules::DoorNews& news);

  store::EventStore* store_;
  rules::KioskId own_;
  bool has_looked_ = false;
  std::int64_t seen_up_to_ = 0;
  std::map<rules::ScanId, Call> calls_;
  std::map<rules::TicketId, rules::WaitingGuest> waiting_;      // by the newest announcement
  std::map<rules::TicketId, rules::WaitingGuest> own_waiting_;  // announced or refused here
  std::vector<Counted> counted_;                                // here, in the order of the taps
  std::set<rules::ScanRef> undone_;
  std::map<rules::BadgeSerial, rules::TicketId> doubtful_;
  // Found, and not told yet: a look that failed later on tells it another time.
  std::vector<rules::ScanId> help_is_coming_;
  std::vector<SettledAtDoor> settled_;
  std::vector<rules::BadgeSerial> looked_for_;
};

}  // namespace einlass::link
