#include "server/crm/target_content.h"

#include "core/wire/canonical_json.h"
#include "server/crm/answer.h"

#include <boost/json.hpp>

namespace einlass::crm {
namespace {

using settings::ConnectorKind;

// Systems count from one.
std::optional<std::int64_t> counted_id(const std::string& text) {
  const auto number = number_in(text);
  return number && *number > 0 ? number : std::nullopt;
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

// The request's own body; what is listed there is brought into the same form (CmfTarget).
std::string activity(const EventPlace& event, const Attendance& attendance) {
  const auto customer = counted_id(attendance.person);
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
  const auto list = slash == std::string::npos ? std::nullopt : counted_id(event.place.substr(slash + 1));
  const auto position = counted_id(attendance.person);
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

std::string person_in(const std::string& content) {
  const auto known = object_in(content);
  for (const auto* field : {"customerId", "position"}) {
    if (known.contains(field)) return text_at(known, field);
  }
  return text_at(known, "email");
}

std::string mark_content(const std::string& person) {
  const auto customer = counted_id(person);
  if (!customer) return {};
  return wire::canonical_json(json::object{{"customerId", *customer}, {"mark", "attended"}});
}

}  // namespace einlass::crm
