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
};

std::optional<Sound> sound_of_change(const Audible& before, const State& now, const FlowConfig& config);

}  // namespace einlass::flow
