// Whether the other side speaks our version of the protocol (docs/protocol.md). Inner to core/sync; pure.
#pragma once

#include "core/wire/message_parts.h"
#include "core/wire/messages.h"

namespace einlass::sync {

inline bool speaks_this_version(const wire::Versions& versions) {
  return versions.oldest <= wire::protocol_version && wire::protocol_version <= versions.newest;
}

}  // namespace einlass::sync
