// What somebody should look at before badges are printed: every guest's badge is laid out as it would be printed. For
// `einlass badge preflight` and the pages. One thread.
#pragma once

#include "server/commands/badge_press.h"

#include <map>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::commands {

struct BadgeFinding {
  const ListedBadge* badge = nullptr;
  std::string kind;                     // overflow, glyphs, empty; undrawable: she would get no badge at all
  std::string field;                    // of the box; empty where it is about the whole badge
  std::string text;                     // for people
  std::vector<std::string> characters;  // of glyphs: "U+1F9FF"
};

// Of a template as guests of a category get it.
struct TemplateFinding {
  std::string template_name;
  std::string kind;  // contrast, code
  std::string field;
  std::string text;                        // for people
  std::vector<const ListedBadge*> badges;  // where it is so
};

struct Findings {
  std::vector<BadgeFinding> badges;  // in the list's order
  std::vector<TemplateFinding> templates;
  std::map<std::string, std::vector<const ListedBadge*>> empty;  // badges with nothing in this box
  std::size_t checked = 0;

  bool is_clean() const { return badges.empty() && templates.empty(); }
};

// The errors of the press; one badge that cannot be drawn is a finding.
base::Result<Findings> check_badges(BadgePress& press, const std::vector<const ListedBadge*>& badges);

// {checked, badges: [{ticket, place, external_id, name, category, finding, field, text, characters}], templates:
// [{template, finding, field, text, badges}], empty: {field: badges}}
boost::json::object json_of(const Findings& findings);

}  // namespace einlass::commands
