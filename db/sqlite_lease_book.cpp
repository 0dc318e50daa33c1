#include "db/sqlite_lease_book.h"

#include "db/seats_left.h"

namespace einlass::store {

using base::Result;

Result<std::vector<OpenLease>> SqliteLeaseBook::open_leases() const {
  return connection_.guarded([&]() -> Result<std::vector<OpenLease>> { return leases_.open_leases(); });
}

Result<bool> SqliteLeaseBook::knows(rules::LeaseId lease) const {
  return connection_.guarded([&]() -> Result<bool> { return leases_.knows(lease); });
}

Result<rules::CapacityLeft> SqliteLeaseBook::left(const rules::AdmissionContext& context,
                                                  const std::string& category) const {
  return connection_.guarded([&]() -> Result<rules::CapacityLeft> {
    return seats_left(connection_, {.policy = context.policy,
                                    .day = context.day,
                                    .category = category,
                                    .scan = {},
                                    .ticket = {},
                                    .now = context.now});
  });
}

Result<int> SqliteLeaseBook::reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
                                      rules::CapCounts counts) const {
  return connection_.guarded([&]() -> Result<int> {
    return leases_.reserved(day, category, counts) + ceded_.reserved(day, category, counts);
  });
}

Result<std::vector<CapOverrun>> SqliteLeaseBook::overruns(const rules::EventPolicy& policy) const {
  return connection_.guarded([&]() -> Result<std::vector<CapOverrun>> { return cap_overruns(connection_, policy); });
}

Result<std::vector<ForfeitedUse>> SqliteLeaseBook::used_of_forfeited() const {
  return connection_.guarded([&]() -> Result<std::vector<ForfeitedUse>> { return leases_.used_of_forfeited(); });
}

Result<std::vector<LostKiosk>> SqliteLeaseBook::lost_kiosks() const {
  return connection_.guarded([&]() -> Result<std::vector<LostKiosk>> { return leases_.lost_kiosks(); });
}

Result<void> SqliteLeaseBook::cede(const CededSeat& seat, const std::vector<rules::KioskId>& kiosks) {
  return connection_.written([&]() -> Result<void> {
    ceded_.put(seat, kiosks);
    return {};
  });
}

Result<void> SqliteLeaseBook::acknowledge(rules::KioskId kiosk) {
  return connection_.written([&]() -> Result<void> {
    ceded_.acknowledge(kiosk);
    return {};
  });
}

Result<std::vector<rules::KioskId>> SqliteLeaseBook::waited_for() const {
  return connection_.guarded([&]() -> Result<std::vector<rules::KioskId>> { return ceded_.waited_for(); });
}

}  // namespace einlass::store
