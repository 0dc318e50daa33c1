// Seats that others may still spend: leased to devices which decide alone, and ceded ones of which not every kiosk
// knows (docs/journal.md, Seats). Leases change only by entries. Owned by EventStore, on its thread; what writes does
// so within a transaction that the caller commits.
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

// A lease that was neither returned as a whole nor forfeited.
struct OpenLease {
  rules::LeaseId lease;
  rules::JournalId holder;
  std::string category;  // empty: for categories without a cap of their own
  rules::AdmissionDay day;
  int seats = 0;
  std::int64_t lasts_ms = 0;
  base::Instant granted;  // venue time of the entry
  int used_inside = 0;    // persons, as rules::LeasedSeats counts them
  int used_admitted = 0;
  bool holder_is_lost = false;  // by kiosk_lost

  int unused(rules::CapCounts counts) const;
  // Under every cap that its seats count for.
  int unused(const rules::EventPolicy& policy) const;
};

// Persons of a ticket who came on a lease that was forfeited.
struct ForfeitedUse {
  rules::TicketId ticket;
  rules::LeaseId lease;
  rules::AdmissionDay day;
  int persons = 0;
};

// More persons than a cap lets in, however that came about: late entries of a lost kiosk, a cap that was lowered or
// overridden.
struct CapOverrun {
  std::string category;  // empty: the whole event's cap
  rules::AdmissionDay day;
  int cap = 0;
  rules::CapKind kind = rules::CapKind::Hard;
  int persons = 0;  // beyond it
};

// A kiosk that was revoked, by kiosk_lost.
struct LostKiosk {
  rules::KioskId kiosk;
  rules::JournalId journal;
  std::string name;
};

// A seat that its ticket owned until now.
struct CededSeat {
  rules::TicketId ticket;
  std::string category;
  int places = 1;
};

class LeaseBook {
 public:
  virtual ~LeaseBook() = default;

  virtual base::Result<std::vector<OpenLease>> open_leases() const = 0;
  // Whether it was ever granted.
  virtual base::Result<bool> knows(rules::LeaseId lease) const = 0;
  // Seats of the pool, for anybody of that category who has none.
  virtual base::Result<rules::CapacityLeft> left(const rules::AdmissionContext& context,
                                                 const std::string& category) const = 0;
  // Unused leased and ceded seats, under the event's cap or that of a category.
  virtual base::Result<int> reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
                                     rules::CapCounts counts) const = 0;

  // On every admission day on which somebody came.
  virtual base::Result<std::vector<CapOverrun>> overruns(const rules::EventPolicy& policy) const = 0;
  virtual base::Result<std::vector<ForfeitedUse>> used_of_forfeited() const = 0;
  virtual base::Result<std::vector<LostKiosk>> lost_kiosks() const = 0;

  // It stays taken until each of these kiosks has acknowledged.
  virtual base::Result<void> cede(const CededSeat& seat, const std::vector<rules::KioskId>& kiosks) = 0;
  virtual base::Result<void> acknowledge(rules::KioskId kiosk) = 0;
  virtual base::Result<std::vector<rules::KioskId>> waited_for() const = 0;
};

}  // namespace einlass::store
