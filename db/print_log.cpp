#include "db/print_log.h"

namespace einlass::store {

std::optional<rules::Fact> closing_fact(PrintState state, rules::BadgeSerial serial, rules::BadgeFault fault) {
  switch (state) {
    case PrintState::Queued:
    case PrintState::Sent:
    case PrintState::Printing:
      return std::nullopt;
    case PrintState::Printed:
      return rules::BadgePrinted{serial};
    case PrintState::Failed:
      return rules::BadgeFailed{serial, fault};
    case PrintState::Unknown:
      return rules::BadgeUnknown{serial};
  }
  return std::nullopt;
}

}  // namespace einlass::store
