// The kiosk's whole behaviour as one pure function. Called by the stage on the UI thread for every event, and by tests.
#pragma once

#include "kiosk/flow/command.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/flow_config.h"
#include "kiosk/flow/state.h"

#include <vector>

namespace einlass::flow {

struct Step {
  State state;
  std::vector<Command> commands;
};

// Total: any event is allowed in any state. An event that means nothing there changes nothing.
Step step(State state, const Event& event, const FlowConfig& config);

}  // namespace einlass::flow
