// What a kiosk gives back to a server that lost its event.
#include "core/wire/parts.h"
#include "db/guest_book.h"
#include "kiosk/link/replica.h"

#include <utility>

namespace einlass::link {

using base::Result;

Result<std::optional<wire::DocumentPart>> Replica::document_part(const wire::DocumentRequest& request) const {
  return venue_.document(request.hash).map([&](const std::optional<store::Document>& document) {
    return document ? std::optional(wire::part_of(request, document->content)) : std::nullopt;
  });
}

Result<std::vector<wire::GuestList>> Replica::guest_parts(rules::EventId event) {
  const auto version = guest_list();
  if (!version || this->event() != event || !has_key(event)) {
    return base::fail(base::ErrorKind::NotFound, "The guest list of this event is not complete on this kiosk.");
  }
  std::vector<rules::GuestRow> rows;
  const auto read = current().guests().each([&](const rules::GuestRow& row) { rows.push_back(row); });
  if (!read) return tl::make_unexpected(read.error());
  return wire::parts_of({.event = event, .version = *version, .base = std::nullopt}, std::move(rows)).parts;
}

}  // namespace einlass::link
