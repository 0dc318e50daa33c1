// Which sound goes with what just happened: told from two states, so that no step need think of it. Inner to the flow.
#pragma once

#include "kiosk/flow/flow_config.h"
#include "kiosk/flow/sound.h"
#include "kiosk/flow/state.h"

#include <cstddef>
#include <optional>

namespace einlass::flow {

// What of a state can be heard.
struct Audible {
  explicit Audible(const State& state);

  std::size_t screen = 0;
  bool help = false;
  std::ptrdiff_t badges_out = 0;
  rules::ScanId scan;
  bool closing = false;               // a time limit is about to pass
  int called = 0;                     // a number is called
  std::size_t calls = 0;              // for help, where somebody is signed in who can go
  std::optional<Sound> decided = {};  // what became of the scan that somebody of the team sees
};

std::optional<Sound> sound_of_change(const Audible& before, const State& now, const FlowConfig& config);

}  // namespace einlass::flow
