#include "server/venue/host_watch.h"

#include "server/venue/lane_advice.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

namespace einlass::venue {
namespace {

constexpr base::Milliseconds call_lasts{30 * 60'000};  // as kiosks show it
constexpr base::Milliseconds unknown_lasts{10 * 60'000};
constexpr base::Milliseconds answer_shown{3 * 60'000};

const std::set<std::string>& watched_kinds() {
  static const std::set<std::string> kinds{"help_asked", "help_answered", "refused", "admitted"};
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
  if (std::holds_alternative<rules::HelpAnswered>(entry.fact)) return take_answer(entry);
  if (entry.place.kiosk.is_nil()) return;
  take_scan(entry);
  const bool refused = std::holds_alternative<rules::Refused>(entry.fact);
  if (!refused || entry.ticket) return;
  unknown_[entry.scan->scan] = {.kiosk = entry.place.name, .door = entry.place.door, .at = entry.time.venue};
}

void HostWatch::take_answer(const rules::JournalEntry& entry) {
  auto& call = calls_[entry.scan->scan];
  if (entry.time.venue < call.answered) return;
  call.answered = entry.time.venue;
  call.answered_by = entry.operator_number;
}

// Entries that come late from a kiosk that was alone are of the past: so many are kept that none is forgotten too
// early.
void HostWatch::take_scan(const rules::JournalEntry& entry) {
  constexpr std::size_t most = 1'000;
  constexpr std::ptrdiff_t lately = 50;  // a step follows soon on the one before
  auto& scans = scans_[entry.place.kiosk];
  const auto end = scans.rbegin() + std::min(lately, std::ssize(scans));
  const auto known = std::find_if(scans.rbegin(), end, [&](const Scan& each) { return each.scan == entry.scan->scan; });
  if (known != end) {
    known->at = std::max(known->at, entry.time.venue);
    return;
  }
  scans.push_back({.scan = entry.scan->scan, .at = entry.time.venue});
  if (scans.size() >= 2 * most) scans.erase(scans.begin(), scans.end() - most);
}

std::vector<base::Instant> HostWatch::scans_of(rules::KioskId kiosk, base::Instant now) const {
  std::vector<base::Instant> lately;
  const auto found = scans_.find(kiosk);
  if (found == scans_.end()) return lately;
  for (const auto& [scan, at] : found->second) {
    if (at > now - lane_memory && at <= now) lately.push_back(at);
  }
  std::sort(lately.begin(), lately.end());
  return lately;
}

std::vector<AnsweredCall> HostWatch::answered(base::Instant now) const {
  std::vector<AnsweredCall> answered;
  for (const auto& [scan, call] : calls_) {
    const bool lately = call.answered + answer_shown > now;
    if (call.asked && lately && call.answered >= call.call.at) {
      answered.push_back({.call = call.call, .at = call.answered, .by = call.answered_by});
    }
  }
  std::stable_sort(answered.begin(), answered.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
  return answered;
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

UnknownCodes HostWatch::unknown(base::Instant now) const {
  UnknownCodes codes;
  for (const auto& [scan, shown] : unknown_) {
    if (shown.at + unknown_lasts <= now) continue;
    codes.count += 1;
    if (shown.at < codes.last) continue;
    codes.kiosk = shown.kiosk;
    codes.door = shown.door;
    codes.last = shown.at;
  }
  return codes;
}

}  // namespace einlass::venue
