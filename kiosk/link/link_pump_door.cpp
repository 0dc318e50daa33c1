// What screens ask and do beside admissions.
#include "kiosk/link/link_pump.h"

namespace einlass::link {

void LinkPump::ask(std::uint64_t token, const rules::DoorQuestion& /*question*/) {
  post(DoorAnswered{token, base::fail(base::ErrorKind::Unavailable, "Not there yet.")});
}

void LinkPump::act(std::uint64_t token, const rules::StaffMember& /*by*/, const rules::StaffAct& /*act*/) {
  post(ActDone{token, base::fail(base::ErrorKind::Unavailable, "Not there yet.")});
}

}  // namespace einlass::link
