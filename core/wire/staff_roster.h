// Who may sign in at an event's kiosks, as a document of kind "staff": a kiosk that is alone signs people in by it.
// One salt for all, so that a kiosk stretches what was typed once and compares it with every member's hash.
#pragma once

#include "core/base/error.h"
#include "core/base/slow_hash.h"
#include "core/rules/staff.h"

#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

inline constexpr const char* roster_kind = "staff";  // of the document

struct RosterMember {
  rules::StaffMember member;
  base::Hash pin_hash{};  // pin_hash() of her PIN
  friend bool operator==(const RosterMember&, const RosterMember&) = default;
};

struct StaffRoster {
  base::Salt salt{};
  base::SlowHashCost cost;
  std::vector<RosterMember> members;  // by number
  friend bool operator==(const StaffRoster&, const StaffRoster&) = default;
};

// Canonical JSON: equal rosters have equal documents and so equal hashes.
std::string staff_document(const StaffRoster& roster);
// InvalidInput names the field that is wrong.
base::Result<StaffRoster> read_staff_document(std::string_view document);

// Slow on purpose; not on a thread that others wait for. Errors as base::slow_hash.
base::Result<base::Hash> pin_hash(const StaffRoster& roster, std::string_view pin);
// Null: nobody's.
const rules::StaffMember* member_with(const StaffRoster& roster, const base::Hash& pin_hash);
const rules::StaffMember* member_with(const StaffRoster& roster, std::uint32_t number);

}  // namespace einlass::wire
