// The private part of what a guest typed, for whoever may use the link only.
#pragma once

#include "core/wire/private_fields.h"

namespace einlass::link {

using wire::private_fields;

}  // namespace einlass::link
