// How to hold a ticket so that the camera can read it, for eye and ear (EN 301 549, 5.1.3.6).
#include "kiosk/flow/model_maker.h"

namespace einlass::flow {

std::string ModelMaker::aim_hint() const {
  switch (state_.aim) {
    case AimHint::None:
      return {};
    case AimHint::Closer:
      return say("A little closer, please.");
    case AimHint::FurtherAway:
      return say("A little further away, please.");
    case AimHint::Left:
      return say("A little to the left, please.");
    case AimHint::Right:
      return say("A little to the right, please.");
    case AimHint::Up:
      return say("A little higher, please.");
    case AimHint::Down:
      return say("A little lower, please.");
    case AimHint::Brighter:
      return say("The code is too dark. Please turn up your phone's brightness, or move into the light.");
    case AimHint::Darker:
      return say("The code is too bright. Please tilt it a little.");
    case AimHint::WholeCode:
      return say("Please show the whole code; a corner of it is hidden.");
    case AimHint::HoldStill:
      return say("Almost there: please hold it still for a moment.");
  }
  return {};
}

}  // namespace einlass::flow
