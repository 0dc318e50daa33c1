#include "kiosk/flow/step.h"

#include "kiosk/flow/sounds.h"
#include "kiosk/flow/staff_stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

Step step(State state, const Event& event, const FlowConfig& config) {
  const Audible before(state);
  Stepper stepper(std::move(state), config);
  std::visit([&stepper](const auto& happened) { stepper.on(happened); }, event);
  Step next = stepper.take();
  if (const auto sound = sound_of_change(before, next.state, config)) next.commands.push_back(PlaySound{*sound});
  return next;
}

void Stepper::on(const CodeScanned& event) {
  if (shows<Diagnosis>()) return;  // it was on its way when that was opened
  std::string cleaned = rules::clean_scanned_text(event.text);
  const rules::ScannedText read = rules::read_scanned_text(cleaned);
  if (state_.out) return take_pairing_code(std::move(cleaned), read);
  if (const auto* what = std::get_if<rules::NotATicket>(&read)) {
    if (signed_in()) return StaffStepper(*this).not_the_ticket();
    return not_the_ticket(*what);
  }
  take_code({.scan = event.scan, .code = std::move(cleaned), .picture = event.picture});
}

void Stepper::on(const TicketChosen& event) {
  const auto* choose = std::get_if<Choose>(&state_.screen);
  if (choose == nullptr) return;
  const bool offered = std::any_of(choose->choices.begin(), choose->choices.end(),
                                   [&event](const TicketChoice& choice) { return choice.ticket == event.ticket; });
  if (!offered) return;
  ++state_.visit.scan.step;
  state_.visit.chosen = event.ticket;
  ask();
}

void Stepper::on(const LanguageChosen& event) {
  if (std::find(config_.languages.begin(), config_.languages.end(), event.language) == config_.languages.end()) return;
  state_.language = event.language;
  state_.language_chosen = true;
  person_is_there();
}

void Stepper::on(const HelpPressed& /*event*/) {
  if (shows<Staff>()) return person_is_there();
  if (state_.help && state_.help->sent) return person_is_there();
  const bool heard = state_.devices.connected;
  const auto scan = state_.visit.scan.scan.is_nil() ? state_.given.scan : state_.visit.scan.scan;
  state_.help = HelpAsked{.sent = heard, .call = scan};
  if (heard) {
    commands_.push_back(CallForHelp{scan});
    start(TimerKind::Unheard, config_.timings.aside);
  }
  person_is_there();
}

void Stepper::on(const DonePressed& /*event*/) {
  if (shows<Checking>()) return;
  if (shows<Staff>()) return StaffStepper(*this).back();
  if (shows<AskConsent>()) return give_consent(false);
  if (shows<NameTicket>()) return carry_on_without_her();
  if (shows<CorrectBadge>()) return preview_badge();
  if (shows<ConfirmBadge>()) return on(BadgeIsRight{});
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
  const bool same = event.out == state_.out;
  state_.out = event.out;
  state_.pairing = PairingState::Awaited;
  if (state_.out) state_.waiting.clear();
  if (shows<Staff>()) return StaffStepper(*this).service_changed(same);
  // Whoever reads a result or waits for one keeps it, and so does who is in; the visit's end leads to the right place.
  const bool is_in = state_.visit.before_badges.has_value();
  if (at_home() || shows<Choose>() || shows<NotTheTicket>() || (asks_guest() && !is_in)) end_visit();
}

void Stepper::on(const DevicesChanged& event) {
  const bool plugged = event.devices.headphones != state_.devices.headphones;
  state_.devices = event.devices;
  if (plugged) headphones_changed();
}

}  // namespace einlass::flow
