#include "server/crm/cmf_rows.h"

#include "server/crm/answer.h"

namespace einlass::crm {
namespace {

// {"consent": false, "noteId": 88}, or a plain false. Silence is no objection.
bool objects(const json::value* consent) {
  if (consent == nullptr) return false;
  if (consent->is_bool()) return !consent->get_bool();
  if (!consent->is_object()) return false;
  const auto* given = consent->get_object().if_contains("consent");
  return given != nullptr && given->is_bool() && !given->get_bool();
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
  return person;
}

}  // namespace einlass::crm
