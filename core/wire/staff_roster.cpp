#include "core/wire/staff_roster.h"

#include "core/base/bytes.h"
#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

#include <algorithm>

namespace einlass::wire {

template <typename F>
void fields_of(F& f, RosterMember& member) {
  f("number", member.member.number);
  f("name", member.member.name);
  f("role", member.member.role);
  f("pin_hash", member.pin_hash);
}

template <typename F>
void fields_of(F& f, StaffRoster& roster) {
  f("salt", roster.salt);
  f("passes", roster.cost.passes);
  f("memory_kib", roster.cost.memory_kib);
  f("members", roster.members);
}

std::string staff_document(const StaffRoster& roster) {
  return json_text(roster);
}

base::Result<StaffRoster> read_staff_document(std::string_view document) {
  const auto value = parse_json(document);
  if (!value) return tl::make_unexpected(value.error());
  StaffRoster roster;
  const auto read = read_fields(*value, roster);
  if (!read) return tl::make_unexpected(read.error());
  return roster;
}

base::Result<base::Hash> pin_hash(const StaffRoster& roster, std::string_view pin) {
  return base::slow_hash(pin, roster.salt, roster.cost);
}

// All are looked at, and each as a whole: how long it takes tells nothing.
const rules::StaffMember* member_with(const StaffRoster& roster, const base::Hash& pin_hash) {
  const rules::StaffMember* found = nullptr;
  for (const auto& each : roster.members) {
    if (base::equal_secrets(base::hex(each.pin_hash), base::hex(pin_hash))) found = &each.member;
  }
  return found;
}

const rules::StaffMember* member_with(const StaffRoster& roster, std::uint32_t number) {
  const auto found = std::find_if(roster.members.begin(), roster.members.end(),
                                  [&](const auto& each) { return each.member.number == number; });
  return found == roster.members.end() ? nullptr : &found->member;
}

}  // namespace einlass::wire
