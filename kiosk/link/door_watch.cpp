#include "kiosk/link/door_watch.h"

#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/ticket_rows.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

namespace einlass::link {
namespace {

using base::Result;
using rules::JournalEntry;

const std::set<std::string>& watched_kinds() {
  static const std::set<std::string> kinds{"help_asked", "help_answered",    "host_asked",
                                           "refused",    "admitted",         "host_decided",
                                           "counted",    "admission_undone", "badge_unknown"};
  return kinds;
}

template <typename Values>
void sort_by_time(Values& values, base::Instant Values::value_type::*time) {
  std::stable_sort(values.begin(), values.end(), [&](const auto& a, const auto& b) { return a.*time < b.*time; });
}

}  // namespace

Result<DoorLook> DoorWatch::look(base::Instant now, const rules::AdmissionDay& day) {
  const bool is_first = !std::exchange(has_looked_, true);
  const auto arrivals = store_->journal().arrived_after(seen_up_to_, watched_kinds());
  if (!arrivals) return tl::make_unexpected(arrivals.error());
  DoorLook look;
  for (const auto& row : arrivals->rows) take(row);
  seen_up_to_ = arrivals->up_to;
  if (is_first) {
    help_is_coming_.clear();
    settled_.clear();
  }
  for (const auto& [scan, call] : calls_) {
    const bool is_open = call.asked && call.answered < call.call.at && call.call.at + call_lasts > now;
    if (is_open) look.news.calls.push_back(call.call);
  }
  sort_by_time(look.news.calls, &rules::HelpCall::at);
  if (const auto added = add_waiting(now, day, look.news); !added) return tl::make_unexpected(added.error());
  if (const auto ended = end_doubts(day); !ended) return tl::make_unexpected(ended.error());
  const auto totals = store_->journal().totals();
  if (!totals) return tl::make_unexpected(totals.error());
  look.news.open_conflicts = totals->conflicts;
  look.news.counted = last_counted(day);
  look.help_is_coming = std::exchange(help_is_coming_, {});
  look.settled = std::exchange(settled_, {});
  look.looked_for = std::exchange(looked_for_, {});
  return look;
}

void DoorWatch::take(const rules::JournalRow& row) {
  const auto& entry = row.entry;
  if (std::holds_alternative<rules::HelpAsked>(entry.fact)) return take_call(entry);
  if (std::holds_alternative<rules::HelpAnswered>(entry.fact)) return take_answer(entry);
  if (std::holds_alternative<rules::HostAsked>(entry.fact)) return take_waiting(entry);
  if (std::holds_alternative<rules::Refused>(entry.fact)) return take_refused(entry);
  if (std::holds_alternative<rules::Counted>(entry.fact)) return take_counted(entry);
  if (std::holds_alternative<rules::BadgeUnknown>(entry.fact)) return take_doubt(entry);
  if (const auto* undo = std::get_if<rules::AdmissionUndone>(&entry.fact)) return (void)undone_.insert(undo->undone);
  take_outcome(entry);
}

void DoorWatch::take_counted(const JournalEntry& entry) {
  if (!entry.scan || !entry.ticket || entry.place.kiosk != own_) return;
  counted_.push_back({{entry.scan->scan, *entry.ticket}, std::get<rules::Counted>(entry.fact).day});
}

std::optional<rules::ScanRef> DoorWatch::last_counted(const rules::AdmissionDay& day) const {
  const auto last = std::find_if(counted_.rbegin(), counted_.rend(),
                                 [&](const Counted& each) { return each.day == day && !undone_.contains(each.scan); });
  return last == counted_.rend() ? std::nullopt : std::optional(last->scan);
}

void DoorWatch::take_call(const JournalEntry& entry) {
  if (!entry.scan) return;
  auto& call = calls_[entry.scan->scan];
  if (call.asked && entry.time.venue < call.call.at) return;
  call.asked = true;
  call.is_own = entry.place.kiosk == own_;
  call.call = {.scan = entry.scan->scan, .kiosk = entry.place.name, .door = entry.place.door, .at = entry.time.venue};
}

// It may come before the call that it answers.
void DoorWatch::take_answer(const JournalEntry& entry) {
  if (!entry.scan) return;
  auto& call = calls_[entry.scan->scan];
  call.answered = std::max(call.answered, entry.time.venue);
  if (call.is_own && entry.place.kiosk != own_) help_is_coming_.push_back(entry.scan->scan);
}

void DoorWatch::take_waiting(const JournalEntry& entry) {
  if (!entry.ticket || !entry.scan) return;
  auto& waiting = waiting_[*entry.ticket];
  if (entry.time.venue < waiting.since) return;
  waiting = {
      .scan = *entry.scan, .ticket = *entry.ticket, .name = {}, .kiosk = entry.place.name, .since = entry.time.venue};
  if (entry.place.kiosk == own_) own_waiting_[*entry.ticket] = waiting;
}

// At a closed event she stands before a screen like any other's, and a host may let her in from a page all the same.
void DoorWatch::take_refused(const JournalEntry& entry) {
  if (!entry.ticket || !entry.scan || entry.place.kiosk != own_) return;
  auto& waiting = own_waiting_[*entry.ticket];
  if (entry.time.venue < waiting.since) return;
  waiting = {
      .scan = *entry.scan, .ticket = *entry.ticket, .name = {}, .kiosk = entry.place.name, .since = entry.time.venue};
}

// An approval alone leads nobody in yet, and what is older than her scan says nothing of it.
void DoorWatch::take_outcome(const JournalEntry& entry) {
  if (!entry.ticket) return;
  const auto* decided = std::get_if<rules::HostDecided>(&entry.fact);
  const bool admitted = decided == nullptr;
  const auto own = own_waiting_.find(*entry.ticket);
  if (own == own_waiting_.end() || (decided != nullptr && decided->approved)) return;
  if (entry.time.venue < own->second.since) return;
  if (entry.place.kiosk != own_) {
    settled_.push_back({.scan = own->second.scan.scan,
                        .ticket = *entry.ticket,
                        .admitted = admitted,
                        .at_kiosk = !entry.place.kiosk.is_nil()});
  }
  own_waiting_.erase(own);
}

void DoorWatch::take_doubt(const JournalEntry& entry) {
  if (!entry.ticket || entry.place.kiosk != own_) return;
  doubtful_.emplace(std::get<rules::BadgeUnknown>(entry.fact).serial, *entry.ticket);
}

// What ends a doubt is many things: a verdict, a new badge, an undo, a transfer. The fold knows them all.
Result<void> DoorWatch::end_doubts(const rules::AdmissionDay& day) {
  for (auto each = doubtful_.begin(); each != doubtful_.end();) {
    const auto state = store_->journal().state_of(each->second);
    if (!state) return tl::make_unexpected(state.error());
    const bool lasts = std::any_of(state->badges.begin(), state->badges.end(), [&](const rules::Badge& badge) {
      return badge.serial == each->first && badge.status == rules::BadgeStatus::Unknown && badge.valid_on(day);
    });
    if (!lasts) looked_for_.push_back(each->first);
    each = lasts ? std::next(each) : doubtful_.erase(each);
  }
  return {};
}

// Whether she still waits says the fold; who does not is looked at no more until she is announced again.
Result<void> DoorWatch::add_waiting(base::Instant now, const rules::AdmissionDay& day, rules::DoorNews& news) {
  for (auto each = waiting_.begin(); each != waiting_.end();) {
    const auto found = store::ticket_at_door(*store_, each->first, day);
    if (!found) return tl::make_unexpected(found.error());
    const bool waits = *found && (*found)->state.waiting_for_host && each->second.since + wait_lasts > now;
    if (!waits) {
      each = waiting_.erase(each);
      continue;
    }
    each->second.name = (*found)->row.guest.full_name;
    news.waiting.push_back(each->second);
    ++each;
  }
  sort_by_time(news.waiting, &rules::WaitingGuest::since);
  return {};
}

}  // namespace einlass::link
