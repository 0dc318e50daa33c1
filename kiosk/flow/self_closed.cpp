// A closed event: staff or host decide, and whoever waits for them holds up nobody. Calls for help are answered
// likewise.
#include "kiosk/flow/stepper.h"

#include <algorithm>

namespace einlass::flow {

namespace {

constexpr int highest_number = 99;
constexpr std::size_t most_aside = 60;

}  // namespace

int Stepper::next_number() {
  state_.last_number = state_.last_number % highest_number + 1;
  return state_.last_number;
}

// Whatever was scanned, and whatever is known of it: all of these screens are one.
void Stepper::announce() {
  const bool heard = state_.devices.connected;
  state_.visit.number = heard ? next_number() : 0;
  show_result(Announced{.number = state_.visit.number});
  if (heard) start(TimerKind::Aside, config_.timings.aside);
}

void Stepper::on(const VisitSettled& event) {
  if (event.news != VisitNews::HelpIsComing) return settled(event);
  if (!state_.help || state_.help->call != event.scan) return;
  state_.help->coming = true;
  cancel(TimerKind::Unheard);
  restart_idle();
}

void Stepper::settled(const VisitSettled& event) {
  auto* announced = std::get_if<Announced>(&state_.screen);
  const bool on_screen = announced != nullptr && state_.visit.scan.scan == event.scan;
  if (!on_screen) return called(event.scan);
  if (event.news == VisitNews::Declined) {
    announced->aside = true;
    return restart_idle();
  }
  // Two kiosks at once would print two badges.
  if (event.at_kiosk) return show_result(Welcome{});
  // A new scan: what this one was answered with stays what it was.
  state_.visit.scan = {.scan = state_.given.scan, .step = 0};
  state_.visit.settled = true;
  ask();
}

// She leaves the screen, and her request lives on.
void Stepper::step_aside() {
  const auto* announced = std::get_if<Announced>(&state_.screen);
  if (announced == nullptr || announced->number == 0) return;
  state_.aside.push_back({.scan = state_.visit.scan.scan, .number = announced->number});
  if (state_.aside.size() > most_aside) state_.aside.pop_front();
}

// Alike for who may come in and who may not: our team tells them.
void Stepper::called(rules::ScanId scan) {
  const auto found = std::find_if(state_.aside.begin(), state_.aside.end(),
                                  [scan](const WaitingAside& each) { return each.scan == scan; });
  if (found == state_.aside.end()) return;
  state_.called = found->number;
  state_.aside.erase(found);
  start(TimerKind::Called, config_.timings.called);
}

}  // namespace einlass::flow
