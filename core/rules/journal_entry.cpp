#include "core/rules/journal_entry.h"

#include <utility>

namespace einlass::rules {

bool is_attendance(const Fact& fact) {
  return std::holds_alternative<Admitted>(fact) || std::holds_alternative<Departed>(fact) ||
         std::holds_alternative<AdmissionUndone>(fact) || std::holds_alternative<TicketTransferred>(fact) ||
         std::holds_alternative<ConflictJudged>(fact);
}

base::Hash private_part_hash(const PrivatePart& part) {
  return base::blake2b(std::string(base::as_text(part.salt)) + part.content);
}

PrivatePart make_private_part(std::string content) {
  return {base::random_bytes(16), std::move(content)};
}

}  // namespace einlass::rules
