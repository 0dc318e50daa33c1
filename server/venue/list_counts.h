// How many persons are on each host's list, by guest book and journal together, and how many more a host may add. On
// the thread that owns the OpenEvent.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/ids.h"
#include "core/rules/quota.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace einlass::venue {

struct OpenEvent;

using CountsByOwner = std::map<std::string, rules::ListCounts>;  // "": on nobody's list

// What was counted so far, so that a host who adds a guest waits for one ticket, not for all of them.
class CountedLists {
 public:
  base::Result<const CountsByOwner*> of(OpenEvent& event);
  // What was read may not have been committed.
  void forget() { list_.reset(); }

 private:
  struct Share {
    std::string owner;
    std::string category;
    int persons = 0;
  };
  base::Result<void> count_all(OpenEvent& event);
  base::Result<void> count_again(OpenEvent& event, rules::TicketId ticket);
  void put(rules::TicketId ticket, const Share& share);

  std::optional<base::Hash> list_;  // version of the guest book that was counted
  std::int64_t up_to_ = 0;          // of the journal
  std::map<rules::TicketId, Share> shares_;
  CountsByOwner counts_;
};

// Persons who are invited, registered or in. Who is cancelled, blocked or excused does not count, nor whom a host
// declined, as long as nobody of the ticket came.
base::Result<CountsByOwner> list_counts(OpenEvent& event);

// How many more persons of this category the owner may add to her list; nothing: any number.
base::Result<std::optional<int>> quota_left(OpenEvent& event, const std::string& list_owner,
                                            const std::string& category);

}  // namespace einlass::venue
