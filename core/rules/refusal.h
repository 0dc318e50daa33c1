// Why a scan does not lead in, in the order in which the reasons are tested (docs/product.md, Admission).
#pragma once

#include <optional>
#include <string_view>

namespace einlass::rules {

enum class Refusal {
  UnknownCode,
  OtherEvent,
  Replaced,
  Ambiguous,
  Cancelled,
  Blocked,
  AwaitingApproval,
  Waitlisted,
  TooEarly,
  TooLate,
  AlreadyIn,
  Unpaid,
  NotOnList,
  Full,
  NeedsAnswers,
  NeedsServer,
};

// "unknown_code" …: the word used in entries, messages and exports.
std::string_view refusal_word(Refusal refusal);
std::optional<Refusal> refusal_of(std::string_view word);

}  // namespace einlass::rules
