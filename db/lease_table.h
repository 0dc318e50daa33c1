// Leases as rows: what lease_granted, lease_returned, lease_forfeited and kiosk_lost say, and which seats admissions
// took of them. Inner to db; its functions run inside guarded() and throw what SQLite throws.
#pragma once

#include "core/rules/attendance.h"
#include "db/connection.h"
#include "db/lease_book.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

class LeaseTable {
 public:
  explicit LeaseTable(Connection& connection) : connection_(connection) {}

  // In any order, and whatever the entry says.
  void note(const rules::JournalEntry& entry);
  void put_uses(rules::TicketId ticket, const std::vector<rules::LeasedSeats>& before,
                const std::vector<rules::LeasedSeats>& after);
  std::vector<rules::LeasedSeats> uses_of(rules::TicketId ticket) const;
  void clear();

  std::vector<OpenLease> open_leases() const;
  bool knows(rules::LeaseId lease) const;
  std::vector<ForfeitedUse> used_of_forfeited() const;
  std::vector<LostKiosk> lost_kiosks() const;
  // Seats that are out and not used: on that day, under the event's cap or that of a category.
  int reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
               rules::CapCounts counts) const;

 private:
  void note_lost_kiosk(const rules::Place& place, rules::JournalId journal);
  void note_end(const rules::JournalEntry& entry, rules::LeaseId lease, std::optional<int> returned);

  Connection& connection_;
};

// Kinds of the facts that note() takes an interest in, as a list in SQL.
inline constexpr const char* lease_kinds_sql = "('lease_granted', 'lease_returned', 'lease_forfeited', 'kiosk_lost')";

}  // namespace einlass::store
