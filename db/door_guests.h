// Finding guests at the door, as they are called there: those of the guest book, and whom only entries name, such as
// walk-ins and colleagues who came instead. Learns from the journal bit by bit, so that a search is as fast late in the
// evening. On the thread that owns the store, which outlives it.
#pragma once

#include "core/base/error.h"
#include "core/rules/door_question.h"
#include "db/guest_search.h"
#include "db/ticket_rows.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

class DoorGuests {
 public:
  explicit DoorGuests(EventStore& store) : store_(&store) {}

  // Learns of up to so many guests what find() and look_up() learn first, so that they answer at once. Whether nothing
  // is left.
  base::Result<bool> prepare(std::size_t guests, const rules::AdmissionDay& day);

  base::Result<rules::GuestsFound> find(const rules::FindGuests& question, const rules::AdmissionDay& day);

  // `by_company`: the policy allows company and first name as the second factor. Two tickets are one guest's only if
  // name and her own e-mail address are the same. Without ticket types and wait.
  base::Result<rules::GuestLookedUp> look_up(const rules::LookUpGuest& question, bool by_company,
                                             const rules::AdmissionDay& day);

 private:
  struct Named {
    std::int64_t row = 0;  // in named_words_
    std::string folded_name;
  };

  // How many tickets may still be learned of up to `most`.
  base::Result<std::size_t> learn(std::size_t most, const rules::AdmissionDay& day);
  base::Result<void> learn(rules::TicketId ticket);
  base::Result<std::vector<TicketAtDoor>> at_door(const std::vector<rules::TicketId>& tickets,
                                                  const rules::AdmissionDay& day) const;
  base::Result<std::vector<rules::TicketId>> ranked(const std::string& text, std::size_t limit,
                                                    const rules::AdmissionDay& day);

  base::Result<std::vector<TicketAtDoor>> known_by(const rules::LookUpGuest& question, bool by_company,
                                                   const rules::AdmissionDay& day);

  EventStore* store_;
  std::int64_t learned_up_to_ = 0;
  rules::AdmissionDay day_;             // whose holders named_ are
  std::set<rules::TicketId> to_learn_;  // their entries changed
  // By entries.
  std::map<rules::TicketId, Named> named_;
  std::map<std::int64_t, rules::TicketId> named_rows_;
  GuestSearch named_words_;
};

}  // namespace einlass::store
