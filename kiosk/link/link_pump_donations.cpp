// What the pump hands to a server that lost an event: documents at once, the guest list at its reader's pace.
#include "kiosk/link/link_pump.h"

#include <utility>

namespace einlass::link {

void LinkPump::act(sync::ReadDocument& command) {
  auto part = replica_->document_part(command.request);
  if (!part) return complain("A document for the server cannot be read", part.error());
  feed(sync::DocumentRead{command.request, *std::move(part)});
}

void LinkPump::act(sync::ReadGuestList& command) {
  const auto version = replica_->list_to_donate(command.event);
  if (!version) return complain("The guest list for the server cannot be read", version.error());
  const bool is_under_way = donation_ && donation_->event() == command.event && donation_->version() == *version;
  if (is_under_way) {
    donation_->start_over();
  } else {
    donation_.emplace(command.event, *version);
  }
  send_next_guests();
}

void LinkPump::read_on() {
  if (!session_.welcomed()) return donation_.reset();
  auto rows = replica_->rows_to_donate(*donation_);
  if (!rows) {
    donation_.reset();
    return complain("The guest list for the server cannot be read", rows.error());
  }
  donation_->add(*std::move(rows));
  send_next_guests();
}

void LinkPump::send_next_guests() {
  if (const auto* part = donation_->next()) return feed(sync::GuestListRead{*part});
  if (donation_->is_over()) donation_.reset();
}

void LinkPump::guests_went_out() {
  if (!donation_) return;
  donation_->went_out();
  send_next_guests();
}

}  // namespace einlass::link
