// The leases in the event's file. Owned by EventStore.
#pragma once

#include "db/connection.h"
#include "db/lease_book.h"
#include "db/lease_table.h"

namespace einlass::store {

class SqliteLeaseBook final : public LeaseBook {
 public:
  explicit SqliteLeaseBook(Connection& connection) : connection_(connection), leases_(connection) {}

  base::Result<std::vector<OpenLease>> open_leases() const override;
  base::Result<bool> knows(rules::LeaseId lease) const override;
  base::Result<rules::CapacityLeft> left(const rules::AdmissionContext& context,
                                         const std::string& category) const override;

 private:
  Connection& connection_;
  LeaseTable leases_;
};

}  // namespace einlass::store
