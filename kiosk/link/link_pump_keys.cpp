// Which names this kiosk may still hold: at the start, every now and then, and when the server says what time it is.
#include "core/base/log.h"
#include "core/sync/key_expiry.h"
#include "kiosk/link/link_pump.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace einlass::link {
namespace {

constexpr base::Milliseconds noted_every{60'000};

}  // namespace

void LinkPump::check_keys(bool time_confirmed) {
  keys_checked_ = now();
  const auto time = entry_time();
  take_servers_word(time);
  note_sure_time(time);
  std::vector<rules::EventId> over;
  for (const auto& [event, expires] : replica_->expiries()) {
    if (!judge_key(event, expires, time, time_confirmed)) over.push_back(event);
  }
  for (const auto& event : over) forget(event);
  renew_key_if_missing(time);
  ask_for_impossible_time(time);
}

// Of a clock that stands before the event. After it the key is locked, which asks as well.
void LinkPump::ask_for_impossible_time(const rules::EntryTime& now) {
  const auto event = replica_->event();
  const bool in_doubt = event && !locked_since_.contains(*event) && !replica_->knows_time(now);
  if (in_doubt == std::exchange(asks_for_time_, in_doubt)) return;
  if (in_doubt) return post(TimeInDoubt{std::max(latest_sure_, replica_->earliest_plausible()), false});
  if (event && !locked_since_.contains(*event)) post(TimeSettled{});
}

// A server whose clock was wrong for a while must not close its events here for ever: where there is no key to protect,
// what it says now counts.
void LinkPump::take_servers_word(const rules::EntryTime& now) {
  const auto event = replica_->event();
  if (!now.sure || !session_.welcomed() || latest_sure_ <= now.venue || (event && replica_->has_key(*event))) return;
  latest_sure_ = now.venue;
  latest_sure_on_disk_ = now.venue - noted_every;
  wants_assignment_ = !event;
}

// What is lost of it in a power cut is less than a minute.
void LinkPump::note_sure_time(const rules::EntryTime& now) {
  latest_sure_ = sync::latest_sure(latest_sure_, now);
  if (latest_sure_ < latest_sure_on_disk_ + noted_every) return;
  const auto kept = replica_->set_latest_sure(latest_sure_);
  if (!kept) return complain("The latest time cannot be stored", kept.error());
  latest_sure_on_disk_ = latest_sure_;
}

// False: it has to go.
bool LinkPump::judge_key(rules::EventId event, base::Instant expires, const rules::EntryTime& now,
                         bool time_confirmed) {
  const auto since = locked_since_.find(event);
  const auto locked_for = since == locked_since_.end() ? base::Milliseconds(0) : this->now() - since->second;
  const auto verdict = sync::key_verdict({.expires = expires,
                                          .latest_sure = latest_sure_,
                                          .now = now,
                                          .locked_for = time_confirmed ? sync::doubt_lasts : locked_for});
  switch (verdict) {
    case sync::KeyVerdict::Keep:
      unlock(event);
      return true;
    case sync::KeyVerdict::Lock:
      lock(event);
      return true;
    case sync::KeyVerdict::Overwrite:
      return false;
  }
  return true;
}

void LinkPump::lock(rules::EventId event) {
  if (!locked_since_.emplace(event, this->now()).second) return;
  decided_.clear();  // with names
  donation_.reset();
  const auto locked = replica_->lock(event);
  if (!locked) complain("The guests of an event cannot be locked away", locked.error());
  if (replica_->event() == event) post(TimeInDoubt{latest_sure_});
}

void LinkPump::unlock(rules::EventId event) {
  if (locked_since_.erase(event) == 0) return;
  const auto unlocked = replica_->unlock(event);
  if (!unlocked) return complain("The guests of an event cannot be read again", unlocked.error());
  if (replica_->event() == event) post(TimeSettled{});
  feed(sync::HoldsLess{});  // private parts that came meanwhile were not kept
}

// Only a server that was met tells the guests anew, and only one that is met says for sure that it is not too late.
void LinkPump::renew_key_if_missing(const rules::EntryTime& now) {
  const auto event = replica_->event();
  if (!event || !now.sure || revoked_ || !session_.welcomed() || replica_->has_key(*event)) return;
  if (const auto renewed = replica_->renew_key(); !renewed) {
    return complain("The guests of the event cannot be kept", renewed.error());
  }
  const auto assignment = replica_->last_assignment();
  if (!assignment || !*assignment) return;
  feed(sync::EventOpened{replica_->event(), replica_->guest_list(), **assignment});
  feed(sync::HoldsLess{});
}

void LinkPump::forget(rules::EventId event) {
  const bool open = stop_deciding(event);
  const auto forgotten = replica_->forget(event);
  if (!forgotten) complain("What is kept of an event's guests cannot be removed", forgotten.error());
  if (forgotten) base::log_info("What was kept of the guests of event {} was removed.", event.text());
  feed(replica_->documents_held());
  if (open) tell_closed();
}

// A hello without it follows, so that nothing of it is offered or handed over.
void LinkPump::drop(rules::EventId event) {
  const bool open = stop_deciding(event);
  const auto dropped = replica_->drop(event);
  if (!dropped) complain("A rehearsal that is over cannot be removed", dropped.error());
  if (dropped) base::log_info("The rehearsal {} is over and was removed.", event.text());
  if (open) return tell_closed();
  if (dropped) feed(sync::HoldsLess{});
}

bool LinkPump::stop_deciding(rules::EventId event) {
  const bool open = replica_->event() == event;
  decided_.clear();
  if (donation_ && donation_->event() == event) donation_.reset();
  locked_since_.erase(event);
  if (open) decide_waiting();
  return open;
}

void LinkPump::tell_closed() {
  announced_.clear();
  if (!revoked_) post(Unassigned{});                    // else it was told that it is out of service
  const auto assignment = replica_->last_assignment();  // without its event, with the pairing certificate
  if (assignment && *assignment) feed(sync::EventOpened{std::nullopt, std::nullopt, **assignment});
  feed(sync::HoldsLess{});
}

void LinkPump::forget_all() {
  std::vector<rules::EventId> events;
  for (const auto& [event, expires] : replica_->expiries()) events.push_back(event);
  for (const auto& event : events) forget(event);
}

void LinkPump::confirm_time(base::Instant venue) {
  if (time_.sure()) return;
  time_.correct(std::max(venue, latest_sure_), device_time());
  check_keys(true);
}

}  // namespace einlass::link
