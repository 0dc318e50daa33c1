// Time limits: a person is warned before a screen goes, and can ask for more (EN 301 549 11.2.2.1, WCAG 2.2.1).
#include "kiosk/flow/stepper.h"

namespace einlass::flow {

void Stepper::start(TimerKind kind, base::Milliseconds after) {
  const std::uint64_t serial = ++state_.timers_started;
  state_.timers.at(static_cast<std::size_t>(kind)) = serial;
  commands_.push_back(StartTimer{.kind = kind, .serial = serial, .after = after});
}

void Stepper::on(const TimerFired& event) {
  std::uint64_t& counts = state_.timers.at(static_cast<std::size_t>(event.kind));
  if (event.serial == 0 || event.serial != counts) return;
  counts = 0;
  const bool of_person = event.kind != TimerKind::Checking && event.kind != TimerKind::Notice;
  if (of_person && speaking()) return;  // begins anew once that is over
  switch (event.kind) {
    case TimerKind::Idle:
      return on_idle();
    case TimerKind::Warning:
      return end_visit();
    case TimerKind::ShownLeast:
      state_.visit.replaceable = true;
      return next_in_line();
    case TimerKind::Checking:
      return on(AdmissionFailed{state_.visit.scan});
    case TimerKind::Notice:
      state_.left_failed = false;
      return;
    case TimerKind::Speech:
      speech_over();
  }
}

void Stepper::on_idle() {
  if (at_home() && !state_.help) return end_visit();  // only a language to reset: nobody loses anything
  state_.visit.closing = true;
  start(TimerKind::Warning, config_.timings.warning * config_.timings.slower);
}

void Stepper::person_is_there() {
  if (state_.visit.closing && ++state_.visit.extensions > config_.timings.extensions) return;
  restart_idle();
}

void Stepper::restart_idle() {
  if (shows<Checking>()) return;  // waits for a machine, under its own limit
  state_.visit.closing = false;
  cancel(TimerKind::Warning);
  if (at_home() && !state_.help) {
    cancel(TimerKind::Idle);
    if (state_.language_chosen || state_.speech.asked)
      start(TimerKind::Idle, config_.timings.language * config_.timings.slower);
    return;
  }
  if (shows<Diagnosis>()) return start(TimerKind::Idle, config_.timings.diagnosis);
  start(TimerKind::Idle, config_.timings.idle * config_.timings.slower);
}

}  // namespace einlass::flow
