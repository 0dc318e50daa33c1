// The leases in the event's file. Owned by EventStore.
#pragma once

#include "db/ceded_seats.h"
#include "db/connection.h"
#include "db/lease_book.h"
#include "db/lease_table.h"

namespace einlass::store {

class SqliteLeaseBook final : public LeaseBook {
 public:
  explicit SqliteLeaseBook(Connection& connection) : connection_(connection), leases_(connection), ceded_(connection) {}

  base::Result<std::vector<OpenLease>> open_leases() const override;
  base::Result<bool> knows(rules::LeaseId lease) const override;
  base::Result<rules::CapacityLeft> left(const rules::AdmissionContext& context,
                                         const std::string& category) const override;
  base::Result<int> reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
                             rules::CapCounts counts) const override;
  base::Result<std::vector<CapOverrun>> overruns(const rules::EventPolicy& policy) const override;
  base::Result<std::vector<ForfeitedUse>> used_of_forfeited() const override;
  base::Result<std::vector<LostKiosk>> lost_kiosks() const override;
  base::Result<void> cede(const CededSeat& seat, const std::vector<rules::KioskId>& kiosks) override;
  base::Result<void> acknowledge(rules::KioskId kiosk) override;
  base::Result<std::vector<rules::KioskId>> waited_for() const override;

 private:
  Connection& connection_;
  LeaseTable leases_;
  CededSeats ceded_;
};

}  // namespace einlass::store
