// What somebody should look at before badges are printed: every guest's badge is laid out as it would be printed. For
// `einlass badge preflight`. One thread.
#pragma once

#include "server/cli/badge_press.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::cli {

struct BadgeFinding {
  const web::ListedBadge* badge = nullptr;
  std::string kind;  // overflow, glyphs, empty
  std::string field;
  std::string text;                     // for people
  std::vector<std::string> characters;  // of glyphs: "U+1F9FF"
};

struct Findings {
  std::vector<BadgeFinding> badges;                           // in the list's order
  std::map<std::string, std::vector<std::string>> templates;  // of all badges of a template: what is wrong with it
  std::map<std::string, int> empty;                           // how many badges have nothing in this box
  std::size_t checked = 0;

  bool is_clean() const { return badges.empty() && templates.empty(); }
};

// The errors of the press; a badge that cannot be laid out at all is one.
base::Result<Findings> check_badges(BadgePress& press, const std::vector<const web::ListedBadge*>& badges);

}  // namespace einlass::cli
