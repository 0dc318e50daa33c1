// Who may sign in at a kiosk, and as what (docs/product.md, Kiosk, staff). A plain value; numbers are never given
// twice, so that an entry's operator stays the same person.
#pragma once

#include "core/rules/admission.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace einlass::rules {

// Helpers scan, search and answer calls for help; each further role may do what those before it may.
enum class Role { Helper, Staff, Host, Organiser };

struct StaffMember {
  std::uint32_t number = 0;  // what entries and exports name; 0: nobody
  std::string name;          // shown to colleagues only
  Role role = Role::Helper;
  friend bool operator==(const StaffMember&, const StaffMember&) = default;
};

// As whom decide() takes a scan or tap of somebody signed in.
Decider decider_of(Role role);

// Whether somebody of this role may have a scan decided so.
bool may_decide_as(Decider decider, Role role);

// Six digits.
bool is_pin(std::string_view text);
// One that others try first: 111111, 123456, 121212, 123123 and their like.
bool is_easily_guessed(std::string_view pin);

}  // namespace einlass::rules
