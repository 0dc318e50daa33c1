// The seats of an event while a list is planned. Pure.
#pragma once

#include "server/guests/merge.h"

#include <map>
#include <string>
#include <unordered_map>

namespace einlass::guests {

// Seats under hard caps: who is confirmed keeps a seat, who comes beyond is waitlisted (docs/journal.md, Seats).
// Persons who came without a seat of their own take one as well, be they in a list or not.
class HardCaps {
 public:
  explicit HardCaps(const MergeSettings& settings);

  // The seats that this ticket takes as it stands there.
  void seat(const rules::Ticket& ticket) { change(ticket, 1); }
  void unseat(const rules::Ticket& ticket) { change(ticket, -1); }
  bool fits(const rules::Ticket& ticket);

 private:
  void take_present(const store::TicketPresence& ticket, int sign);
  void change(const rules::Ticket& ticket, int sign);

  std::map<std::string, rules::Cap> caps_;  // by category; "": the whole event
  std::map<std::string, int> taken_;
  std::unordered_map<rules::TicketId, store::TicketPresence> present_;
};

}  // namespace einlass::guests
