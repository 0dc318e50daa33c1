#include "server/venue/list_counts.h"

#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "db/ticket_rows.h"
#include "server/venue/venue_state.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

// Those by which a ticket gets onto a list, leaves it, or counts no more.
const std::set<std::string>& kinds_that_lists_count() {
  static const auto kKinds = [] {
    auto kinds = store::naming_kinds();
    kinds.insert({"admitted", "admission_undone", "excused", "host_decided"});
    return kinds;
  }();
  return kKinds;
}

bool is_off_the_list(rules::TicketStatus status) {
  return status == rules::TicketStatus::Cancelled || status == rules::TicketStatus::Blocked;
}

// Whoever came counts, whatever was said before.
int persons_of(const rules::Ticket& ticket, const rules::TicketState& state) {
  const bool stays_away = is_off_the_list(ticket.status) || state.excused || state.host_declined;
  if (stays_away && state.persons_admitted() == 0) return 0;
  return std::max(ticket.places, state.places);
}

}  // namespace

base::Result<const CountsByOwner*> CountedLists::of(OpenEvent& event) {
  const auto version = event.current_list_version();
  if (!version) return tl::make_unexpected(version.error());
  if (list_ != *version) {
    if (auto counted = count_all(event); !counted) return tl::make_unexpected(counted.error());
    list_ = *version;
  }
  const auto arrived = event.store.journal().arrived_after(up_to_, kinds_that_lists_count());
  if (!arrived) return tl::make_unexpected(arrived.error());
  std::set<rules::TicketId> tickets;
  for (const auto& row : arrived->rows) {
    if (row.entry.ticket) tickets.insert(*row.entry.ticket);
  }
  for (const auto ticket : tickets) {
    if (auto counted = count_again(event, ticket); !counted) return tl::make_unexpected(counted.error());
  }
  up_to_ = arrived->up_to;
  return &counts_;
}

base::Result<void> CountedLists::count_all(OpenEvent& event) {
  shares_.clear();
  counts_.clear();
  up_to_ = 0;
  return event.store.guests().each([&](const rules::GuestRow& row) {
    put(row.ticket.id, {row.guest.list_owner, row.ticket.category, persons_of(row.ticket, {})});
  });
}

// Whoever comes instead stays on the list of the guest whose ticket it was.
base::Result<void> CountedLists::count_again(OpenEvent& event, rules::TicketId ticket) {
  const auto found = store::ticket_at_door(event.store, ticket, std::nullopt);
  if (!found) return tl::make_unexpected(found.error());
  if (!*found) return {};
  auto owner = (*found)->row.guest.list_owner;
  if (owner.empty()) {
    const auto listed = event.store.guests().by_ticket(ticket);
    if (!listed) return tl::make_unexpected(listed.error());
    if (*listed) owner = (*listed)->guest.list_owner;
  }
  put(ticket, {owner, (*found)->row.ticket.category, persons_of((*found)->row.ticket, (*found)->state)});
  return {};
}

void CountedLists::put(rules::TicketId ticket, const Share& share) {
  auto& mine = shares_[ticket];
  counts_[mine.owner].persons[mine.category] -= mine.persons;
  mine = share;
  counts_[mine.owner].persons[mine.category] += mine.persons;
}

base::Result<CountsByOwner> list_counts(OpenEvent& event) {
  return event.lists.of(event).map([](const CountsByOwner* counts) {
    CountsByOwner lists;
    for (const auto& [owner, of_owner] : *counts) {
      for (const auto& [category, persons] : of_owner.persons) {
        if (persons > 0) lists[owner].persons[category] = persons;
      }
    }
    return lists;
  });
}

base::Result<std::optional<int>> quota_left(OpenEvent& event, const std::string& list_owner,
                                            const std::string& category) {
  if (!rules::list_quota(event.policy, list_owner)) return std::nullopt;
  return event.lists.of(event).map([&](const CountsByOwner* counts) {
    const auto mine = counts->find(list_owner);
    return rules::quota_left(event.policy, list_owner, mine == counts->end() ? rules::ListCounts{} : mine->second,
                             category);
  });
}

}  // namespace einlass::venue
