#include "core/sync/guest_list_fetch.h"

namespace einlass::sync {

void GuestListFetch::set_held(rules::EventId event, std::optional<base::Hash> version) {
  if (event != event_) {
    wanted_.reset();
    connection_lost();
  }
  event_ = event;
  held_ = version;
  if (!is_asked_) quiet_until_.reset();
}

void GuestListFetch::want(rules::EventId event, const std::optional<base::Hash>& version) {
  if (event == event_) wanted_ = version;
}

void GuestListFetch::connection_lost() {
  receiving_.reset();
  next_part_ = 1;
  is_asked_ = false;
  quiet_until_.reset();
}

void GuestListFetch::ask_again_at(base::Milliseconds time) {
  connection_lost();
  quiet_until_ = time;
}

// The rows of the parts that follow would make no whole list.
void GuestListFetch::storing_failed(base::Milliseconds now) {
  ask_again_at(now + answer_time);
}

std::optional<wire::GuestListRequest> GuestListFetch::next(base::Milliseconds now) {
  if (!behind() || (quiet_until_ && now < *quiet_until_)) return std::nullopt;
  ask_again_at(now + answer_time);
  is_asked_ = true;
  return wire::GuestListRequest{.event = event_, .have = held_};
}

bool GuestListFetch::starts(const wire::GuestList& part) const {
  return part.part == 1 && (!part.base || part.base == held_);
}

bool GuestListFetch::take(const wire::GuestList& part, base::Milliseconds now) {
  if (part.event != event_ || !is_asked_) return false;
  if (part.part == 1) wanted_ = part.version;
  const bool goes_on = receiving_ == part.version && part.part == next_part_;
  if (!starts(part) && !goes_on) return false;
  receiving_ = part.version;
  next_part_ = part.part + 1;
  quiet_until_ = now + answer_time;
  if (part.part == part.parts) ask_again_at(now + answer_time);
  return true;
}

std::optional<base::Milliseconds> GuestListFetch::next_due() const {
  if (!behind()) return std::nullopt;
  return quiet_until_;
}

}  // namespace einlass::sync
