// Every screen of the kiosk, with short and with long words in it.
#pragma once

#include "kiosk/flow/state.h"

#include <string>
#include <vector>

namespace einlass::screens {

struct Shown {
  std::string name;
  flow::State state;
};

std::vector<Shown> gallery();

}  // namespace einlass::screens
