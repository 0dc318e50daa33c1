// What the replica tells a server of each event.
#include "core/base/log.h"
#include "kiosk/link/replica.h"

namespace einlass::link {

using base::Result;

void Replica::leave_out(rules::EventId event, const base::Error& why) {
  if (left_out_.insert(event).second) base::log_error("An event on this kiosk is left out: {}", why.message);
}

Result<void> Replica::tell_held(rules::EventId event, wire::Hello& hello) {
  const auto store = store_of(event);
  if (!store) return tl::make_unexpected(store.error());
  const auto held = (*store)->journal().held();
  if (!held) return tl::make_unexpected(held.error());
  for (const auto& [journal, sequence] : *held) hello.held.push_back({event, journal, sequence});
  if (!held->contains(journal_)) hello.held.push_back({event, journal_, 0});
  // Without names it is no list to give away.
  const auto version = guest_list(event);
  if (version && has_key(event)) hello.guest_lists.push_back({event, *version});
  return {};
}

}  // namespace einlass::link
