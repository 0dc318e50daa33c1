// A kiosk that is not paired takes nothing but a pairing code, one at a time.
#include "kiosk/flow/stepper.h"

#include <utility>

namespace einlass::flow {

void Stepper::take_pairing_code(std::string code, const rules::ScannedText& read) {
  const auto* what = std::get_if<rules::NotATicket>(&read);
  const bool for_pairing = what != nullptr && *what == rules::NotATicket::PairingCode;
  if (!for_pairing || state_.out != OutOfServiceReason::NotPaired) return;
  if (state_.pairing == PairingState::UnderWay) return;
  state_.pairing = PairingState::UnderWay;
  commands_.push_back(PairKiosk{std::move(code)});
}

void Stepper::on(const PairingFailed& event) {
  if (state_.pairing == PairingState::UnderWay) state_.pairing = event.why;
}

}  // namespace einlass::flow
