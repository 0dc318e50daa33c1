#include "core/base/venue_zone.h"

#include <charconv>
#include <cstdlib>
#include <exception>
#include <sstream>
#include <utility>

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

namespace einlass::base {
namespace {

date::sys_time<Milliseconds> to_sys(Instant at) {
  return date::sys_time<Milliseconds>(Milliseconds(at.unix_ms()));
}

Instant from_sys(date::sys_time<Milliseconds> at) {
  return Instant::from_unix_ms(at.time_since_epoch().count());
}

Instant from_local(const date::time_zone& zone, date::local_time<Milliseconds> local) {
  return from_sys(zone.to_sys(local, date::choose::earliest));
}

date::year_month_day to_date(VenueDay day) {
  return date::year_month_day(date::year(day.year), date::month(day.month), date::day(day.day));
}

VenueDay date_in(date::local_time<Milliseconds> local) {
  const date::year_month_day day(date::floor<date::days>(local));
  return {int(day.year()), unsigned(day.month()), unsigned(day.day())};
}

}  // namespace

std::string VenueDay::iso() const {
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Every admission has one to be read, so not through a stream.
std::optional<VenueDay> VenueDay::parse(const std::string& iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  VenueDay day;
  const auto reads = [&](auto& number, std::size_t first, std::size_t digits) {
    const char* const end = iso.data() + first + digits;
    return iso[first] != '-' && std::from_chars(iso.data() + first, end, number).ptr == end;
  };
  const bool is_read = reads(day.year, 0, 4) && reads(day.month, 5, 2) && reads(day.day, 8, 2);
  return is_read && to_date(day).ok() ? std::optional(day) : std::nullopt;
}

Result<VenueZone> VenueZone::open(const std::string& name, std::chrono::minutes day_starts_at) {
  try {
    return VenueZone(name, *date::locate_zone(name), day_starts_at);
  } catch (const std::exception&) {
    return fail(ErrorKind::InvalidInput,
                fmt::format("The time zone \"{}\" is unknown; use a name such as Europe/Berlin.", name));
  }
}

VenueZone::VenueZone(std::string name, const date::time_zone& zone, std::chrono::minutes day_starts_at)
    : name_(std::move(name)), zone_(&zone), day_starts_at_(day_starts_at) {}

VenueDay VenueZone::day_of(Instant at) const {
  return date_in(zone_->to_local(to_sys(at)) - day_starts_at_);
}

VenueDay VenueZone::date_of(Instant at) const {
  return date_in(zone_->to_local(to_sys(at)));
}

Instant VenueZone::start_of(VenueDay day) const {
  return from_local(*zone_, date::local_days(to_date(day)) + day_starts_at_);
}

LocalTime VenueZone::local(Instant at) const {
  const auto seconds = date::floor<std::chrono::seconds>(to_sys(at));
  const auto offset = zone_->get_info(seconds).offset;
  const auto local = date::local_seconds(seconds.time_since_epoch() + offset);
  const date::hh_mm_ss time(local - date::floor<date::days>(local));
  return {.date = date_in(local),
          .hour = int(time.hours().count()),
          .minute = int(time.minutes().count()),
          .second = int(time.seconds().count()),
          .offset = std::chrono::duration_cast<std::chrono::minutes>(offset)};
}

std::string VenueZone::local_iso(Instant at) const {
  const auto time = local(at);
  const auto minutes = std::abs(time.offset.count());
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", time.date.iso(), time.hour, time.minute, time.second,
                     time.offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string VenueZone::local_time(Instant at) const {
  const auto time = local(at);
  return fmt::format("{:02}:{:02}", time.hour, time.minute);
}

std::optional<Instant> VenueZone::parse_local(const std::string& text) const {
  for (const char* format : {"%FT%T", "%FT%H:%M", "%F %T", "%F %H:%M"}) {
    std::istringstream in(text);
    date::local_time<Milliseconds> local;
    in >> date::parse(format, local);
    if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) return from_local(*zone_, local);
  }
  return std::nullopt;
}

}  // namespace einlass::base
