#include "server/venue/event_setup.h"

#include "core/base/text_fold.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

constexpr std::size_t kLongestKey = 60;
constexpr std::size_t kLongestEventName = 200;
constexpr std::size_t kLongestAddress = 2000;
constexpr auto kDoorsBeforeStart = std::chrono::hours(2);  // unless somebody says when they open
constexpr auto kLongestEvent = std::chrono::hours(24 * 60);

// A link that a guest opens on her own phone.
bool is_web_address(const std::string& text) {
  const bool known = text.starts_with("https://") || text.starts_with("http://");
  return known && text.size() <= kLongestAddress &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

// On each venue day from the first to the last one, from the time of day of `opens` to that of `ends`. A night that
// goes on past the start of the next venue day is one stretch.
std::vector<rules::DoorHours> each_day(const base::VenueZone& zone, base::Instant opens, base::Instant ends) {
  std::vector<rules::DoorHours> hours;
  const auto last = zone.day_of(ends - base::Milliseconds(1));
  auto day = zone.day_of(opens);
  const auto opening = opens - zone.start_of(day);
  auto closing = ends - zone.start_of(last);
  if (closing <= opening) closing += std::chrono::hours(24);
  while (day <= last) {
    const auto start = zone.start_of(day);
    if (start + opening >= ends) break;
    hours.push_back({.opens = start + opening, .closes = start + closing});
    day = zone.day_of(start + std::chrono::hours(30));  // noon of the next day, even where clocks change
  }
  return hours;
}

// Nights are not left out: whether an event of several days rests at night, only its organiser knows.
Hours usual_hours(const rules::EventFrame& frame) {
  return {{.opens = frame.starts - kDoorsBeforeStart, .closes = frame.ends}};
}

base::Result<Hours> hours_from(const base::VenueZone& zone, base::Instant opens, const rules::EventFrame& frame) {
  if (opens < frame.ends) return each_day(zone, opens, frame.ends);
  return base::fail(ErrorKind::InvalidInput, "The doors must open before the event ends; correct one of both times.");
}

}  // namespace

base::Result<void> check_open(const store::EventRecord& event) {
  if (!event.closed) return {};
  return base::fail(
      base::ErrorKind::Refused,
      fmt::format("The event is closed; reopen it with einlass event reopen {} before you change it.", event.key));
}

base::Result<void> check_key(const std::string& key) {
  const bool fits = !key.empty() && key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (fits && key.front() != '-') return {};
  return base::fail(
      ErrorKind::InvalidInput,
      fmt::format("\"{}\" cannot be an event's key; use a–z, 0–9 and hyphens, at most {}.", key, kLongestKey));
}

base::Result<void> check_frame(const rules::EventFrame& frame) {
  if (base::clean_text(frame.name).empty())
    return base::fail(ErrorKind::InvalidInput, "An event needs a name; give it one.");
  if (!is_plain_line(frame.name, kLongestEventName) || !is_plain_line(frame.organiser, kLongestEventName)) {
    return base::fail(ErrorKind::InvalidInput,
                      "The names of event and organiser have at most 200 letters on one line; shorten them.");
  }
  if (!frame.privacy_url.empty() && !is_web_address(frame.privacy_url)) {
    return base::fail(
        ErrorKind::InvalidInput,
        "The address of the privacy notice must be one that starts with https:// or http://; correct it.");
  }
  if (frame.ends > frame.starts && frame.ends - frame.starts <= kLongestEvent) return {};
  return base::fail(ErrorKind::InvalidInput, "The event must end after its start and within 60 days; correct one.");
}

base::Result<base::Instant> read_time(const base::VenueZone& zone, const std::string& text, const char* what) {
  auto written = text;
  if (const auto blank = written.find(' '); blank != std::string::npos) written[blank] = 'T';
  if (const auto time = zone.parse_local(written)) return *time;
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("\"{}\" is no local time for {}; write it like 2026-11-23T18:00.", text, what));
}

base::Result<Hours> doors_hours(const base::VenueZone& zone, const std::string& opens, const rules::EventFrame& frame) {
  if (opens.empty()) return usual_hours(frame);
  const auto time = read_time(zone, opens, "the opening of the doors");
  if (!time) return tl::make_unexpected(time.error());
  return hours_from(zone, *time, frame);
}

base::Result<Hours> moved_hours(const base::VenueZone& zone, const Hours& hours, const rules::EventFrame& before,
                                const rules::EventFrame& after) {
  if (hours.empty() || hours == usual_hours(before)) return usual_hours(after);
  return hours_from(zone, hours.front().opens + (after.starts - before.starts), after);
}

}  // namespace einlass::venue
