// Staff: they know what the machine before them holds, and write what they see fit. At the server they undo an
// admission, see somebody off, judge a conflict, hand a ticket to a colleague, or not after all, erase a guest; at a
// kiosk, where nobody can sign in yet, they only see somebody off.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/journal_row.h"
#include "server/venue/staff_desk.h"
#include "tests/simulation/nature.h"

#include <optional>
#include <set>
#include <vector>

namespace einlass::simulation {

class World;

class Staff {
 public:
  explicit Staff(World& world);
  void work(Milliseconds time);
  // A host lets in whom the rules refused, if the server hears of it.
  void override_refusal(rules::ScanId scan);

  // After these the figures obey persons, not only rules: what the invariants leave out.
  const std::set<rules::TicketId>& judged_or_transferred() const { return judged_or_transferred_; }
  bool has_overridden() const { return has_overridden_; }

 private:
  // A ticket on which somebody came, as one machine knows it.
  struct KnownTicket {
    rules::TicketId id;
    rules::GuestId guest;
    rules::TicketState state;
    std::vector<rules::ScanRef> handed_on;
  };

  template <typename T>
  const T& some_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(nature_.below(static_cast<int>(all.size())))];
  }
  void act();
  venue::StaffAct act_at_server() const;
  void write_at_server(const KnownTicket& ticket, const rules::Fact& fact);
  std::vector<rules::JournalRow> rows_at(std::optional<std::size_t> kiosk);
  std::optional<KnownTicket> some_ticket(const std::vector<rules::JournalRow>& rows);
  std::optional<rules::Fact> word_of_a_person(const KnownTicket& ticket);
  std::optional<rules::Fact> what_to_do(const KnownTicket& ticket, bool at_server);
  rules::Fact judge(const rules::Conflict& conflict);
  rules::AdmissionDay some_day();
  rules::Fact transfer(const KnownTicket& ticket);

  World& world_;
  Nature& nature_;
  int actions_;
  std::set<rules::TicketId> judged_or_transferred_;
  bool has_overridden_ = false;
};

}  // namespace einlass::simulation
