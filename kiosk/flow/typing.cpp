// Typing into whatever form is open, and what staff see waiting.
#include "kiosk/flow/staff_stepper.h"

namespace einlass::flow {

void Stepper::on(const Typed& event) {
  if (state_.form) type(*state_.form, event.text);
  if (shows<Staff>()) StaffStepper(*this).typed();
  person_is_there();
}

void Stepper::on(const Erased& /*event*/) {
  if (state_.form) erase(*state_.form);
  if (shows<Staff>()) StaffStepper(*this).typed();
  person_is_there();
}

void Stepper::on(const FieldChosen& event) {
  if (state_.form) choose_field(*state_.form, event.index);
  person_is_there();
}

void Stepper::on(const KeysTurned& event) {
  if (state_.form) turn_keys(*state_.form, event.page);
  person_is_there();
}

void Stepper::on(const FormSent& event) {
  person_is_there();
  if (!state_.form) return;
  const bool last = state_.form->at + 1 >= state_.form->fields.size();
  if (!last && !event.whole) return choose_field(*state_.form, state_.form->at + 1);
  if (check(*state_.form)) form_filled(*state_.form);
}

void Stepper::on(const TypingUndone& event) {
  if (!state_.form || event.field >= state_.form->fields.size()) return;
  state_.form->fields[event.field].text = event.text;
}

void Stepper::form_filled(const Form& form) {
  if (shows<Staff>()) return StaffStepper(*this).form_filled(form);
  self_form_filled(form);
}

void Stepper::on(const DoorAnswered& event) {
  if (shows<Staff>()) return StaffStepper(*this).read(event);
  if (!awaits(event.token)) return;
  const auto* found = event.answer ? std::get_if<rules::GuestLookedUp>(&*event.answer) : nullptr;
  if (found == nullptr) return kept_out(Refused{.refusal = rules::Refusal::NeedsServer});
  guest_looked_up(*found);
}

void Stepper::on(const DoneAtDoor& event) {
  if (shows<Staff>()) return StaffStepper(*this).done(event);
  if (!awaits(event.token)) return;
  if (!event.done) return kept_out(Refused{.refusal = rules::Refusal::NeedsServer});
  ask();
}

void Stepper::on(const DoorNewsChanged& event) {
  state_.news = event.news;
}

}  // namespace einlass::flow
