#include "core/base/venue_zone.h"

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

Instant from_local(const std::string& zone, date::local_time<Milliseconds> local) {
  return from_sys(date::zoned_time<Milliseconds>(zone, local, date::choose::earliest).get_sys_time());
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

std::optional<VenueDay> VenueDay::parse(const std::string& iso) {
  std::istringstream in(iso);
  date::year_month_day parsed{};
  in >> date::parse("%F", parsed);
  if (in.fail() || !parsed.ok() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return VenueDay{int(parsed.year()), unsigned(parsed.month()), unsigned(parsed.day())};
}

Result<VenueZone> VenueZone::open(const std::string& name, std::chrono::minutes day_starts_at) {
  try {
    date::locate_zone(name);
  } catch (const std::exception&) {
    return fail(ErrorKind::InvalidInput,
                fmt::format("The time zone \"{}\" is unknown; use a name such as Europe/Berlin.", name));
  }
  return VenueZone(name, day_starts_at);
}

VenueZone::VenueZone(std::string name, std::chrono::minutes day_starts_at)
    : name_(std::move(name)), day_starts_at_(day_starts_at) {}

VenueDay VenueZone::day_of(Instant at) const {
  return date_in(date::zoned_time<Milliseconds>(name_, to_sys(at)).get_local_time() - day_starts_at_);
}

VenueDay VenueZone::date_of(Instant at) const {
  return date_in(date::zoned_time<Milliseconds>(name_, to_sys(at)).get_local_time());
}

Instant VenueZone::start_of(VenueDay day) const {
  return from_local(name_, date::local_days(to_date(day)) + day_starts_at_);
}

std::string VenueZone::local_iso(Instant at) const {
  const date::zoned_time<std::chrono::seconds> local(name_, date::floor<std::chrono::seconds>(to_sys(at)));
  return date::format("%FT%T%Ez", local);
}

std::string VenueZone::local_time(Instant at) const {
  const date::zoned_time<std::chrono::seconds> local(name_, date::floor<std::chrono::seconds>(to_sys(at)));
  return date::format("%H:%M", date::floor<std::chrono::minutes>(local.get_local_time()));
}

std::optional<Instant> VenueZone::parse_local(const std::string& text) const {
  for (const char* format : {"%FT%T", "%FT%H:%M", "%F %T", "%F %H:%M"}) {
    std::istringstream in(text);
    date::local_time<Milliseconds> local;
    in >> date::parse(format, local);
    if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) return from_local(name_, local);
  }
  return std::nullopt;
}

}  // namespace einlass::base
