#include "core/sync/offer_intake.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {

void OfferIntake::begin(const wire::EventOffer& offer, std::vector<wire::DocumentRef> missing) {
  offer_ = offer;
  documents_ = DocumentFetch();
  documents_.want({.event = offer.event, .documents = std::move(missing)});
  guests_ = GuestListFetch();
  guests_.set_held(offer.event, std::nullopt);
  guests_.want(offer.event, offer.guest_list);
  has_guests_ = false;
}

std::optional<wire::EventOffer> OfferIntake::take_complete() {
  if (!offer_ || !documents_.complete() || !has_guests_) return std::nullopt;
  return std::exchange(offer_, std::nullopt);
}

std::vector<wire::Message> OfferIntake::requests(base::Milliseconds now) {
  std::vector<wire::Message> requests;
  if (!offer_) return requests;
  if (const auto document = documents_.next(now)) requests.emplace_back(*document);
  if (!documents_.complete()) return requests;
  if (const auto guests = guests_.next(now)) requests.emplace_back(*guests);
  return requests;
}

std::optional<base::Milliseconds> OfferIntake::next_due() const {
  if (!offer_) return std::nullopt;
  return documents_.complete() ? guests_.next_due() : documents_.next_due();
}

std::optional<FetchedDocument> OfferIntake::take(const wire::DocumentPart& part) {
  if (!offer_) return std::nullopt;
  return documents_.take(part);
}

bool OfferIntake::take(const wire::GuestList& part, base::Milliseconds now) {
  return offer_ && guests_.take(part, now);
}

void OfferIntake::guests_stored(std::optional<base::Hash> version, base::Milliseconds now) {
  if (!offer_) return;
  has_guests_ = version.has_value();
  guests_.set_held(offer_->event, version);
  if (!version) guests_.storing_failed(now);
}

}  // namespace einlass::sync
