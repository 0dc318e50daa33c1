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

// Nobody is hurried by what she must first hear: limits begin when it is over.
void Stepper::on(const SpeechMoved& event) {
  if (event.speaking) {
    start(TimerKind::Speech, config_.timings.speech);
    return limit_hearing();
  }
  if (!state_.speaks()) return;
  cancel(TimerKind::Speech);
  speech_over();
}

// Somebody holds a ticket up: a language or speech that was chosen before it is theirs for as long.
void Stepper::on(const AimHinted& event) {
  state_.aim = event.hint;
  if (event.hint != AimHint::None && shows<Attract>()) person_is_there();
}

// A result is somebody's who listens to it: the next guest waits, by a limit.
bool Stepper::must_be_heard() const {
  return shows_result() && state_.speaks();
}

// Whoever plugs headphones in hears all. A key may have been pressed by accident, or by somebody who reads the screen:
// the lane does not wait for every word, nor for keys that are pressed again and again.
void Stepper::limit_hearing() {
  const bool somebody_waits = must_be_heard() && !state_.waiting.empty();
  if (!somebody_waits || state_.runs(TimerKind::HeldUp) || state_.devices.headphones == Headphones::In) return;
  start(TimerKind::HeldUp, config_.timings.heard_most * config_.timings.slower);
}

void Stepper::speech_over() {
  if (state_.visit.closing) {
    start(TimerKind::Warning, config_.timings.warning * config_.timings.slower);
  } else {
    restart_idle();
  }
  // A key that ends one word may begin the next.
  const bool is_next = shows_result() && state_.visit.replaceable && !state_.waiting.empty();
  if (is_next) start(TimerKind::ShownLeast, config_.timings.heard_out);
}

// Whoever unplugs them leaves, or wants to hear no more; what she set is nobody else's.
void Stepper::headphones_changed() {
  state_.speech = {};
  cancel(TimerKind::Speech);
  speech_over();
  person_is_there();
}

}  // namespace einlass::flow
