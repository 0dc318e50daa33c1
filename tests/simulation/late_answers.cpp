#include "tests/simulation/late_answers.h"

#include "core/rules/attendance.h"
#include "tests/simulation/chronicle.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

using Entries = std::vector<rules::JournalEntry>;

std::map<rules::TicketId, Entries> by_ticket(const Copy& copy) {
  std::map<rules::TicketId, Entries> tickets;
  for (const auto& row : copy.rows()) {
    if (row.entry.ticket) tickets[*row.entry.ticket].push_back(row.entry);
  }
  return tickets;
}

bool admits(const rules::JournalEntry& entry) {
  return std::holds_alternative<rules::Admitted>(entry.fact);
}

// What was written until the scan was over: whoever came later may have known of everything.
Entries until_the_end_of(const rules::ScanId& scan, Entries entries) {
  base::Instant end;
  for (const auto& entry : entries) {
    if (entry.scan && entry.scan->scan == scan && admits(entry)) end = std::max(end, entry.time.venue);
  }
  std::erase_if(entries, [&](const auto& entry) { return entry.time.venue > end; });
  return entries;
}

auto what_happened(const Entries& entries) {
  const auto state = rules::fold_ticket(entries);
  std::vector<rules::ScanRef> standing;
  for (const auto& each : state.standing) standing.push_back(each.scan);
  std::vector<rules::ScanRef> disputed;
  for (const auto& each : state.conflicts) disputed.insert(disputed.end(), {each.stands, each.disputed});
  return std::tuple(state.days, standing, disputed, state.newest);
}

void leave_out(const rules::JournalEntry& answer, const Entries& of_ticket, std::set<std::string>& problems) {
  auto entries = until_the_end_of(answer.scan->scan, of_ticket);
  const auto* outcome = rules::outcome_of_scan(entries, answer.scan->scan);
  if (outcome == nullptr || !outcome->alone || !admits(*outcome)) return;
  const auto with = what_happened(entries);
  std::erase_if(entries, [&](const auto& entry) { return entry.id == answer.id; });
  if (what_happened(entries) == with) return;
  problems.insert(fmt::format("{} was never shown and says what happened all the same", words_of(answer.id)));
}

}  // namespace

void late_answers_change_nothing(const Copy& server, std::set<std::string>& problems) {
  for (const auto& [ticket, entries] : by_ticket(server)) {
    for (const auto& entry : entries) {
      if (admits(entry) && !entry.alone && entry.scan) leave_out(entry, entries, problems);
    }
  }
}

}  // namespace einlass::simulation
