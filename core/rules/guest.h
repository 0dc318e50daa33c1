// A guest: a person expected or present at one event. Gender, salutation and birth date have no place here.
#pragma once

#include "core/rules/ids.h"

#include <map>
#include <optional>
#include <string>

namespace einlass::rules {

struct Guest {
  GuestId id;
  std::string first_name;
  std::string last_name;
  std::string full_name;  // shown and printed; never empty for a named guest
  std::string company;
  std::string email;
  std::string language;                      // "de", "en" or empty: not known
  std::string table;                         // seat or table, where the event has them
  std::string list_owner;                    // host whose list the guest is on
  std::map<std::string, std::string> extra;  // further fields for badges: "position" …

  bool is_named() const { return !full_name.empty(); }
  friend bool operator==(const Guest&, const Guest&) = default;
};

}  // namespace einlass::rules
