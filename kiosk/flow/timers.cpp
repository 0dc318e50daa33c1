// Time limits: a person is warned before a screen goes, and can ask for more (EN 301 549 11.2.2.1, WCAG 2.2.1).
#include "kiosk/flow/staff_stepper.h"

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
  // Begins anew once all is said.
  const bool of_person = event.kind == TimerKind::Idle || event.kind == TimerKind::Warning;
  if (of_person && state_.speaks()) return;
  switch (event.kind) {
    case TimerKind::Idle:
      return on_idle();
    case TimerKind::Warning:
      return time_is_up();
    case TimerKind::ShownLeast:
      state_.visit.replaceable = true;
      if (!must_be_heard()) next_in_line();
      return;
    case TimerKind::HeldUp:
      state_.visit.replaceable = true;
      return next_in_line();
    case TimerKind::Checking:
      return on(AdmissionFailed{state_.visit.scan});
    case TimerKind::Notice:
      state_.left_failed.clear();
      return;
    case TimerKind::Speech:
      return speech_over();
    case TimerKind::Aside:
      if (auto* announced = std::get_if<Announced>(&state_.screen)) announced->aside = true;
      return restart_idle();
    case TimerKind::Unheard:
      if (state_.help) state_.help->unheard = true;
      return restart_idle();
    case TimerKind::Reading:
    case TimerKind::Doing:
      return StaffStepper(*this).unanswered(event.kind);
    case TimerKind::Called:
      state_.called = 0;
  }
}

// What nobody answered has an answer all the same.
void Stepper::time_is_up() {
  if (const auto* party = std::get_if<HowMany>(&state_.screen)) {
    state_.visit.persons = party->most;
    return go_on_admitted();
  }
  const bool is_in = shows<NameTicket>() || shows<AskConsent>() || shows<ConfirmBadge>() || shows<CorrectBadge>();
  if (is_in) return carry_on_without_her();
  end_visit();
}

void Stepper::on_idle() {
  if (at_home() && !state_.help) return end_visit();  // only a language to reset: nobody loses anything
  state_.visit.closing = true;
  // Nobody has touched anything for so long: who holds a ticket up now is the next guest. A party is admitted first.
  if (asks_guest() && !shows<HowMany>()) state_.visit.replaceable = true;
  start(TimerKind::Warning, config_.timings.warning * config_.timings.slower);
}

void Stepper::person_is_there() {
  if (signed_in()) state_.visit.extensions = 0;  // whoever works here may do so all day
  if (state_.visit.closing && ++state_.visit.extensions > config_.timings.extensions) return;
  if (asks_guest()) state_.visit.replaceable = shows<FindMe>() || shows<FoundNobody>() || shows<SearchLocked>();
  restart_idle();
}

void Stepper::restart_idle() {
  if (shows<Checking>()) return;  // waits for a machine, under its own limit
  state_.visit.closing = false;
  cancel(TimerKind::Warning);
  if (at_home() && !state_.help) {
    cancel(TimerKind::Idle);
    if (state_.language_chosen || state_.speech.asked || state_.view.chosen())
      start(TimerKind::Idle, config_.timings.language * config_.timings.slower);
    return;
  }
  if (shows<Diagnosis>()) return start(TimerKind::Idle, config_.timings.diagnosis);
  const auto idle = signed_in() ? config_.timings.staff_idle : config_.timings.idle;
  start(TimerKind::Idle, idle * config_.timings.slower);
}

}  // namespace einlass::flow
