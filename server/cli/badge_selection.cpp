#include "server/cli/badge_selection.h"

#include "core/rules/badge_handout.h"

#include <algorithm>

namespace einlass::cli {

void add_selection(CLI::App& command, BadgeSelection& selection) {
  command.add_option("--category", selection.categories, "only these categories: --category member --category speaker")
      ->type_name("NAME");
  command.add_option("--from", selection.from, "only family names from here on")->type_name("NAME");
  command.add_option("--to", selection.to, "up to here, with all that begin so: --from A --to K has Kowalski")
      ->type_name("NAME");
  command.add_flag("--not-in", selection.not_in, "only guests who have not come yet");
}

base::Result<std::vector<const commands::ListedBadge*>> selected(const std::vector<commands::ListedBadge>& badges,
                                                                 const BadgeSelection& selection,
                                                                 rules::BadgeProspect least) {
  const auto& categories = selection.categories;
  const rules::PickUp range{.from = selection.from, .to = selection.to, .desk = {}};
  const bool ranged = !selection.from.empty() || !selection.to.empty();
  const auto is_wanted = [&](const commands::ListedBadge& badge) {
    if (badge.prospect < least) return false;
    const auto found = std::find(categories.begin(), categories.end(), badge.field("category"));
    if (!categories.empty() && found == categories.end()) return false;
    if (ranged && !rules::lies_in(range, badge.family_name)) return false;
    return !selection.not_in || !badge.is_in;
  };
  std::vector<const commands::ListedBadge*> wanted;
  for (const auto& badge : badges) {
    if (is_wanted(badge)) wanted.push_back(&badge);
  }
  if (!wanted.empty()) return wanted;
  return base::fail(base::ErrorKind::NotFound,
                    "No guest of the event is among those: look at the spelling of categories and names.");
}

}  // namespace einlass::cli
