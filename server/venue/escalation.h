// Whom a call for help reaches when: hosts and helpers at once, staff if nobody has answered for a while, organisers
// last, and then everybody loudly. Pure.
#pragma once

#include "core/base/instant.h"
#include "core/rules/staff.h"

namespace einlass::venue {

// Who of them is on the event's roster: a step that would reach nobody is left out.
struct CallablePeople {
  bool hosts_or_helpers = false;
  bool staff = false;
};

inline constexpr base::Milliseconds call_step{30'000};

// From the call until it reaches somebody of this role. At kiosks the team sees it at once, whoever is signed in.
base::Milliseconds reached_after(rules::Role role, const CallablePeople& people);
inline constexpr base::Milliseconds loud_after = 2 * call_step;  // for everybody

}  // namespace einlass::venue
