#include "core/wire/ticket_guests.h"

#include "core/rules/guest_fields.h"
#include "core/wire/private_fields.h"

#include <set>
#include <string>

namespace einlass::wire {
namespace {

// Also where the transfer was undone: nobody else bears her name.
std::set<rules::GuestId> who_came_by_transfer(const std::vector<rules::JournalRow>& rows) {
  std::set<rules::GuestId> guests;
  for (const auto& row : rows) {
    const auto* transfer = std::get_if<rules::TicketTransferred>(&row.entry.fact);
    if (transfer != nullptr) guests.insert(transfer->new_guest);
  }
  return guests;
}

}  // namespace

bool says_whose_ticket_it_is(const rules::Fact& fact) {
  return rules::sets_guest_fields(fact) || std::holds_alternative<rules::TicketTransferred>(fact);
}

TicketGuests ticket_guests(const rules::Guest& listed, const std::vector<rules::JournalRow>& rows,
                           const std::optional<rules::GuestId>& holder) {
  TicketGuests guests{.first = listed, .instead = std::nullopt};
  if (holder && *holder != listed.id) guests.instead = rules::Guest{.id = *holder};
  const auto colleagues = who_came_by_transfer(rows);
  std::vector<rules::FieldsSet> of_first;
  std::vector<rules::FieldsSet> of_new;
  for (const auto& row : rows) {
    if (!rules::sets_guest_fields(row.entry.fact) || !row.private_part) continue;
    const auto guest = row.entry.guest.value_or(listed.id);
    const rules::FieldsSet set{&row.entry, private_fields_in(row.private_part->content)};
    if (guests.instead && guest == guests.instead->id) of_new.push_back(set);
    if (guest == listed.id || !colleagues.contains(guest)) of_first.push_back(set);
  }
  rules::lay_over(guests.first, rules::fold_guest_fields(of_first));
  if (guests.instead) rules::lay_over(*guests.instead, rules::fold_guest_fields(of_new));
  return guests;
}

}  // namespace einlass::wire
