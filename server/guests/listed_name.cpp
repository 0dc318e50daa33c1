#include "server/guests/listed_name.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_fields.h"
#include "server/guests/name_order.h"

#include <cctype>

namespace einlass::guests {
namespace {

std::string family_first(const rules::Guest& guest) {
  if (begins_with_family_name(guest.first_name, guest.last_name)) {
    return in_natural_order(guest.first_name, guest.last_name);
  }
  if (!guest.last_name.empty()) {
    return guest.first_name.empty() ? guest.last_name : guest.last_name + ", " + guest.first_name;
  }
  const auto family = rules::family_name(guest);
  const auto& whole = guest.full_name;
  if (!whole.ends_with(" " + family)) return whole;
  return family + ", " + whole.substr(0, whole.size() - family.size() - 1);
}

}  // namespace

ListedName listed_name(const rules::Guest& guest) {
  return {.family = rules::family_name(guest), .name = family_first(guest)};
}

std::string letter_of(const std::string& family_name) {
  const auto folded = base::fold_text(family_name);
  if (folded.empty() || folded.front() < 'a' || folded.front() > 'z') return {};
  return {static_cast<char>(std::toupper(static_cast<unsigned char>(folded.front())))};
}

std::string ListOrder::key(const ListedName& name) const {
  if (name.name.empty()) return "2";
  return (letter_of(name.family).empty() ? "1" : "0") + names_.sort_key(name.family + " " + name.name);
}

}  // namespace einlass::guests
