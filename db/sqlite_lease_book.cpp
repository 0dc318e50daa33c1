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

}  // namespace einlass::store
