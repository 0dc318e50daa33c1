#include "core/rules/hard_cap.h"

#include <algorithm>

namespace einlass::rules {
namespace {

bool is_hard(const Cap& cap) {
  return cap.kind == CapKind::Hard;
}

}  // namespace

bool draws_on_a_hard_cap(const EventPolicy& policy, const std::string& category) {
  const auto of_category = policy.category_caps.find(category);
  return (policy.cap && is_hard(*policy.cap)) ||
         (of_category != policy.category_caps.end() && is_hard(of_category->second));
}

bool has_hard_cap(const EventPolicy& policy) {
  return (policy.cap && is_hard(*policy.cap)) || std::any_of(policy.category_caps.begin(), policy.category_caps.end(),
                                                             [](const auto& cap) { return is_hard(cap.second); });
}

}  // namespace einlass::rules
