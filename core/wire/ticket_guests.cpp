#include "core/wire/ticket_guests.h"

#include "core/rules/guest_fields.h"
#include "core/wire/canonical_json.h"

#include <set>
#include <string>

namespace einlass::wire {
namespace {

rules::GuestFields fields_in(const std::string& private_content) {
  rules::GuestFields fields;
  const auto value = parse_json(private_content);
  if (!value || !value->is_object()) return fields;
  for (const auto& [name, field] : value->get_object()) {
    if (field.is_string()) fields[std::string(name)] = std::string(field.get_string());
    if (name != "extra" || !field.is_object()) continue;
    for (const auto& [extra, text] : field.get_object()) {
      if (text.is_string()) fields["extra." + std::string(extra)] = std::string(text.get_string());
    }
  }
  return fields;
}

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
    const rules::FieldsSet set{&row.entry, fields_in(row.private_part->content)};
    if (guests.instead && guest == guests.instead->id) of_new.push_back(set);
    if (guest == listed.id || !colleagues.contains(guest)) of_first.push_back(set);
  }
  rules::lay_over(guests.first, rules::fold_guest_fields(of_first));
  if (guests.instead) rules::lay_over(*guests.instead, rules::fold_guest_fields(of_new));
  return guests;
}

}  // namespace einlass::wire
