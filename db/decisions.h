// The answers that were given, by (scan, step): a lost reply and a retry get the same answer. Inner to db; runs inside
// guarded().
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"
#include "db/connection.h"

#include <cstdint>
#include <optional>

namespace einlass::store {

struct Decision {
  std::int64_t entry = 0;      // row of what was appended
  rules::Admission admission;  // a grant's fact stands in the entry
};

class Decisions {
 public:
  explicit Decisions(Connection& connection) : connection_(connection) {}

  // `entry`: row of what was appended.
  void put(const rules::ScanStep& scan, std::int64_t entry, const rules::Admission& admission);
  base::Result<std::optional<Decision>> find(const rules::ScanStep& scan) const;

 private:
  Connection& connection_;
};

}  // namespace einlass::store
