#include "server/venue/host_watch.h"

#include <algorithm>
#include <set>
#include <string>

namespace einlass::venue {
namespace {

constexpr base::Milliseconds call_lasts{30 * 60'000};  // as kiosks show it
constexpr base::Milliseconds unknown_lasts{10 * 60'000};

const std::set<std::string>& watched_kinds() {
  static const std::set<std::string> kinds{"help_asked", "help_answered", "refused"};
  return kinds;
}

}  // namespace

base::Result<void> HostWatch::refresh(const store::AttendanceJournal& journal) {
  const auto arrivals = journal.arrived_after(seen_up_to_, watched_kinds());
  if (!arrivals) return tl::make_unexpected(arrivals.error());
  for (const auto& row : arrivals->rows) take(row.entry);
  seen_up_to_ = arrivals->up_to;
  return {};
}

// An answer may come before the call that it answers.
void HostWatch::take(const rules::JournalEntry& entry) {
  if (!entry.scan) return;
  if (std::holds_alternative<rules::HelpAsked>(entry.fact)) return take_call(entry);
  if (std::holds_alternative<rules::HelpAnswered>(entry.fact)) {
    auto& answered = calls_[entry.scan->scan].answered;
    answered = std::max(answered, entry.time.venue);
    return;
  }
  if (!entry.ticket && !entry.place.kiosk.is_nil()) unknown_[entry.scan->scan] = entry.time.venue;
}

void HostWatch::take_call(const rules::JournalEntry& entry) {
  auto& call = calls_[entry.scan->scan];
  if (call.asked && entry.time.venue < call.call.at) return;
  call.asked = true;
  call.call = {.scan = entry.scan->scan, .kiosk = entry.place.name, .door = entry.place.door, .at = entry.time.venue};
}

std::vector<rules::HelpCall> HostWatch::calls(base::Instant now) const {
  std::vector<rules::HelpCall> open;
  for (const auto& [scan, call] : calls_) {
    if (call.asked && call.answered < call.call.at && call.call.at + call_lasts > now) open.push_back(call.call);
  }
  std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return open;
}

int HostWatch::unknown(base::Instant now) const {
  return static_cast<int>(std::count_if(unknown_.begin(), unknown_.end(),
                                        [&](const auto& each) { return each.second + unknown_lasts > now; }));
}

}  // namespace einlass::venue
