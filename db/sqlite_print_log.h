// The print log in the event's file. Owned by EventStore.
#pragma once

#include "db/connection.h"
#include "db/print_log.h"

namespace einlass::store {

class SqlitePrintLog final : public PrintLog {
 public:
  explicit SqlitePrintLog(Connection& connection) : connection_(connection) {}

  base::Result<void> put(const PrintRecord& record) override;
  base::Result<std::optional<PrintRecord>> find(rules::PrintJobId id) const override;
  base::Result<int> printed_count() const override;
  base::Result<std::vector<PrintRecord>> open_records() const override;
  base::Result<std::vector<PrintRecord>> doubtful_records() const override;

 private:
  base::Result<std::vector<PrintRecord>> records_with(const std::string& condition) const;

  Connection& connection_;
};

}  // namespace einlass::store
