#include "core/rules/policy_check.h"

#include "core/rules/word_lists.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace einlass::rules {
namespace {

using Problem = std::optional<std::string>;

constexpr int kMostPersons = 100'000;  // of one event
constexpr int kMostPlusOnes = 499;     // places of one ticket (server/guests/preview.cpp)
constexpr int kMostCompanions = 20;
constexpr auto kDay = std::chrono::hours(24);

Problem out_of_range(const std::string& field, int value, int least, int most) {
  if (value >= least && value <= most) return std::nullopt;
  return fmt::format("\"{}\" must be a number from {} to {}; correct it.", field, least, most);
}

Problem out_of_range(const std::string& field, const std::optional<int>& value, int least, int most) {
  return value ? out_of_range(field, *value, least, most) : std::nullopt;
}

Problem caps(const EventPolicy& policy) {
  if (policy.cap) {
    if (auto wrong = out_of_range("cap.persons", policy.cap->persons, 1, kMostPersons)) return wrong;
  }
  for (const auto& [category, cap] : policy.category_caps) {
    if (auto wrong = out_of_range("category_caps." + category + ".persons", cap.persons, 0, kMostPersons)) return wrong;
  }
  return std::nullopt;
}

Problem quotas(const EventPolicy& policy) {
  const auto& quotas = policy.quotas;
  if (auto wrong = out_of_range("quotas.per_list", quotas.per_list, 0, kMostPersons)) return wrong;
  if (auto wrong = out_of_range("quotas.plus_ones", quotas.plus_ones, 0, kMostPlusOnes)) return wrong;
  for (const auto& [owner, most] : quotas.lists) {
    if (owner.empty()) return "\"quotas.lists\" has a list without an owner; name her, or use \"quotas.per_list\".";
    if (auto wrong = out_of_range("quotas.lists", most, 0, kMostPersons)) return wrong;
  }
  return out_of_range("companions.per_guest", policy.companions.per_guest, 0, kMostCompanions);
}

Problem categories(const EventPolicy& policy) {
  for (const auto& category : policy.excluded_categories) {
    if (contains(policy.admitted_categories, category)) {
      return fmt::format("\"excluded_categories\" has \"{}\", which is admitted as well; take it out of one of both.",
                         category);
    }
    if (is_companion(policy, category)) {
      return fmt::format(
          "\"excluded_categories\" has \"{}\", who comes along with guests; take it out of "
          "\"companions.categories\" first.",
          category);
    }
  }
  return std::nullopt;
}

Problem hours(const EventPolicy& policy) {
  if (policy.day_starts_at < std::chrono::minutes(0) || policy.day_starts_at >= kDay) {
    return "\"day_starts_at_minutes\" must be a minute of the day, from 0 to 1439; correct it.";
  }
  const DoorHours* before = nullptr;
  for (const auto& each : policy.doors_hours) {
    if (each.closes <= each.opens) return "\"doors_hours\" has doors that close before they open; correct the times.";
    if (before != nullptr && each.opens < before->closes) {
      return "\"doors_hours\" must be in the order of time, none within another; put them in order.";
    }
    before = &each;
  }
  return std::nullopt;
}

Problem questions(const EventPolicy& policy) {
  std::set<std::string> ids;
  for (const auto& question : policy.questions) {
    if (question.id.empty() || !ids.insert(question.id).second) {
      return "\"questions\" must each have an \"id\" of its own; give every question one.";
    }
    const bool has_text =
        std::any_of(question.text.begin(), question.text.end(), [](const auto& text) { return !text.second.empty(); });
    if (!has_text) return fmt::format("\"questions\" has no text for \"{}\"; write one.", question.id);
  }
  return std::nullopt;
}

// Nobody is to find a name there, and nobody is to be let in by a clock (docs/product.md, Discretion).
Problem closed_event(const EventPolicy& policy) {
  if (policy.admit_by != AdmitBy::Person) return std::nullopt;
  if (policy.search) return "\"search\" shows names, which a closed event never does; set it to false.";
  if (policy.walk_in == WalkIn::Self) {
    return "\"walk_in\" cannot be \"self\" where a person admits; choose \"staff\" or \"no\".";
  }
  if (policy.release_unclaimed_after) {
    return "\"release_unclaimed_after_minutes\" does not go with a closed event; leave it out.";
  }
  return std::nullopt;
}

Problem release(const EventPolicy& policy) {
  const auto& after = policy.release_unclaimed_after;
  if (!after || *after > std::chrono::minutes(0)) return std::nullopt;
  return "\"release_unclaimed_after_minutes\" must be one minute or more; correct it.";
}

}  // namespace

std::optional<std::string> problem_of(const EventPolicy& policy) {
  for (const auto check : {&caps, &quotas, &categories, &hours, &questions, &closed_event, &release}) {
    if (auto problem = check(policy)) return problem;
  }
  return std::nullopt;
}

std::vector<std::string> categories_in(const EventPolicy& policy) {
  std::set<std::string> keys(policy.admitted_categories.begin(), policy.admitted_categories.end());
  keys.insert(policy.excluded_categories.begin(), policy.excluded_categories.end());
  keys.insert(policy.companions.categories.begin(), policy.companions.categories.end());
  for (const auto& [key, cap] : policy.category_caps) keys.insert(key);
  for (const auto& [key, name] : policy.badge.category_templates) keys.insert(key);
  for (const auto& [key, colour] : policy.badge.category_colours) keys.insert(key);
  for (const auto& [key, texts] : policy.handouts) keys.insert(key);
  return {keys.begin(), keys.end()};
}

std::optional<std::string> fixed_once_guests_came(const EventPolicy& before, const EventPolicy& after) {
  if (before.admission_counts_for != after.admission_counts_for) return "admission_counts_for";
  if (before.day_starts_at != after.day_starts_at) return "day_starts_at_minutes";
  if (before.seats != after.seats) return "seats";
  return std::nullopt;
}

}  // namespace einlass::rules
