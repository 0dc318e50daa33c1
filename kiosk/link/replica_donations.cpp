// What a kiosk gives back to a server that lost its events.
#include "core/wire/parts.h"
#include "db/guest_book.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/kept_roster.h"
#include "kiosk/link/replica.h"

#include <utility>

namespace einlass::link {

using base::Result;

Result<std::optional<wire::DocumentPart>> Replica::document_part(const wire::DocumentRequest& request) const {
  return venue_.document(request.hash).map([&](const std::optional<store::Document>& document) {
    return document ? std::optional(wire::part_of(request, document->content)) : std::nullopt;
  });
}

std::vector<sync::KeptEvent> Replica::kept_events() const {
  std::vector<sync::KeptEvent> kept;
  for (const auto& event : events_here().value_or(std::vector<rules::EventId>())) {
    const auto assignment = keeps(event) ? kept_assignment(venue_, assignment_setting_of(event))
                                         : Result<std::optional<wire::Assignment>>();
    if (!assignment || !*assignment) continue;
    auto documents = (*assignment)->documents;
    std::erase_if(documents, [](const auto& document) {  // a server's own
      return document.kind == wire::roster_kind || document.kind == wire::notice_kind;
    });
    kept.push_back({event, std::move(documents)});
  }
  return kept;
}

// Half a list would make strangers of the other guests.
Result<base::Hash> Replica::list_to_donate(rules::EventId event) {
  const auto version = guest_list(event);
  if (version && keeps(event) && has_key(event)) return *version;
  return base::fail(base::ErrorKind::NotFound, "The guest list of this event is not complete on this kiosk.");
}

Result<std::vector<rules::GuestRow>> Replica::rows_to_donate(const ListDonation& donation) {
  const auto version = list_to_donate(donation.event());
  if (!version) return tl::make_unexpected(version.error());
  if (*version != donation.version()) {
    return base::fail(base::ErrorKind::NotFound, "The guest list changed while it was read; the server asks again.");
  }
  const auto store = store_of(donation.event());
  if (!store) return tl::make_unexpected(store.error());
  return (*store)->guests().after(donation.read_up_to(), ListDonation::rows_at_once);
}

}  // namespace einlass::link
