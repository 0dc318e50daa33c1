// From what an organiser writes about where badges come out to the event's policy. Pure; any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/event_policy.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

struct PickUpText {
  std::string names;  // "A-K", or "others"
  std::string german;
  std::string english;
};

// What is left out stays; an empty list takes all away.
struct BadgeChanges {
  std::optional<std::string> print_at;            // "admission" or "desk"
  std::optional<std::vector<std::string>> desks;  // doors
  std::optional<std::string> reprints;            // "any", a number, or "host"
  std::optional<std::vector<PickUpText>> pick_up;
};

// InvalidInput, in one sentence.
base::Result<void> change_badges(const BadgeChanges& changes, rules::BadgeRule& badge);

}  // namespace einlass::venue
