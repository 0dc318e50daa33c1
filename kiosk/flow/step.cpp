#include "kiosk/flow/step.h"

#include "kiosk/flow/stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

Step step(State state, const Event& event, const FlowConfig& config) {
  Stepper stepper(std::move(state), config);
  std::visit([&stepper](const auto& happened) { stepper.on(happened); }, event);
  return stepper.take();
}

void Stepper::on(const CodeScanned& event) {
  if (shows<Diagnosis>()) return;  // it was on its way when that was opened
  std::string cleaned = rules::clean_scanned_text(event.text);
  const rules::ScannedText read = rules::read_scanned_text(cleaned);
  if (state_.out) return take_pairing_code(std::move(cleaned), read);
  if (const auto* what = std::get_if<rules::NotATicket>(&read)) return not_the_ticket(*what);
  take_code({.scan = event.scan, .code = std::move(cleaned)});
}

void Stepper::on(const TicketChosen& event) {
  const auto* choose = std::get_if<Choose>(&state_.screen);
  if (choose == nullptr) return;
  const bool offered = std::any_of(choose->choices.begin(), choose->choices.end(),
                                   [&event](const TicketChoice& choice) { return choice.ticket == event.ticket; });
  if (!offered) return;
  ++state_.visit.scan.step;
  ask(event.ticket);
}

void Stepper::on(const LanguageChosen& event) {
  if (std::find(config_.languages.begin(), config_.languages.end(), event.language) == config_.languages.end()) return;
  state_.language = event.language;
  state_.language_chosen = true;
  person_is_there();
}

void Stepper::on(const HelpPressed& /*event*/) {
  if (state_.help && state_.help->sent) return person_is_there();
  const bool heard = state_.devices.connected;
  state_.help = HelpAsked{.sent = heard};
  if (heard) commands_.push_back(CallForHelp{state_.visit.scan.scan});
  person_is_there();
}

void Stepper::on(const DonePressed& /*event*/) {
  if (shows<Checking>()) return;
  end_visit();
}

void Stepper::on(const MoreTimePressed& /*event*/) {
  person_is_there();
}
void Stepper::on(const Touched& /*event*/) {
  person_is_there();
}

void Stepper::on(const ServiceChanged& event) {
  const bool changes = takes_codes(event.out) != takes_codes(state_.out) && !shows<Diagnosis>();
  if (changes) commands_.push_back(SetScanning{takes_codes(event.out)});
  state_.out = event.out;
  state_.pairing = PairingState::Awaited;
  if (state_.out) state_.waiting.clear();
  // Whoever reads a result or waits for one keeps it; the visit's end leads to the right place.
  if (at_home() || shows<Choose>() || shows<NotTheTicket>()) end_visit();
}

void Stepper::on(const DevicesChanged& event) {
  const bool plugged = event.devices.headphones != state_.devices.headphones;
  state_.devices = event.devices;
  if (plugged) headphones_changed();
}

}  // namespace einlass::flow
