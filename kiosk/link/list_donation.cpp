#include "kiosk/link/list_donation.h"

#include "core/wire/parts.h"

#include <iterator>
#include <utility>

namespace einlass::link {

rules::TicketId ListDonation::read_up_to() const {
  return rows_.empty() ? rules::TicketId() : rows_.back().ticket.id;
}

void ListDonation::add(std::vector<rules::GuestRow> next_rows) {
  const bool are_last = next_rows.size() < rows_at_once;
  std::move(next_rows.begin(), next_rows.end(), std::back_inserter(rows_));
  if (!are_last) return;
  parts_ = wire::parts_of({.event = event_, .version = version_, .base = std::nullopt}, std::exchange(rows_, {})).parts;
}

const wire::GuestList* ListDonation::next() {
  if (!is_read() || is_on_its_way_ || next_ == parts_.size()) return nullptr;
  is_on_its_way_ = true;
  return &parts_[next_++];
}

}  // namespace einlass::link
