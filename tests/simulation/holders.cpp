#include "tests/simulation/holders.h"

#include "tests/simulation/world.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

// What the server wrote of one ticket, in its order.
class HandedOn {
 public:
  void take(const rules::JournalEntry& entry) {
    if (std::holds_alternative<rules::TicketTransferred>(entry.fact)) transfers_.push_back(&entry);
    if (const auto* undo = std::get_if<rules::AdmissionUndone>(&entry.fact)) {
      std::erase_if(transfers_, [&](const auto* transfer) { return transfer->scan->scan == undo->undone.scan; });
    }
  }

  bool lets_in(const std::optional<rules::GuestId>& guest, const rules::AdmissionDay& day) const {
    const auto of_day = [&](const auto* transfer) { return fact(transfer).is_for(day); };
    const auto last = std::find_if(transfers_.rbegin(), transfers_.rend(), of_day);
    if (last != transfers_.rend()) return guest == fact(*last).new_guest;
    return std::none_of(transfers_.begin(), transfers_.end(),
                        [&](const auto* transfer) { return guest == fact(transfer).new_guest; });
  }

 private:
  static const rules::TicketTransferred& fact(const rules::JournalEntry* transfer) {
    return std::get<rules::TicketTransferred>(transfer->fact);
  }

  std::vector<const rules::JournalEntry*> transfers_;
};

// Whether a transfer took place there is for the fold to say.
std::set<rules::TicketId> tickets_decided_alone(const Copy& copy) {
  std::set<rules::TicketId> tickets;
  for (const auto& row : copy.rows()) {
    if (row.entry.alone && row.entry.ticket) tickets.insert(*row.entry.ticket);
  }
  return tickets;
}

void whom_the_server_let_in(const World& world, const Copy& server, std::set<std::string>& problems) {
  const auto left_out = tickets_decided_alone(server);
  std::map<rules::TicketId, HandedOn> tickets;
  for (const auto& row : server.rows()) {
    const auto& entry = row.entry;
    if (entry.id.journal != world.server_journal() || !entry.ticket || left_out.contains(*entry.ticket)) continue;
    auto& ticket = tickets[*entry.ticket];
    ticket.take(entry);
    const auto* admitted = std::get_if<rules::Admitted>(&entry.fact);
    if (admitted == nullptr || ticket.lets_in(entry.guest, admitted->day)) continue;
    problems.insert(fmt::format("{} lets in somebody who does not hold the ticket on that day", words_of(entry.id)));
  }
}

// Where the names are at hand: at the door they come from elsewhere than the decision. Whoever asks once more for what
// was decided before is greeted as whoever holds the ticket by then.
void whose_badge_was_printed(const Copy& server, std::set<std::string>& problems) {
  std::map<rules::ScanId, std::set<rules::GuestId>> let_in;
  std::set<rules::GuestId> colleagues;
  std::set<std::optional<rules::TicketId>> given_back;
  for (const auto& row : server.rows()) {
    const auto& entry = row.entry;
    if (std::holds_alternative<rules::Admitted>(entry.fact) && entry.guest) {
      let_in[entry.scan->scan].insert(*entry.guest);
    }
    if (const auto* transfer = std::get_if<rules::TicketTransferred>(&entry.fact)) {
      colleagues.insert(transfer->new_guest);
    }
    if (std::holds_alternative<rules::AdmissionUndone>(entry.fact)) given_back.insert(entry.ticket);
  }
  for (const auto& row : server.rows()) {
    const auto& entry = row.entry;
    const auto* started = std::get_if<rules::BadgeStarted>(&entry.fact);
    if (started == nullptr || !entry.guest || started->reason == rules::PrintReason::Ahead) continue;
    if (colleagues.contains(*entry.guest) || given_back.contains(entry.ticket)) continue;
    if (let_in[entry.scan->scan].contains(*entry.guest)) continue;
    problems.insert(fmt::format("{} is the badge of somebody whom its scan did not let in", words_of(entry.id)));
  }
}

}  // namespace

void right_persons_came_in(const World& world, const Copy& server, std::set<std::string>& problems) {
  whom_the_server_let_in(world, server, problems);
  whose_badge_was_printed(server, problems);
}

}  // namespace einlass::simulation
