#include "server/commands/badge_findings.h"

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

json::object json_of(const ListedBadge& badge) {
  return {{"ticket", badge.ticket.text()},
          {"place", badge.place_number},
          {"external_id", badge.external_id},
          {"name", badge.field("name")},
          {"category", badge.field("category")}};
}

json::array json_of(const std::vector<const ListedBadge*>& badges) {
  json::array all;
  for (const auto* badge : badges) all.push_back(json_of(*badge));
  return all;
}

json::object json_of(const BadgeFinding& finding) {
  auto object = json_of(*finding.badge);
  object["finding"] = finding.kind;
  object["field"] = finding.field;
  object["text"] = finding.text;
  object["characters"] = json::value_from(finding.characters);
  return object;
}

json::object json_of(const TemplateFinding& finding) {
  return {{"template", finding.template_name},
          {"finding", finding.kind},
          {"field", finding.field},
          {"text", finding.text},
          {"badges", json_of(finding.badges)}};
}

}  // namespace

json::object json_of(const Findings& findings) {
  json::array badges, templates;
  json::object empty;
  for (const auto& finding : findings.badges) badges.push_back(json_of(finding));
  for (const auto& finding : findings.templates) templates.push_back(json_of(finding));
  for (const auto& [field, all] : findings.empty) empty[field] = json_of(all);
  return {{"checked", findings.checked},
          {"badges", std::move(badges)},
          {"templates", std::move(templates)},
          {"empty", std::move(empty)}};
}

}  // namespace einlass::commands
