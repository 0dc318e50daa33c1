// Facts that the tests of the fold write, and what they ask of its badges.
#pragma once

#include "core/rules/attendance.h"
#include "tests/core/rules/world.h"

#include <algorithm>
#include <string>
#include <vector>

namespace einlass::rules {

inline Admitted admitted(int persons, int places = 1, ReEntry re_entry = ReEntry::AfterDeparture) {
  return {.persons = persons, .places = places, .badges_due = persons, .category = "member", .re_entry = re_entry};
}

inline BadgeStarted started(const std::string& serial, int place = 1) {
  return {named<BadgeSerial>(serial), place, {}, {}};
}

// By the names that the tests gave them.
inline std::vector<std::string> valid_badges(const TicketState& state) {
  std::vector<std::string> valid;
  for (const char* name : {"b1", "b2", "bn", "bs", "n1", "s1", "s2"}) {
    for (const auto& badge : state.badges) {
      if (badge.valid && badge.serial == named<BadgeSerial>(name)) valid.emplace_back(name);
    }
  }
  return valid;
}

inline int valid_count(const TicketState& state) {
  return static_cast<int>(
      std::count_if(state.badges.begin(), state.badges.end(), [](const Badge& badge) { return badge.valid; }));
}

}  // namespace einlass::rules
