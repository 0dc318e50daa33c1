// Who comes along with a guest: whether one more may be registered with her (docs/policies.md, Companions). Used by
// whoever writes what somebody signed in does.
#pragma once

#include "core/base/error.h"
#include "core/rules/staff_act.h"

namespace einlass::store {

struct ActingAt;

// Among the fields of a companion's registration: the ticket of the guest that she comes along with.
inline constexpr const char* comes_with_field = "extra.comes_with";

// `act.with` is set. InvalidInput: more than one person, or no category of companions. NotFound: no such guest.
// Refused: that guest is kept out herself, or has all companions that the policy gives her.
base::Result<void> check_companion(const rules::RegisterGuest& act, const ActingAt& at);

}  // namespace einlass::store
