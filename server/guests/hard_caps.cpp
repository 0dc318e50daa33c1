#include "server/guests/hard_caps.h"

#include <algorithm>

namespace einlass::guests {
namespace {

using rules::CapKind;

bool concerns(const std::string& cap, const std::string& category) {
  return cap.empty() || cap == category;
}

int persons(const rules::Cap& cap, const store::TicketPresence& ticket) {
  return ticket.disputed + (cap.counts == rules::CapCounts::Inside ? ticket.inside : ticket.admitted);
}

}  // namespace

HardCaps::HardCaps(const MergeSettings& settings) {
  const auto* policy = settings.policy;
  for (const auto& ticket : settings.present) present_.emplace(ticket.ticket, ticket);
  if (policy == nullptr) return;
  if (policy->cap && policy->cap->kind == CapKind::Hard) caps_[""] = *policy->cap;
  for (const auto& [category, cap] : policy->category_caps) {
    if (cap.kind == CapKind::Hard) caps_[category] = cap;
  }
  for (const auto& [id, ticket] : present_) take_present(ticket, 1);
  for (const auto& [name, cap] : caps_) {
    const auto reserved = settings.reserved.find(name);
    if (reserved != settings.reserved.end()) taken_[name] += reserved->second;
  }
}

bool HardCaps::fits(const rules::Ticket& ticket) {
  seat(ticket);
  const bool fits = std::none_of(taken_.begin(), taken_.end(), [&](const auto& cap) {
    return concerns(cap.first, ticket.category) && cap.second > caps_.at(cap.first).persons;
  });
  unseat(ticket);
  return fits;
}

void HardCaps::take_present(const store::TicketPresence& ticket, int sign) {
  for (const auto& [name, cap] : caps_) {
    if (concerns(name, ticket.category)) taken_[name] += sign * persons(cap, ticket);
  }
}

// The owner's seats stand for whoever came on her ticket.
void HardCaps::change(const rules::Ticket& ticket, int sign) {
  const auto present = present_.find(ticket.id);
  const bool known = present != present_.end();
  if (known && present->second.seat_released) return;
  if (known) take_present(present->second, -sign);
  for (const auto& [name, cap] : caps_) {
    if (!concerns(name, ticket.category)) continue;
    taken_[name] += sign * std::max(ticket.places, known ? persons(cap, present->second) : 0);
  }
}

}  // namespace einlass::guests
