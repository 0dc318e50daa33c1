// What the session commands about leases.
#include "kiosk/link/link_pump.h"

namespace einlass::link {

void LinkPump::act(sync::TellLeases&) {
  auto here = replica_->leases(entry_time().venue);
  if (!here) return complain("This kiosk's leases cannot be read", here.error());
  feed(sync::LeasesTold{*std::move(here)});
}

void LinkPump::act(sync::NoteLease& command) {
  auto request = replica_->note_lease(command, entry_time().venue);
  if (!request) return complain("A lease cannot be noted", request.error());
  feed(sync::LeaseNoted{*std::move(request)});
}

void LinkPump::act(sync::ForgetLease& command) {
  const auto forgotten = replica_->forget_lease(command.lease);
  if (!forgotten) complain("A lease cannot be forgotten", forgotten.error());
}

void LinkPump::act(sync::ReturnLeases& command) {
  auto rows = replica_->return_leases(command, entry_time());
  if (!rows) return complain("Leased seats cannot be returned", rows.error());
  if (!rows->empty()) feed(sync::RowsWritten{*std::move(rows)});
}

}  // namespace einlass::link
