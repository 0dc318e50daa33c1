// Speech for whoever asks for it, without needing it first (EN 301 549, 5.2), until the visit ends.
#include "kiosk/flow/stepper.h"

#include <algorithm>

namespace einlass::flow {

void Stepper::on(const KeypadUsed& /*event*/) {
  state_.speech.asked = true;
  person_is_there();
}

void Stepper::on(const VolumeTurned& event) {
  state_.speech.asked = true;
  const int volume = std::clamp(config_.volume + state_.speech.louder + event.steps, 1, 10);
  state_.speech.louder = volume - config_.volume;
  person_is_there();
}

// Nobody is hurried by what she must first hear: limits begin when it is over, and the screen stays as long.
void Stepper::on(const SpeechMoved& event) {
  if (event.speaking) return start(TimerKind::Speech, config_.timings.speech);
  if (!speaking()) return;
  cancel(TimerKind::Speech);
  speech_over();
}

// Somebody holds a ticket up: a language or speech that was chosen before it is theirs for as long.
void Stepper::on(const AimHinted& event) {
  state_.aim = event.hint;
  if (event.hint != AimHint::None && shows<Attract>()) person_is_there();
}

void Stepper::speech_over() {
  if (state_.visit.closing) {
    start(TimerKind::Warning, config_.timings.warning * config_.timings.slower);
  } else {
    restart_idle();
  }
  if (!state_.visit.replaceable && !shows<Checking>() && !asks_guest() && !signed_in())
    start(TimerKind::ShownLeast, config_.timings.shown_least);
}

// Whoever unplugs them leaves, or wants to hear no more; what she set is nobody else's.
void Stepper::headphones_changed() {
  state_.speech = {};
  cancel(TimerKind::Speech);
  speech_over();
  person_is_there();
}

}  // namespace einlass::flow
