#include "server/report/person_key.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"

namespace einlass::report {

std::optional<std::string> person_key(const std::string& name, const std::string& email) {
  const auto folded_name = base::fold_text(name);
  const auto folded_email = base::fold_text(email);
  if (folded_name.empty() || folded_email.empty()) return std::nullopt;
  return folded_name + "\n" + folded_email;
}

std::string person_of(const AttendanceRow& row) {
  const auto known = rules::has_buyers_email(row.extra) ? std::nullopt : person_key(row.name, row.email);
  return known.value_or(row.ticket + "\n" + row.guest + "\n" + row.name);
}

}  // namespace einlass::report
