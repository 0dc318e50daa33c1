#include "server/venue/escalation.h"

namespace einlass::venue {

using base::Milliseconds;

base::Milliseconds reached_after(rules::Role role, const CallablePeople& people) {
  const auto first = people.first ? call_step : Milliseconds(0);
  switch (role) {
    case rules::Role::Host:
    case rules::Role::Helper:
      return Milliseconds(0);
    case rules::Role::Staff:
      return first;
    case rules::Role::Organiser:
      return first + (people.staff ? call_step : Milliseconds(0));
  }
  return Milliseconds(0);
}

}  // namespace einlass::venue
