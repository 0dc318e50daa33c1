#include "server/venue/offer_desk.h"

#include "core/base/log.h"
#include "core/wire/policy_document.h"
#include "db/guest_book.h"
#include "server/venue/event_desk.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::size_t most_documents = 200;

Result<bool> is_known(const store::VenueStore& venue, const std::string& key_or_id) {
  const auto record = venue.event(key_or_id);
  if (record) return true;
  if (record.error().kind == ErrorKind::NotFound) return false;
  return tl::make_unexpected(record.error());
}

// Of the kinds that an event has one of.
const wire::DocumentRef* only(const wire::EventOffer& offer, std::string_view kind) {
  const auto of_kind = [&](const auto& document) { return document.kind == kind; };
  const auto& all = offer.documents;
  if (std::count_if(all.begin(), all.end(), of_kind) != 1) return nullptr;
  return &*std::find_if(all.begin(), all.end(), of_kind);
}

Result<void> check_documents(const wire::EventOffer& offer) {
  static const std::set<std::string_view> kinds{"event", "policy", "keys", "template", "image"};
  const bool known = std::all_of(offer.documents.begin(), offer.documents.end(),
                                 [&](const auto& document) { return kinds.contains(document.kind); });
  const bool whole = only(offer, "event") && only(offer, "policy") && only(offer, "keys");
  if (known && whole && offer.documents.size() <= most_documents) return {};
  return base::fail(ErrorKind::InvalidInput, "The event that the kiosk offers is not whole; restore a backup.");
}

Result<std::string> content_of(const store::VenueStore& venue, const wire::DocumentRef& reference) {
  auto document = venue.document(reference.hash);
  if (!document) return tl::make_unexpected(document.error());
  if (*document) return std::move((*document)->content);
  return base::fail(ErrorKind::NotFound, "A document of the event is missing; restore a backup.");
}

}  // namespace

// A code key follows from venue seed and event id: who names it was given the event by this venue.
Result<std::optional<std::vector<wire::DocumentRef>>> OfferDesk::missing(rules::KioskId kiosk,
                                                                         const wire::EventOffer& offer) const {
  const auto record = state_.venue().kiosk(kiosk);
  if (!record) return tl::make_unexpected(record.error());
  const auto known = is_known(state_.venue(), offer.event.text());
  if (!known) return tl::make_unexpected(known.error());
  if (*known) {  // what is damaged here is nothing that a kiosk could mend
    return state_.event(offer.event).map([](const auto&) { return std::optional<std::vector<wire::DocumentRef>>(); });
  }
  if (auto whole = check_documents(offer); !whole) return tl::make_unexpected(whole.error());
  const bool is_ours =
      only(offer, "keys")->hash == base::sha256(wire::event_keys_document(state_.event_keys(offer.event)));
  const bool is_brought = record->brings_events.contains(offer.event);
  if (!is_ours && !is_brought) {
    return base::fail(
        ErrorKind::Refused,
        "The event that the kiosk offers is not one of this venue; restore a backup, or pair that kiosk with "
        "--takes-event.");
  }
  std::vector<wire::DocumentRef> missing;
  for (const auto& document : offer.documents) {
    const auto here = state_.venue().document(document.hash);
    if (!here) return tl::make_unexpected(here.error());
    if (!*here) missing.push_back(document);
  }
  return missing;
}

Result<void> OfferDesk::put_document(const wire::DocumentRef& document, const std::string& content) {
  const auto put = state_.venue().put_document(document.kind, document.name, content);
  if (!put) return tl::make_unexpected(put.error());
  return {};
}

Result<std::optional<base::Hash>> OfferDesk::put_guests(const wire::GuestList& part) {
  const auto known = is_known(state_.venue(), part.event.text());
  if (!known) return tl::make_unexpected(known.error());
  if (*known) {  // another kiosk was quicker, and lists may have been imported since
    return part.part < part.parts ? std::optional<base::Hash>() : std::optional(part.version);
  }
  auto& parts = coming_[{part.event, part.version}];
  parts[part.part] = part.rows;
  return parts.size() < part.parts ? std::optional<base::Hash>() : std::optional(part.version);
}

// All of one version together: rows of an older one would bring back tickets that are cancelled.
Result<void> OfferDesk::put_list(const wire::EventOffer& offer) {
  const auto parts = coming_.find({offer.event, offer.guest_list});
  if (parts == coming_.end()) {
    return base::fail(ErrorKind::Unavailable, "The event's guest list is not here yet; the kiosk offers it again.");
  }
  auto store = state_.open_store(offer.event);
  if (!store) return tl::make_unexpected(store.error());
  std::unordered_set<rules::TicketId> tickets;
  for (const auto& [number, rows] : parts->second) {
    for (const auto& row : rows) tickets.insert(row.ticket.id);
  }
  auto transaction = store->begin();
  if (!transaction) return tl::make_unexpected(transaction.error());
  // An earlier attempt may have got as far as this, with another version.
  if (auto kept = store->guests().keep_only(tickets); !kept) return tl::make_unexpected(kept.error());
  for (const auto& [number, rows] : parts->second) {
    if (auto put = store->guests().put(rows); !put) return put;
  }
  return transaction->commit();
}

// The organiser may have made an event of that key meanwhile.
Result<std::string> OfferDesk::free_key(const std::string& wished) const {
  for (int number = 1;; ++number) {
    auto key = number == 1 ? wished : fmt::format("{}-{}", wished, number);
    const auto taken = is_known(state_.venue(), key);
    if (!taken) return tl::make_unexpected(taken.error());
    if (!*taken) return key;
  }
}

// The keys as kiosks get them from now on. Where they are not of this venue's seed, a lost server's kiosk brought them.
Result<wire::DocumentRef> OfferDesk::put_keys(const wire::EventOffer& offer) {
  const auto& brought = *only(offer, "keys");
  const auto text = content_of(state_.venue(), brought);
  if (!text) return tl::make_unexpected(text.error());
  if (*text != wire::event_keys_document(state_.event_keys(offer.event))) {
    const auto keys = wire::read_event_keys(*text);
    if (!keys) return tl::make_unexpected(keys.error());
    if (auto adopted = state_.adopt_keys(offer.event, *keys); !adopted) return tl::make_unexpected(adopted.error());
  }
  const auto document = wire::event_keys_document(state_.event_keys(offer.event));
  return state_.venue().put_document("keys", brought.name, document).map([&](const base::Hash& hash) {
    return wire::DocumentRef{.hash = hash, .kind = "keys", .name = brought.name, .size = document.size()};
  });
}

Result<store::EventRecord> OfferDesk::record_of(const wire::EventOffer& offer) const {
  const auto text = content_of(state_.venue(), *only(offer, "event"));
  if (!text) return tl::make_unexpected(text.error());
  const auto policy = content_of(state_.venue(), *only(offer, "policy")).and_then(&wire::parse_policy);
  if (!policy) return tl::make_unexpected(policy.error());
  const auto event = wire::parse_event(*text);
  if (!event) return tl::make_unexpected(event.error());
  if (event->id != offer.event) {
    return base::fail(ErrorKind::InvalidInput, "The kiosk offers the documents of another event; restore a backup.");
  }
  return free_key(event->frame.key).map([&](const std::string& key) {
    return store::EventRecord{.id = offer.event,
                              .key = key,
                              .frame_document = only(offer, "event")->hash,
                              .policy_document = only(offer, "policy")->hash,
                              .created = state_.now()};
  });
}

Result<void> OfferDesk::take(rules::KioskId id, const wire::EventOffer& offer) {
  const auto needed = missing(id, offer);
  if (!needed) return tl::make_unexpected(needed.error());
  if (!*needed) return {};
  const auto record = record_of(offer);
  if (!record) return tl::make_unexpected(record.error());
  if (auto put = put_list(offer); !put) return put;
  const auto keys = put_keys(offer);
  if (!keys) return tl::make_unexpected(keys.error());
  auto documents = offer.documents;
  std::replace_if(
      documents.begin(), documents.end(), [](const auto& each) { return each.kind == "keys"; }, *keys);
  if (auto noted = state_.note_came_back(offer.event); !noted) return noted;
  if (auto noted = state_.note_list(offer.event, offer.guest_list); !noted) return noted;
  if (auto put = EventDesk(state_).put_taken(*record, documents); !put) return put;
  std::erase_if(coming_, [&](const auto& each) { return each.first.first == offer.event; });
  base::log_info("the event \"{}\" came back from a kiosk", record->key);
  auto kiosk = state_.venue().kiosk(id);
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  kiosk->brings_events.erase(offer.event);
  return state_.venue().put_kiosk(*kiosk);
}

}  // namespace einlass::venue
