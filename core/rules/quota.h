// How many persons a host may still bring, and each guest of hers. Pure; asked by import previews, by what hosts do to
// their lists, and by whoever registers somebody at the door. Rules: docs/policies.md, Quotas.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/event_policy.h"
#include "core/rules/ticket.h"

#include <map>
#include <optional>
#include <string>

namespace einlass::rules {

// Of one host's list: persons who are invited, registered or in, by category. Not of tickets that are cancelled or
// blocked.
struct ListCounts {
  std::map<std::string, int> persons;
  friend bool operator==(const ListCounts&, const ListCounts&) = default;
};

// Nothing: any number. Guests on nobody's list are the organiser's and know no quota.
std::optional<int> list_quota(const EventPolicy& policy, const std::string& list_owner);

// Persons who use the quota up: not companions, unless the policy says so.
int persons_in_quota(const EventPolicy& policy, const ListCounts& counts);

// How many more of this category she may add, 0 where the list is longer than it may be; nothing: any number.
std::optional<int> quota_left(const EventPolicy& policy, const std::string& list_owner, const ListCounts& counts,
                              const std::string& category);

// Persons beyond the quota; 0: none.
int persons_beyond_quota(const EventPolicy& policy, const std::string& list_owner, const ListCounts& counts);

// Most places of one guest's ticket on a host's list; nothing: any number.
std::optional<int> most_places(const EventPolicy& policy);

// Whether anybody may come along with this guest: she is no companion, and nothing that is about herself keeps her out.
bool may_be_accompanied(const Ticket& guest, const TicketState& state, const EventPolicy& policy);

// Whether one more companion may come with a guest who has so many already.
bool may_bring_companion(const EventPolicy& policy, int companions);

}  // namespace einlass::rules
