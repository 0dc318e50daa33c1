// Somebody of the team sets the time of a kiosk that cannot know it (docs/journal.md, Time and The sealed replica).
#include "core/base/venue_zone.h"
#include "kiosk/flow/stepper.h"

#include <chrono>

namespace einlass::flow {

namespace {

using base::Instant;
using base::Milliseconds;

constexpr Milliseconds kMinutes = std::chrono::minutes(10);
constexpr Milliseconds kHour = std::chrono::hours(1);
constexpr Milliseconds kDay = std::chrono::hours(24);
constexpr Milliseconds kLongest = std::chrono::hours(24 * 60);  // as long as an event may last

Instant minutes_later(Instant time) {
  const auto hour = time.unix_ms() / kHour.count();
  const auto later = time + kMinutes;
  return later.unix_ms() / kHour.count() == hour ? later : later - kHour;
}

Instant hour_later(Instant time, const std::string& zone_name) {
  const auto zone = base::VenueZone::open(zone_name, std::chrono::minutes(0));
  const auto later = time + kHour;
  return !zone || zone->day_of(later) == zone->day_of(time) ? later : later - kDay;
}

Instant day_later(const AskedTime& asked) {
  const auto later = asked.shown + kDay;
  return later - asked.earliest <= kLongest ? later : asked.shown - (asked.shown - asked.earliest) / kDay * kDay;
}

}  // namespace

void Stepper::on(const TimeAsked& event) {
  const auto start = Instant::from_unix_ms(event.earliest.unix_ms() / kMinutes.count() * kMinutes.count());
  state_.asked_time = {.earliest = start, .shown = start, .names_go = event.names_go};
  on(ServiceChanged{OutOfServiceReason::TimeInDoubt});
}

void Stepper::on(const TimeTurned& event) {
  auto& shown = state_.asked_time.shown;
  switch (event.part) {
    case TimePart::Minutes:
      shown = minutes_later(shown);
      break;
    case TimePart::Hour:
      shown = hour_later(shown, config_.time_zone);
      break;
    case TimePart::Day:
      shown = day_later(state_.asked_time);
      break;
  }
}

void Stepper::on(const TimeIsRight& /*event*/) {
  if (state_.out == OutOfServiceReason::TimeInDoubt) commands_.push_back(ConfirmTime{state_.asked_time.shown});
}

}  // namespace einlass::flow
