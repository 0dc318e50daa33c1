#include "server/crm/target_content.h"

#include "core/wire/canonical_json.h"

#include <charconv>
#include <ctime>

#include <boost/json.hpp>
#include <fmt/chrono.h>

namespace einlass::crm {
namespace {

namespace json = boost::json;
using settings::ConnectorKind;

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = problem == std::errc() && end == text.data() + text.size() && value > 0;
  return is_number ? std::optional(value) : std::nullopt;
}

std::string_view follow_up_word(Came came) {
  switch (came) {
    case Came::Attended:
      return "attended";
    case Came::Excused:
      return "excused";
    case Came::Represented:
      return "represented";
    case Came::NoShow:
      return "no-show";
  }
  return "";
}

// To the second, as pretix keeps it.
std::string utc_text(base::Instant at) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(at.unix_ms() / 1000)));
}

// The request's own body; what is listed there is brought into the same form (CmfTarget).
std::string activity(const EventPlace& event, const Attendance& attendance) {
  const auto customer = number(attendance.person);
  if (!customer || attendance.came != Came::Attended) return {};
  json::object attributes{{"event", event.name}, {"event_ref", event.key}, {"status", "attended"}};
  if (!attendance.category.empty()) attributes["category"] = attendance.category;
  return wire::canonical_json(json::object{{"a_id", "einlass:" + attendance.record},
                                           {"activityDate", attendance.at.unix_ms() / 1000},
                                           {"attributes", std::move(attributes)},
                                           {"customerId", *customer},
                                           {"type", "attendance"}});
}

std::string check_in(const EventPlace& event, const Attendance& attendance) {
  const auto slash = event.place.find('/');
  const auto list = slash == std::string::npos ? std::nullopt : number(event.place.substr(slash + 1));
  const auto position = number(attendance.person);
  if (!list || !position || attendance.came != Came::Attended) return {};
  return wire::canonical_json(
      json::object{{"datetime", utc_text(attendance.at)}, {"list", *list}, {"position", *position}});
}

std::string follow_up(const EventPlace& event, const Attendance& attendance) {
  if (attendance.person.empty()) return {};
  return wire::canonical_json(json::object{
      {"attendance", follow_up_word(attendance.came)}, {"email", attendance.person}, {"event", event.key}});
}

}  // namespace

std::optional<TargetTraits> target_traits(ConnectorKind kind) {
  switch (kind) {
    case ConnectorKind::Pimcore:
      return TargetTraits{.marks_persons = true};
    case ConnectorKind::Pretix:
      return TargetTraits{.person = PersonIs::Ticket, .needs_place = true};
    case ConnectorKind::CampaignMonitor:
      return TargetTraits{.person = PersonIs::Email,
                          .is_per_day = false,
                          .needs_place = true,
                          .only_attended = false,
                          .one_ticket_a_person = true};
    case ConnectorKind::Datahub:
    case ConnectorKind::Eventbrite:
    case ConnectorKind::Sewobe:
    case ConnectorKind::EasyVerein:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string attendance_content(ConnectorKind kind, const EventPlace& event, const Attendance& attendance) {
  switch (kind) {
    case ConnectorKind::Pimcore:
      return activity(event, attendance);
    case ConnectorKind::Pretix:
      return check_in(event, attendance);
    case ConnectorKind::CampaignMonitor:
      return follow_up(event, attendance);
    case ConnectorKind::Datahub:
    case ConnectorKind::Eventbrite:
    case ConnectorKind::Sewobe:
    case ConnectorKind::EasyVerein:
      return {};
  }
  return {};
}

std::string mark_content(const std::string& person) {
  const auto customer = number(person);
  if (!customer) return {};
  return wire::canonical_json(json::object{{"customerId", *customer}, {"mark", "attended"}});
}

}  // namespace einlass::crm
