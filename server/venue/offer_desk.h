// Events that kiosks bring to a server which lost them, or never had them: documents and guest list first, the record
// last, so that an event is there only when all of it is. Part of the Desk, on its thread.
#pragma once

#include "core/wire/messages.h"
#include "server/venue/venue_state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace einlass::venue {

class OfferDesk {
 public:
  explicit OfferDesk(VenueState& state) : state_(state) {}

  // The documents that are missing here; nothing: the event is known. Storage: it is known and cannot be used. Refused:
  // it is not one of this venue, whose keys follow from the venue's seed, nor the one that this kiosk was paired to
  // bring along.
  base::Result<std::optional<std::vector<wire::DocumentRef>>> missing(rules::KioskId kiosk,
                                                                      const wire::EventOffer& offer) const;
  base::Result<void> put_document(const wire::DocumentRef& document, const std::string& content);
  // The version, once all its parts are in. Kiosks may bring different versions at the same time.
  base::Result<std::optional<base::Hash>> put_guests(const wire::GuestList& part);
  // InvalidInput: the documents are not those of an event. Unavailable: its guest list is not here whole.
  base::Result<void> take(rules::KioskId kiosk, const wire::EventOffer& offer);

 private:
  // Of a version of an event's guest list that is coming in.
  using Parts = std::map<std::uint32_t, std::vector<rules::GuestRow>>;

  base::Result<wire::DocumentRef> put_keys(const wire::EventOffer& offer);
  base::Result<store::EventRecord> record_of(const wire::EventOffer& offer) const;
  base::Result<void> put_list(const wire::EventOffer& offer);
  base::Result<std::string> free_key(const std::string& wished) const;

  VenueState& state_;
  std::map<std::pair<rules::EventId, base::Hash>, Parts> coming_;
};

}  // namespace einlass::venue
