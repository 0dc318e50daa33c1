#include "db/print_log.h"

#include <array>
#include <utility>

namespace einlass::store {
namespace {

constexpr std::array<std::pair<PrintState, std::string_view>, 6> words = {{{PrintState::Queued, "queued"},
                                                                           {PrintState::Sent, "sent"},
                                                                           {PrintState::Printing, "printing"},
                                                                           {PrintState::Printed, "printed"},
                                                                           {PrintState::Failed, "failed"},
                                                                           {PrintState::Unknown, "unknown"}}};

}  // namespace

std::string_view word(PrintState state) {
  for (const auto& [value, text] : words) {
    if (value == state) return text;
  }
  return "unknown";
}

std::optional<PrintState> print_state_from(std::string_view word) {
  for (const auto& [value, text] : words) {
    if (text == word) return value;
  }
  return std::nullopt;
}

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
