#include "core/rules/quota.h"

#include "core/rules/objection.h"

#include <algorithm>
#include <array>

namespace einlass::rules {
namespace {

// What is about the guest, not about the hour or her payment.
constexpr std::array keeps_out_herself{Refusal::Cancelled, Refusal::Blocked, Refusal::AwaitingApproval,
                                       Refusal::Waitlisted, Refusal::NotOnList};

bool uses_quota(const EventPolicy& policy, const std::string& category) {
  return policy.companions.in_quota || !is_companion(policy, category);
}

}  // namespace

std::optional<int> list_quota(const EventPolicy& policy, const std::string& list_owner) {
  if (list_owner.empty()) return std::nullopt;
  const auto own = policy.quotas.lists.find(list_owner);
  return own == policy.quotas.lists.end() ? policy.quotas.per_list : own->second;
}

int persons_in_quota(const EventPolicy& policy, const ListCounts& counts) {
  int persons = 0;
  for (const auto& [category, of_category] : counts.persons) {
    if (uses_quota(policy, category)) persons += of_category;
  }
  return persons;
}

std::optional<int> quota_left(const EventPolicy& policy, const std::string& list_owner, const ListCounts& counts,
                              const std::string& category) {
  const auto quota = list_quota(policy, list_owner);
  if (!quota || !uses_quota(policy, category)) return std::nullopt;
  return std::max(0, *quota - persons_in_quota(policy, counts));
}

int persons_beyond_quota(const EventPolicy& policy, const std::string& list_owner, const ListCounts& counts) {
  const auto quota = list_quota(policy, list_owner);
  return quota ? std::max(0, persons_in_quota(policy, counts) - *quota) : 0;
}

std::optional<int> most_places(const EventPolicy& policy) {
  if (!policy.quotas.plus_ones) return std::nullopt;
  return 1 + *policy.quotas.plus_ones;
}

bool may_be_accompanied(const Ticket& guest, const TicketState& state, const EventPolicy& policy) {
  if (is_companion(policy, guest.category)) return false;
  return std::none_of(keeps_out_herself.begin(), keeps_out_herself.end(),
                      [&](Refusal refusal) { return is_kept_out_by(refusal, guest, state, policy); });
}

bool may_bring_companion(const EventPolicy& policy, int companions) {
  return companions < policy.companions.per_guest;
}

}  // namespace einlass::rules
