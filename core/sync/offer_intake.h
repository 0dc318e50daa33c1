// At the server: takes in the event that a kiosk offers to a server that lacks it, by the requests with which kiosks
// fetch theirs: first the documents, then the guest list. Pure; one object per connection, one thread.
#pragma once

#include "core/sync/document_fetch.h"
#include "core/sync/guest_list_fetch.h"

#include <optional>
#include <vector>

namespace einlass::sync {

class OfferIntake {
 public:
  void begin(const wire::EventOffer& offer, std::vector<wire::DocumentRef> missing);
  void end() { offer_.reset(); }

  // Of which all is here: to be made an event, once.
  std::optional<wire::EventOffer> take_complete();
  // What to ask the kiosk for.
  std::vector<wire::Message> requests(base::Milliseconds now);
  std::optional<base::Milliseconds> next_due() const;

  std::optional<FetchedDocument> take(const wire::DocumentPart& part);
  void document_stored(const base::Hash& hash) { documents_.note_held(hash); }
  // True: these rows are to be stored.
  bool take(const wire::GuestList& part, base::Milliseconds now);
  // After the last part, or when one could not be stored (nothing): then it is asked for anew.
  void guests_stored(std::optional<base::Hash> version, base::Milliseconds now);

 private:
  std::optional<wire::EventOffer> offer_;
  DocumentFetch documents_;
  GuestListFetch guests_;
  bool has_guests_ = false;
};

}  // namespace einlass::sync
