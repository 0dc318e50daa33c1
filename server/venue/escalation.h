// Whom a call for help, or a guest who waits for a decision, reaches when: hosts (and helpers, who go but do not
// decide) at once, staff if nobody has answered for a while, organisers last, and then everybody loudly. Pure.
#pragma once

#include "core/base/instant.h"
#include "core/rules/staff.h"

namespace einlass::venue {

// Who of them is on the event's roster: a step that would reach nobody is left out.
struct CallablePeople {
  bool first = false;  // hosts, and helpers where they may do it
  bool staff = false;
};

inline constexpr base::Milliseconds call_step{30'000};

// From then until somebody of this role is told. At kiosks the team sees it at once, whoever is signed in.
base::Milliseconds reached_after(rules::Role role, const CallablePeople& people);
inline constexpr base::Milliseconds loud_after = 2 * call_step;  // for everybody

}  // namespace einlass::venue
