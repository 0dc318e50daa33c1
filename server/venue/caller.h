// Who asks the venue for something: a person signed in at the pages. A plain value, taken along with each command.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/ids.h"
#include "core/rules/staff.h"

#include <cstdint>
#include <set>
#include <string>

namespace einlass::venue {

struct Caller {
  std::uint32_t number = 0;  // of the roster: what entries name
  std::string name;
  rules::Role role = rules::Role::Helper;
  std::set<rules::EventId> events{};  // empty: all
  std::set<std::string> lists{};      // a host's: of these list owners she sees guests by name
  std::string address{};              // from where she asks, for the audit trail
  base::Hash session{};               // names her session without opening it (PeopleDesk); zeros: none

  bool may_see(rules::EventId event) const { return events.empty() || events.contains(event); }
  // Whether she is told this guest's name. Hosts: of their own lists. Staff and organisers: of all.
  bool may_see_guest_of(const std::string& list_owner) const {
    return role != rules::Role::Helper && (role != rules::Role::Host || lists.contains(list_owner));
  }
};

}  // namespace einlass::venue
