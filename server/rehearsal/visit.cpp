#include "server/rehearsal/visit.h"

namespace einlass::rehearsal {

std::int64_t Visit::waited() const {
  return waited(false) + waited(true);
}

std::int64_t Visit::waited(bool at_desk) const {
  std::int64_t sum = 0;
  for (const auto& wait : waits) {
    if (wait.at_desk == at_desk && wait.until >= 0) sum += wait.until - wait.from;
  }
  return sum;
}

}  // namespace einlass::rehearsal
