// An exported journal that a test has as text.
#pragma once

#include "server/report/journal_lines.h"

#include <optional>
#include <sstream>
#include <string>

namespace einlass::report {

inline base::Result<VerifiedJournal> verified_text(const std::string& lines,
                                                   const std::optional<std::string>& earlier = {}) {
  std::istringstream read(lines);
  if (!earlier) return verify_journal_lines(read);
  std::istringstream ends(*earlier);
  return verify_journal_lines(read, &ends);
}

}  // namespace einlass::report
