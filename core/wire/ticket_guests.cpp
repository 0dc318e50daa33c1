#include "core/wire/ticket_guests.h"

#include "core/rules/guest_fields.h"
#include "core/wire/canonical_json.h"

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

}  // namespace

TicketGuests ticket_guests(const rules::Guest& listed, const std::vector<rules::JournalRow>& rows,
                           const std::optional<rules::GuestId>& instead) {
  std::vector<rules::FieldsSet> of_first;
  std::vector<rules::FieldsSet> of_new;
  for (const auto& row : rows) {
    if (!rules::sets_guest_fields(row.entry.fact) || !row.private_part) continue;
    auto& sets = instead && row.entry.guest == instead ? of_new : of_first;
    sets.push_back({&row.entry, fields_in(row.private_part->content)});
  }
  TicketGuests guests{.first = listed, .instead = std::nullopt};
  rules::lay_over(guests.first, rules::fold_guest_fields(of_first));
  if (!instead) return guests;
  guests.instead = rules::Guest{.id = *instead};
  rules::lay_over(*guests.instead, rules::fold_guest_fields(of_new));
  return guests;
}

}  // namespace einlass::wire
