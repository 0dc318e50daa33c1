// Finding guests at the door, as they are called there: those of the guest book, and whom only entries name, such as
// walk-ins and colleagues who came instead. Learns from the journal bit by bit, so that a search is as fast late in the
// evening. On the thread that owns the store, which outlives it.
#pragma once

#include "core/base/error.h"
#include "core/rules/door_question.h"
#include "db/search_words.h"
#include "db/ticket_rows.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

class DoorGuests {
 public:
  explicit DoorGuests(EventStore& store) : store_(&store) {}

  base::Result<rules::GuestsFound> find(const rules::FindGuests& question, const rules::AdmissionDay& day);

  // `by_company`: the policy allows company and first name as the second factor. Without ticket types and wait.
  base::Result<rules::GuestLookedUp> look_up(const rules::LookUpGuest& question, bool by_company,
                                             const rules::AdmissionDay& day);

 private:
  struct Named {
    SearchWords words;
    rules::AdmissionDay day;  // on which she holds the ticket
  };

  base::Result<void> learn(const rules::AdmissionDay& day);
  base::Result<std::vector<TicketAtDoor>> at_door(const std::vector<rules::TicketId>& tickets,
                                                  const rules::AdmissionDay& day) const;
  base::Result<std::vector<rules::TicketId>> ranked(const std::string& text, std::size_t limit,
                                                    const rules::AdmissionDay& day);

  EventStore* store_;
  std::int64_t learned_up_to_ = 0;
  std::map<rules::TicketId, Named> named_;  // by entries
};

}  // namespace einlass::store
