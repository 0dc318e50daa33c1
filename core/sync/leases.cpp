#include "core/sync/leases.h"

#include <algorithm>

namespace einlass::sync {
namespace {

bool is_usable(const OwnLease& lease, base::Milliseconds now) {
  return lease.granted && lease.usable_until && *lease.usable_until > now;
}

bool is_wanted(const OwnLease& lease, const LeasesHere& here) {
  return lease.event == here.event &&
         std::find(here.wanted.begin(), here.wanted.end(), lease.category) != here.wanted.end();
}

// The one that lasts longest, among those of its category; null: none can be used.
const OwnLease* newest(const LeasesHere& here, const std::string& category, base::Milliseconds now) {
  const OwnLease* found = nullptr;
  for (const auto& lease : here.leases) {
    if (lease.category != category || !is_wanted(lease, here) || !is_usable(lease, now)) continue;
    if (found == nullptr || *lease.usable_until > *found->usable_until) found = &lease;
  }
  return found;
}

}  // namespace

void LeaseKeeper::connection_lost() {
  look_at_.reset();
  sent_.clear();
  recalled_.reset();
}

void LeaseKeeper::recalled(rules::EventId event, base::Milliseconds now) {
  recalled_ = event;
  recalled_until_[event] = now + ask_again;
  stir(now);
}

LeaseCommands LeaseKeeper::denied(rules::LeaseId lease, base::Milliseconds now) {
  stir(now);
  sent_.erase(lease);
  return {ForgetLease{lease}};
}

void LeaseKeeper::sent(rules::LeaseId lease, base::Milliseconds now) {
  sent_[lease] = now;
  look_at_ = std::min(look_at_.value_or(now + answer_time), now + answer_time);
}

LeaseCommands LeaseKeeper::told(const LeasesHere& here, base::Milliseconds now) {
  look_at_.reset();
  const bool is_idle = here.wanted.empty() && here.leases.empty();
  if (!is_idle) look_at_ = now + answer_time;
  auto commands = returns(here, now);
  recalled_.reset();
  go_on_asking(here, now, commands);
  ask(here, now, commands);
  return commands;
}

LeaseCommands LeaseKeeper::returns(const LeasesHere& here, base::Milliseconds now) const {
  std::map<rules::EventId, std::vector<rules::LeaseId>> over;
  for (const auto& lease : here.leases) {
    if (!lease.granted) continue;
    const bool is_kept = is_wanted(lease, here) && &lease == newest(here, lease.category, now);
    if (!is_kept || recalled_ == lease.event) over[lease.event].push_back(lease.lease);
  }
  LeaseCommands commands;
  for (auto& [event, leases] : over) commands.emplace_back(ReturnLeases{event, std::move(leases)});
  return commands;
}

void LeaseKeeper::go_on_asking(const LeasesHere& here, base::Milliseconds now, LeaseCommands& commands) {
  for (const auto& lease : here.leases) {
    if (lease.granted) continue;
    if (!is_wanted(lease, here) || now >= lease.asked + give_up_after) {
      commands.emplace_back(ForgetLease{lease.lease});
      continue;
    }
    const auto before = sent_.find(lease.lease);
    if (before != sent_.end() && now < before->second + answer_time) continue;
    sent_[lease.lease] = now;
    commands.emplace_back(wire::LeaseRequest{.event = lease.event, .lease = lease.lease, .category = lease.category});
  }
}

void LeaseKeeper::ask(const LeasesHere& here, base::Milliseconds now, LeaseCommands& commands) {
  if (!here.event || now < recalled_until_[*here.event]) return;
  for (const auto& category : here.wanted) {
    const bool is_asked = std::any_of(here.leases.begin(), here.leases.end(), [&](const auto& lease) {
      return !lease.granted && is_wanted(lease, here) && lease.category == category &&
             now < lease.asked + give_up_after;
    });
    if (is_asked || now < not_before_[category]) continue;
    const auto* lease = newest(here, category, now);
    const bool is_fresh =
        lease != nullptr && lease->unused == lease->seats && now + renew_before < *lease->usable_until;
    if (is_fresh) continue;
    not_before_[category] = now + ask_again;
    commands.emplace_back(NoteLease{*here.event, category});
  }
}

}  // namespace einlass::sync
