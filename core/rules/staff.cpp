#include "core/rules/staff.h"

#include "core/rules/staff_act.h"

namespace einlass::rules {

Decider decider_of(Role role) {
  switch (role) {
    case Role::Helper:
      return Decider::SelfService;
    case Role::Staff:
      return Decider::Staff;
    case Role::Host:
    case Role::Organiser:
      return Decider::Host;
  }
  return Decider::SelfService;
}

}  // namespace einlass::rules
