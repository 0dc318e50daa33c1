#include "tests/simulation/guest_lists.h"

#include "db/guest_book.h"
#include "tests/simulation/chronicle.h"
#include "tests/simulation/simulated_kiosk.h"

#include <fmt/format.h>

namespace einlass::simulation {

void GuestLists::given(venue::Desk& desk, const base::Hash& version) {
  if (lists_.contains(version)) return;
  List list;
  const auto event = desk.event(event_);
  if (!event || (*event)->current_list_version() != version) return;  // said when its first part was
  const auto read = (*event)->store.guests().each([&](const auto& row) { list.emplace(row.ticket.id, row.ticket); });
  if (read) lists_.emplace(version, std::move(list));
}

void GuestLists::check(SimulatedKiosk& kiosk) {
  if (!kiosk.is_up()) return;
  auto& replica = kiosk.replica();
  const auto version = replica.list_to_donate(event_);
  checked_.erase(kiosk.name());
  if (!version) return;
  link::ListDonation held(event_, *version);
  List list;
  while (!held.is_read()) {
    auto rows = replica.rows_to_donate(held);
    if (!rows) return;  // its machine has stopped
    for (const auto& row : *rows) list.emplace(row.ticket.id, row.ticket);
    held.add(*std::move(rows));
  }
  checked_.emplace(kiosk.name(), *version);
  const auto known = lists_.find(*version);
  if (known != lists_.end() && list == known->second) return;
  chronicle_.complain(fmt::format("{} holds {} tickets of the guest list of version {}, which has {}", kiosk.name(),
                                  list.size(), base::hex(*version).substr(0, 8),
                                  known == lists_.end() ? 0 : known->second.size()));
}

void GuestLists::check_if_new(SimulatedKiosk& kiosk) {
  if (!kiosk.is_up()) return;
  const auto version = kiosk.replica().list_to_donate(event_);
  const auto checked = checked_.find(kiosk.name());
  const bool is_known = version ? checked != checked_.end() && checked->second == *version : checked == checked_.end();
  if (kiosk.guests_came() || !is_known) check(kiosk);
}

}  // namespace einlass::simulation
