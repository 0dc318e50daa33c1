// What a kiosk says that is not paired yet, to whoever sets it up.
#include "kiosk/flow/model_maker.h"

namespace einlass::flow {

ModelMaker::Words ModelMaker::pairing() const {
  switch (state_.pairing) {
    case PairingState::Awaited:
      return {Tone::Calm, Icon::Pause, say("This kiosk is not set up yet"),
              shows_picture() ? say("For our team: make a pairing code on the server and hold it up to the camera.")
                              : say("For our team: make a pairing code on the server and scan it here.")};
    case PairingState::UnderWay:
      return {Tone::Working, Icon::Hourglass, say("One moment, please"),
              say("This kiosk is connecting to the venue server.")};
    case PairingState::Unreadable:
      return {Tone::Attention, Icon::Person, say("This pairing code cannot be read"),
              say("Please show the whole code, as large and bright as possible.")};
    case PairingState::CodeSpent:
      return {Tone::Attention, Icon::Person, say("This pairing code no longer works"),
              say("It was used before, or it is too old. Please make a new one on the server.")};
    case PairingState::WrongServer:
      return {Tone::Attention, Icon::Person, say("This is not the server that made the code"),
              say("Its key is another one. Please check the network, and make the code on the right server.")};
    case PairingState::Unreachable:
      return {Tone::Attention, Icon::Person, say("The venue server cannot be reached"),
              say("Please check the network and that the server runs, then show the code again.")};
    case PairingState::Busy:
      return {Tone::Attention, Icon::Clock, say("The venue server does not answer yet"),
              say("Please wait a minute, then show the code again.")};
    case PairingState::OtherVersion:
      return {Tone::Attention, Icon::Person, say("The venue server has another version of Einlass"),
              say("Please install the same version on server and kiosk.")};
    case PairingState::NotSaved:
      return {Tone::Attention, Icon::Person, say("This kiosk cannot save anything"),
              say("Please see to its disk, then make a new pairing code.")};
  }
  return see_our_team();
}

}  // namespace einlass::flow
