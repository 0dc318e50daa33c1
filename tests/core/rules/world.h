// A small event to test the rules on: one ticket, one policy, and a pen that writes entries in order.
#pragma once

#include "core/rules/admission.h"
#include "core/rules/attendance.h"
#include "core/rules/journal_entry.h"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace einlass::rules {

// An id that is the same in every run: "a", "b" … make different ones.
template <typename Id>
Id named(const std::string& name) {
  static const base::SecretKey kKey{};
  return Id(base::keyed_id(kKey, name));
}

inline constexpr base::Instant kDoors = base::Instant::from_unix_ms(1'795'000'000'000);

inline AdmissionDay day_number(unsigned day) {
  return base::VenueDay{2026, 11, day};
}

// Writes entries of one ticket as one journal would.
class Pen {
 public:
  explicit Pen(const std::string& journal, bool alone = false) : alone_(alone) {
    next_.journal = named<JournalId>(journal);
    next_.event = named<EventId>("event");
    place_.name = journal;
  }

  // What the author knew of: the scans that its next entry names in `prior`.
  Pen& knows(std::initializer_list<std::string> scans) {
    prior_.clear();
    for (const auto& scan : scans) prior_.push_back({named<ScanId>(scan), named<TicketId>("ticket")});
    return *this;
  }
  Pen& at(std::int64_t seconds, bool sure = true) {
    time_.venue = kDoors + base::Milliseconds(seconds * 1000);
    time_.sure = sure;
    return *this;
  }
  Pen& by(std::uint32_t operator_number) {
    operator_ = operator_number;
    return *this;
  }
  Pen& guest(const std::string& name) {
    guest_ = named<GuestId>(name);
    return *this;
  }

  JournalEntry write(const std::string& scan, Fact fact, std::uint32_t step = 0) {
    ++next_.sequence;
    JournalEntry entry;
    entry.id = next_;
    entry.place = place_;
    entry.ticket = named<TicketId>("ticket");
    entry.guest = guest_;
    entry.scan = ScanStep{named<ScanId>(scan), step};
    entry.prior = prior_;
    entry.time = time_;
    entry.operator_number = operator_;
    entry.alone = alone_;
    entry.fact = std::move(fact);
    return entry;
  }

 private:
  bool alone_;
  EntryId next_;
  Place place_;
  std::vector<ScanRef> prior_;
  EntryTime time_{.venue = kDoors};
  std::uint32_t operator_ = 0;
  std::optional<GuestId> guest_;
};

inline ScanRef scan_ref(const std::string& scan) {
  return {named<ScanId>(scan), named<TicketId>("ticket")};
}

}  // namespace einlass::rules
