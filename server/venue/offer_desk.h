// Events that kiosks bring to a server which lost them, or never had them: documents and guest list first, the record
// last, so that an event is there only when all of it is. Part of the Desk, on its thread.
#pragma once

#include "core/wire/messages.h"
#include "server/venue/venue_state.h"

#include <map>
#include <optional>
#include <vector>

namespace einlass::venue {

class OfferDesk {
 public:
  explicit OfferDesk(VenueState& state) : state_(state) {}

  // The documents that are missing here; nothing: the event is known. Refused: it is not the kiosk's event, or not one
  // of this venue, whose keys follow from the venue's seed.
  base::Result<std::optional<std::vector<wire::DocumentRef>>> missing(rules::KioskId kiosk,
                                                                      const wire::EventOffer& offer) const;
  base::Result<void> put_document(const wire::DocumentRef& document, const std::string& content);
  // The version, once the last part is in.
  base::Result<std::optional<base::Hash>> put_guests(const wire::GuestList& part);
  // InvalidInput: the documents are not those of an event.
  base::Result<void> take(const wire::EventOffer& offer);

 private:
  base::Result<store::EventStore*> store_of(rules::EventId event);
  base::Result<std::string> free_key(const std::string& wished) const;

  VenueState& state_;
  std::map<rules::EventId, store::EventStore> filling_;  // files of events that have no record yet
};

}  // namespace einlass::venue
