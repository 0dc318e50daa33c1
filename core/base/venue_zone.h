// Local time of the venue: venue days, doors' hours, what a screen shows.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"

#include <chrono>
#include <compare>
#include <optional>
#include <string>

namespace date {
class time_zone;
}

namespace einlass::base {

// A venue day, named by the date on which it began: an evening that ends at 01:00 belongs to the day before.
struct VenueDay {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;

  std::string iso() const;                                       // 2026-11-23
  static std::optional<VenueDay> parse(const std::string& iso);  // of that form only

  friend auto operator<=>(const VenueDay&, const VenueDay&) = default;
};

// What clocks at the venue show, without parts of a second.
struct LocalTime {
  VenueDay date;  // the calendar's
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::chrono::minutes offset{};  // ahead of UTC
};

class VenueZone {
 public:
  // `name` is an IANA time zone such as Europe/Berlin; `day_starts_at` the time of day at which a venue day begins.
  static Result<VenueZone> open(const std::string& name, std::chrono::minutes day_starts_at = std::chrono::hours(5));

  VenueDay day_of(Instant at) const;
  VenueDay date_of(Instant at) const;  // the calendar's, for whoever reads it beside local_time()
  Instant start_of(VenueDay day) const;

  LocalTime local(Instant at) const;
  std::string local_iso(Instant at) const;   // 2026-11-23T18:05:09+01:00
  std::string local_time(Instant at) const;  // 18:05
  // Reads 2026-11-23T18:05, with or without seconds, as local time; the earlier one where the clock is set back.
  std::optional<Instant> parse_local(const std::string& text) const;

  const std::string& name() const { return name_; }

 private:
  VenueZone(std::string name, const date::time_zone& zone, std::chrono::minutes day_starts_at);

  std::string name_;
  const date::time_zone* zone_;  // of the database of zones, which stays
  std::chrono::minutes day_starts_at_;
};

}  // namespace einlass::base
