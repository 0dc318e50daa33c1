// Answers to entries, both ways, and what this kiosk holds of private parts.
#include "core/sync/session.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {

// An answer may be lost, and a server may have an entry from another kiosk that could not read its private part.
std::vector<wire::Held> SyncSession::held_with_parts(std::vector<wire::Held> theirs) const {
  for (auto& held : theirs) {
    for (const auto& open : parts_not_handed_over_) {
      const bool same = open.event == held.event && open.journal == held.journal;
      if (same) held.sequence = std::min(held.sequence, open.sequence);
    }
  }
  return theirs;
}

void SyncSession::handle(const RowsMerged& event) {
  if (phase_ == Phase::CatchingUp || phase_ == Phase::Joined) {
    send(wire::EntriesAnswer{.batch = event.batch, .answers = event.answers});
  }
}

void SyncSession::report_answers(const wire::EntriesAnswer& message) {
  NoteHandedOver handed;
  ReportParked report;
  for (const auto& each : message.answers) {
    if (each.answer == rules::MergeAnswer::Parked) {
      report.parked.push_back(each);
    } else {
      handed.entries.push_back(each.id);
    }
  }
  if (!handed.entries.empty()) commands_.emplace_back(std::move(handed));
  if (!report.parked.empty()) commands_.emplace_back(std::move(report));
}

void SyncSession::handle(const HoldsLess&) {
  if (my_hello_) tell_hello();
}

}  // namespace einlass::sync
