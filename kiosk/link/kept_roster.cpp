#include "kiosk/link/kept_roster.h"

#include "core/base/log.h"
#include "kiosk/link/kept_assignment.h"

#include <algorithm>
#include <set>

namespace einlass::link {

using base::Result;

std::optional<wire::StaffRoster> kept_roster(const store::VenueStore& venue, const wire::Assignment& assignment) {
  const auto& documents = assignment.documents;
  const auto reference =
      std::find_if(documents.begin(), documents.end(), [](const auto& each) { return each.kind == wire::roster_kind; });
  if (reference == documents.end()) return std::nullopt;
  const auto document = venue.document(reference->hash);
  const auto text = document && *document ? (*document)->content : std::string();
  const auto roster = wire::read_staff_document(text);
  if (roster) return *roster;
  base::log_error("Who may sign in here cannot be read: {}", roster.error().message);
  return std::nullopt;
}

Result<void> drop_other_rosters(store::VenueStore& venue, const std::vector<rules::EventId>& events) {
  std::set<base::Hash> used;
  for (const auto& event : events) {
    const auto assignment = kept_assignment(venue, assignment_setting_of(event));
    if (!assignment) return tl::make_unexpected(assignment.error());
    if (!*assignment) continue;
    for (const auto& document : (*assignment)->documents) used.insert(document.hash);
  }
  const auto rosters = venue.documents_of_kind(wire::roster_kind);
  if (!rosters) return tl::make_unexpected(rosters.error());
  for (const auto& roster : *rosters) {
    if (used.contains(roster.hash)) continue;
    if (const auto removed = venue.remove_document(roster.hash); !removed) return removed;
  }
  return {};
}

}  // namespace einlass::link
