#include "server/crm/cmf_rows.h"

#include "server/crm/answer.h"
#include "server/crm/profile_rows.h"

#include <algorithm>
#include <array>

namespace einlass::crm {
namespace {

constexpr std::size_t iso_day_letters = 10;

// A plain false, or {"consent": false, "noteId": 88}: Pimcore notes who takes consent back, and has false without a
// note of whoever was never asked. Silence is no objection.
bool objects(const json::value* consent) {
  if (consent == nullptr) return false;
  if (consent->is_bool()) return !consent->get_bool();
  const auto& told = object_of(*consent);
  return text_at(told, "consent") == "false" && number_at(told, "noteId").value_or(0) > 0;
}

// Whoever was registered, but did not come, was not there.
bool says_absent(const std::string& status) {
  static constexpr std::array<std::string_view, 6> absent{"no-show",     "no_show",   "excused",
                                                          "represented", "cancelled", "registered"};
  return std::find(absent.begin(), absent.end(), status) != absent.end();
}

std::vector<rules::AttendedEvent> events_of(const json::object& customer, const std::string& type) {
  std::vector<rules::AttendedEvent> events;
  for (const auto& each : list_at(customer, "activities")) {
    const auto& activity = object_of(each);
    const auto at = number_at(activity, "activityDate");
    if (text_at(activity, "type") != type || !at || says_absent(text_at(activity, "attributes.status"))) continue;
    auto event = text_at(activity, "attributes.event_ref");
    if (event.empty()) event = text_at(activity, "attributes.event");
    auto day = utc_text(base::Instant::from_unix_ms(*at * 1'000)).substr(0, iso_day_letters);
    events.push_back({.event = std::move(event), .day = std::move(day)});
  }
  return events;
}

}  // namespace

Kinds segment_kinds(const settings::ConnectorSettings& connector, const Kinds& references_by_id) {
  Kinds kinds = connector.kinds;
  for (const auto& [id, reference] : references_by_id) {
    const auto named = connector.kinds.find(reference);
    if (named != connector.kinds.end()) kinds.insert_or_assign(id, named->second);
  }
  return kinds;
}

rules::CrmPerson person_of_customer(const json::object& customer, const settings::ConnectorSettings& connector,
                                    const Kinds& kinds) {
  const auto field = [&](std::string_view name) { return text_at(customer, settings::field_of(connector, name)); };
  rules::CrmPerson person{
      .connector = connector.name,
      .id = text_at(customer, "id"),
      .first_name = field("first_name"),
      .last_name = field("last_name"),
      .email = field("email"),
      .organisation = field("organisation"),
      .organisation_id = field("organisation_id"),
      .objects_to_profiling = objects(at_path(customer, settings::field_of(connector, "profiling"))),
      .memberships = {}};
  for (const auto& segment : list_at(customer, "segments")) {
    const auto kind = kinds.find(text_of(&segment));
    if (kind != kinds.end()) person.memberships.push_back({.kind = kind->second, .since = {}, .until = {}});
  }
  const auto type = settings::field_of(connector, attendance_type);
  if (person.objects_to_profiling) return person;
  person.profile =
      profile_of([&](std::string_view name) { return texts_at(customer, settings::field_of(connector, name)); });
  if (!type.empty()) person.attended = events_of(customer, type);
  return person;
}

}  // namespace einlass::crm
