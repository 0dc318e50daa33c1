#include "kiosk/link/kept_roster.h"

#include "core/base/log.h"
#include "core/wire/kiosk_notice.h"
#include "kiosk/link/kept_assignment.h"

#include <algorithm>
#include <set>

namespace einlass::link {

using base::Result;

namespace {

Result<void> drop_unused(store::VenueStore& venue, const char* kind, const std::set<base::Hash>& used) {
  const auto documents = venue.documents_of_kind(kind);
  if (!documents) return tl::make_unexpected(documents.error());
  for (const auto& document : *documents) {
    if (used.contains(document.hash)) continue;
    if (const auto removed = venue.remove_document(document.hash); !removed) return removed;
  }
  return {};
}

}  // namespace

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

Result<void> drop_other_names(store::VenueStore& venue, const std::vector<rules::EventId>& events) {
  std::set<base::Hash> used;
  for (const auto& event : events) {
    const auto assignment = kept_assignment(venue, assignment_setting_of(event));
    if (!assignment) return tl::make_unexpected(assignment.error());
    if (!*assignment) continue;
    for (const auto& document : (*assignment)->documents) used.insert(document.hash);
  }
  for (const auto* kind : {wire::roster_kind, wire::notice_kind}) {
    if (const auto dropped = drop_unused(venue, kind, used); !dropped) return dropped;
  }
  return {};
}

}  // namespace einlass::link
