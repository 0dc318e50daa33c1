// A press that begins something needs an id, and the flow makes none.
#pragma once

#include "kiosk/flow/event.h"

namespace einlass::stage {

// The same press with fresh ids, where it has any.
flow::Event with_ids(flow::Event event);

}  // namespace einlass::stage
