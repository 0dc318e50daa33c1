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

std::optional<Sound> outcome_of(const Screen& screen) {
  return std::visit([](const auto& shown) { return outcome(shown); }, screen);
}

}  // namespace

Audible::Audible(const State& state)
    : screen(state.screen.index()),
      help(state.help.has_value()),
      badges_out(std::count_if(state.visit.badges.begin(), state.visit.badges.end(),
                               [](const BadgeProgress& badge) { return badge.stage == BadgeStage::Printed; })),
      scan(state.visit.scan.scan) {}

std::optional<Sound> sound_of_change(const Audible& before, const State& now, const FlowConfig& config) {
  const Audible after(now);
  if (after.help && !before.help) return now.help->sent ? Sound::HelpCalled : Sound::SeeTeam;
  if (after.screen != before.screen) {
    const auto sound = outcome_of(now.screen);
    // Onlookers must not hear what the screen does not show.
    return sound && config.closed ? Sound::Announced : sound;
  }
  const bool same_visit = after.scan == before.scan;
  if (same_visit && after.badges_out > before.badges_out && !config.closed) return Sound::BadgeReady;
  return std::nullopt;
}

}  // namespace einlass::flow
