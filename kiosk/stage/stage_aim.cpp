// Audible and visible aiming: how a ticket is to be held so that the camera can read it.
#include "kiosk/stage/stage.h"

#include <cmath>

namespace einlass::stage {
namespace {

// The picture's sides are the person's only where it is not shown like a looking glass.
flow::AimHint hint_of(scan::AimHint hint, bool mirrored) {
  switch (hint) {
    case scan::AimHint::None:
      return flow::AimHint::None;
    case scan::AimHint::Closer:
      return flow::AimHint::Closer;
    case scan::AimHint::FurtherAway:
      return flow::AimHint::FurtherAway;
    case scan::AimHint::Left:
      return mirrored ? flow::AimHint::Right : flow::AimHint::Left;
    case scan::AimHint::Right:
      return mirrored ? flow::AimHint::Left : flow::AimHint::Right;
    case scan::AimHint::Up:
      return flow::AimHint::Up;
    case scan::AimHint::Down:
      return flow::AimHint::Down;
    case scan::AimHint::Brighter:
      return flow::AimHint::Brighter;
    case scan::AimHint::Darker:
      return flow::AimHint::Darker;
    case scan::AimHint::WholeCode:
      return flow::AimHint::WholeCode;
    case scan::AimHint::HoldStill:
      return flow::AimHint::HoldStill;
  }
  return flow::AimHint::None;
}

}  // namespace

scan::Scanner::OnAim Stage::post_aim() {
  return posted<scan::AimReport>(&Stage::on_aim);
}

void Stage::on_aim(const scan::AimReport& report) {
  const auto hint = hint_of(report.hint, mirrored_);
  if (hint != state_.aim) handle(flow::AimHinted{hint});
  if (narrator_.listened_to() && std::holds_alternative<flow::Attract>(state_.screen)) sound_nearness(report.nearness);
}

// Reports come four times a second: a tone with each where a code is as good as read, with every fourth where it is
// far.
void Stage::sound_nearness(double nearness) {
  ++aim_reports_;
  if (nearness <= 0 || aim_reports_ < 1 + std::lround(3 * (1 - nearness))) return;
  aim_reports_ = 0;
  play(flow::Sound::Aim);
}

}  // namespace einlass::stage
