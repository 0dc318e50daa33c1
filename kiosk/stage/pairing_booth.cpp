#include "kiosk/stage/pairing_booth.h"

#include <utility>

namespace einlass::stage {

void PairingBooth::pair(std::string code) {
  attempt_ =
      std::jthread([this, code = std::move(code), alive = std::weak_ptr<bool>(alive_)](const std::stop_token& stop) {
        ui_.post([this, alive, outcome = pair_(code, stop)] {
          if (!alive.expired()) done_(outcome);
        });
      });
}

}  // namespace einlass::stage
