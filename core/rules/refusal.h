// Why a scan does not lead in, in the order in which the reasons are tested (docs/product.md, Admission).
#pragma once

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
  BadgeDesk,
};

}  // namespace einlass::rules
