#include "kiosk/flow/sounds.h"

#include <algorithm>

namespace einlass::flow {

namespace {

// Screens on which nothing was decided yet are silent.
template <typename Shown>
std::optional<Sound> outcome(const Shown& /*shown*/) {
  return std::nullopt;
}
std::optional<Sound> outcome(const Welcome& /*shown*/) {
  return Sound::Welcome;
}
std::optional<Sound> outcome(const AlreadyIn& /*shown*/) {
  return Sound::AlreadyIn;
}
std::optional<Sound> outcome(const Refused& /*shown*/) {
  return Sound::SeeTeam;
}
std::optional<Sound> outcome(const NotTheTicket& /*shown*/) {
  return Sound::NotTheTicket;
}
std::optional<Sound> outcome(const Announced& /*shown*/) {
  return Sound::Announced;
}

// What somebody signed in sees of a scan or tap.
std::optional<Sound> decided_of(const State& state) {
  const auto* staff = std::get_if<Staff>(&state.screen);
  if (staff == nullptr || !staff->guest || !staff->guest->outcome) return std::nullopt;
  const Outcome& outcome = *staff->guest->outcome;
  if (std::holds_alternative<rules::AdmissionGranted>(outcome.admission) && !outcome.undecided) return Sound::Welcome;
  if (std::holds_alternative<rules::AdmissionAnnounced>(outcome.admission)) return Sound::Announced;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&outcome.admission);
  const bool in = refused != nullptr && !outcome.undecided &&
                  (refused->refusal == rules::Refusal::AlreadyIn || refused->refusal == rules::Refusal::BadgeDesk);
  return in ? Sound::AlreadyIn : Sound::SeeTeam;
}

std::size_t calls_in(const State& state) {
  const auto* staff = std::get_if<Staff>(&state.screen);
  return staff != nullptr && staff->member.number != 0 ? state.news.calls.size() : 0;
}

std::optional<Sound> outcome_of(const Screen& screen) {
  return std::visit([](const auto& shown) { return outcome(shown); }, screen);
}

}  // namespace

Audible::Audible(const State& state)
    : screen(state.screen.index()),
      help(state.help.has_value()),
      badges_out(std::count_if(state.visit.badges.begin(), state.visit.badges.end(),
                               [](const BadgeProgress& badge) { return badge.stage == BadgeStage::Printed; })),
      scan(state.visit.scan.scan),
      closing(state.visit.closing),
      called(state.called),
      calls(calls_in(state)),
      decided(decided_of(state)) {}

std::optional<Sound> sound_of_change(const Audible& before, const State& now, const FlowConfig& config) {
  const Audible after(now);
  if (after.help && !before.help) return now.help->sent ? Sound::HelpCalled : Sound::SeeTeam;
  if (after.screen != before.screen) {
    const auto sound = outcome_of(now.screen);
    // Onlookers must not hear what the screen does not show.
    return sound && config.closed ? Sound::Announced : sound;
  }
  const bool newly_decided = after.decided && (!before.decided || after.scan != before.scan);
  if (newly_decided) return after.decided;
  if (after.calls > before.calls) return Sound::HelpCalled;
  const bool called = after.called != 0 && after.called != before.called;
  if (called || (after.closing && !before.closing)) return Sound::Warning;
  const bool same_visit = after.scan == before.scan;
  if (same_visit && after.badges_out > before.badges_out && !config.closed) return Sound::BadgeReady;
  return std::nullopt;
}

}  // namespace einlass::flow
