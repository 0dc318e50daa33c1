// The keys of a venue: what follows from its seed, and what came with an event that a lost server had made.
#include "core/wire/event_keys.h"
#include "server/venue/venue_state.h"

#include <string>

namespace einlass::venue {
namespace {

constexpr std::uint32_t kTicketKeyId = 1;  // the first key of an event; each replacement counts up

}  // namespace

base::SecretKey VenueState::event_key(rules::EventId event, const std::string& purpose) const {
  return base::derive_key(seed_, purpose + "/" + event.text());
}

base::SecretKey VenueState::ticket_signing_seed(rules::EventId event) const {
  const auto taken = taken_secrets_.find(event);
  return taken == taken_secrets_.end() ? event_key(event, "ticket-signing") : taken->second.ticket_signing;
}

base::SecretKey VenueState::private_parts_seed(rules::EventId event) const {
  const auto taken = taken_secrets_.find(event);
  return taken == taken_secrets_.end() ? event_key(event, "private-parts") : taken->second.private_parts;
}

base::SigningPair VenueState::ticket_signing_pair(rules::EventId event) const {
  return base::signing_pair_from(ticket_signing_seed(event));
}

base::SecretKey VenueState::people_key() const {
  return base::derive_key(seed_, "people");
}

// These two are asked for by every hello and every batch of entries, and each costs more than to look up the kiosk.
const base::SigningPair& VenueState::pairing_pair() const {
  if (!pairing_pair_) pairing_pair_ = base::signing_pair_from(base::derive_key(seed_, "pairing-certificate"));
  return *pairing_pair_;
}

const base::SealingPair& VenueState::part_sealing_pair(rules::EventId event) const {
  const auto known = part_sealing_pairs_.find(event);
  if (known != part_sealing_pairs_.end()) return known->second;
  return part_sealing_pairs_.emplace(event, base::sealing_pair_from(private_parts_seed(event))).first->second;
}

wire::EventKeys VenueState::event_keys(rules::EventId event) const {
  if (const auto taken = taken_secrets_.find(event); taken != taken_secrets_.end()) return taken->second.keys;
  const auto own = ticket_signing_pair(event).open;
  const auto adopted = adopted_keys_.find(event);
  if (adopted == adopted_keys_.end()) {
    return {.code_key = event_key(event, "code-hash"),
            .ids_key = event_key(event, "ids"),
            .ticket_keys = {{kTicketKeyId, own}},
            .part_key = part_sealing_pair(event).open};
  }
  auto keys = adopted->second;
  keys.part_key = part_sealing_pair(event).open;
  const auto newest = keys.ticket_keys.empty() ? 0 : keys.ticket_keys.rbegin()->first;
  keys.ticket_keys[newest + kTicketKeyId] = own;
  return keys;
}

base::Result<void> VenueState::adopt_keys(rules::EventId event, const wire::EventKeys& keys) {
  return venue_.set_setting(adopted_setting(event), wire::event_keys_document(keys)).map([&] {
    adopted_keys_[event] = keys;
  });
}

wire::EventSecrets VenueState::event_secrets(rules::EventId event) const {
  return {.keys = event_keys(event),
          .ticket_signing = ticket_signing_seed(event),
          .private_parts = private_parts_seed(event)};
}

base::Result<void> VenueState::take_secrets(rules::EventId event, const wire::EventSecrets& secrets) {
  return venue_.set_setting(taken_secrets_setting(event), wire::event_secrets_document(secrets)).map([&] {
    taken_secrets_[event] = secrets;
    part_sealing_pairs_.erase(event);
  });
}

base::Result<void> VenueState::load_taken_secrets() {
  const auto events = venue_.events();
  if (!events) return tl::make_unexpected(events.error());
  for (const auto& event : *events) {
    const auto document = venue_.setting(taken_secrets_setting(event.id));
    if (!document) return tl::make_unexpected(document.error());
    if (!*document) continue;
    const auto secrets = wire::read_event_secrets(**document);
    if (!secrets) {
      return base::fail(base::ErrorKind::Storage, "The venue's database is damaged; restore the last backup.");
    }
    taken_secrets_[event.id] = *secrets;
  }
  return {};
}

base::Result<void> VenueState::load_adopted_keys() {
  const auto events = venue_.events();
  if (!events) return tl::make_unexpected(events.error());
  for (const auto& event : *events) {
    const auto document = venue_.setting(adopted_setting(event.id));
    if (!document) return tl::make_unexpected(document.error());
    if (!*document) continue;
    const auto keys = wire::read_event_keys(**document);
    if (!keys) return base::fail(base::ErrorKind::Storage, "The venue's database is damaged; restore the last backup.");
    adopted_keys_[event.id] = *keys;
  }
  return {};
}

}  // namespace einlass::venue
