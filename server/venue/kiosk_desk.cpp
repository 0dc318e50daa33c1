#include "server/venue/kiosk_desk.h"

#include "core/base/locale_text.h"
#include "core/base/log.h"
#include "core/wire/pairing_code.h"
#include "core/wire/proof.h"
#include "core/wire/staff_roster.h"
#include "db/attendance_journal.h"
#include "db/held_entries.h"
#include "db/lease_book.h"
#include "server/venue/ceded.h"
#include "server/venue/event_desk.h"
#include "server/venue/message_desk.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using store::KioskRecord;

constexpr std::size_t kLongestName = 60;

base::Result<void> check_door(const std::string& door) {
  if (is_plain_line(door, kLongestName)) return {};
  return base::fail(ErrorKind::InvalidInput, "A door's name has at most 60 letters on one line; choose another.");
}

base::Result<void> check_kiosk_name(const std::string& name) {
  if (is_plain_name(name, kLongestName)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    "A kiosk needs a name of at most 60 letters on one line, such as \"Nord 1\".");
}

base::Result<bool> name_is_taken(const store::VenueStore& venue, const std::string& name) {
  return venue.kiosks().map([&](const std::vector<KioskRecord>& kiosks) {
    return std::any_of(kiosks.begin(), kiosks.end(), [&](const auto& k) { return k.name == name && !k.revoked; });
  });
}

base::Result<void> require_free_name(const store::VenueStore& venue, const std::string& name) {
  if (auto fits = check_kiosk_name(name); !fits) return fits;
  const auto taken = name_is_taken(venue, name);
  if (!taken) return base::failed(taken);
  if (!*taken) return {};
  return base::fail(ErrorKind::AlreadyExists,
                    fmt::format("There is a kiosk \"{}\" already; choose another name or revoke it.", name));
}

// "Nord 1", and where that is taken "Nord 1 (2)".
base::Result<std::string> free_name(const store::VenueStore& venue, const std::string& wished) {
  for (int number = 1;; ++number) {
    const auto name = number == 1 ? wished : fmt::format("{} ({})", wished, number);
    const auto taken = name_is_taken(venue, name);
    if (!taken) return tl::make_unexpected(taken.error());
    if (!*taken) return name;
  }
}

wire::PairRefused refused(wire::PairRefusal reason) {
  switch (reason) {
    case wire::PairRefusal::Code:
      return {reason, "This pairing code is not valid any more; make a new one with einlass kiosk pair."};
    case wire::PairRefusal::TooMany:
      return {reason, "Too many pairing codes were tried; wait a minute."};
    case wire::PairRefusal::Version:
      return {reason, "Kiosk and server are of different versions; install the same one on both."};
    case wire::PairRefusal::Event:
      return {reason,
              "This code is not for a kiosk that brings an event along; make one with einlass kiosk pair "
              "--takes-event."};
  }
  return {};
}

wire::PairingCertificate certificate_of(const VenueState& state, const KioskRecord& kiosk) {
  wire::PairingCertificate certificate{.key = kiosk.key, .name = kiosk.name, .door = kiosk.door, .event = kiosk.event};
  certificate.signature = base::sign(state.pairing_pair().secret, wire::certificate_text(kiosk.id, certificate));
  return certificate;
}

}  // namespace

base::Result<PairingGrant> KioskDesk::offer(const PairingWish& wish) {
  if (auto fits = check_door(wish.door); !fits) return tl::make_unexpected(fits.error());
  if (auto is_free = require_free_name(state_.venue(), wish.kiosk_name); !is_free) return base::failed(is_free);
  store::PairingOffer offer{.kiosk_name = wish.kiosk_name,
                            .door = wish.door,
                            .expires = state_.now() + wish.lasts,
                            .takes_event = wish.takes_event};
  if (!wish.event.empty()) {
    const auto event = state_.event(wish.event);
    if (!event) return tl::make_unexpected(event.error());
    offer.event = (*event)->record.id;
  }
  const auto secret = wire::new_pairing_secret();
  offer.code_hash = wire::pairing_secret_hash(secret);
  if (auto put = state_.venue().put_offer(offer); !put) return tl::make_unexpected(put.error());
  return PairingGrant{.secret = secret, .expires = offer.expires};
}

bool KioskDesk::too_many_attempts(const std::string& address) {
  const auto minute_ago = state_.now() - std::chrono::minutes(1);
  std::erase_if(refused_attempts_, [&](const auto& attempt) { return attempt.at < minute_ago; });
  const auto from_there = std::count_if(refused_attempts_.begin(), refused_attempts_.end(),
                                        [&](const auto& attempt) { return attempt.address == address; });
  return refused_attempts_.size() >= all_pair_attempts || static_cast<std::size_t>(from_there) >= pair_attempts;
}

base::Result<std::variant<wire::PairAccepted, wire::PairRefused>> KioskDesk::pair(const wire::PairRequest& request,
                                                                                  const std::string& address) {
  if (too_many_attempts(address)) return refused(wire::PairRefusal::TooMany);
  const auto before = paired_before(request);
  if (!before) return tl::make_unexpected(before.error());
  if (*before) return accepted(**before);
  const auto code = wire::pairing_secret_hash(request.secret);
  base::Instant expires;
  const auto kiosk = state_.venue().redeem_offer(code, state_.now(), [&](const store::PairingOffer& offer) {
    expires = offer.expires;
    return kiosk_of(offer, request);
  });
  if (!kiosk) {
    if (kiosk.error().kind == ErrorKind::Refused) return refused(wire::PairRefusal::Event);
    if (kiosk.error().kind != ErrorKind::NotFound) return tl::make_unexpected(kiosk.error());
    refused_attempts_.push_back({state_.now(), address});
    return refused(wire::PairRefusal::Code);
  }
  redeemed_[code] = {.kiosk = kiosk->id, .until = expires};
  return accepted(*kiosk);
}

wire::PairAccepted KioskDesk::accepted(const KioskRecord& kiosk) const {
  return {.kiosk = kiosk.id, .name = kiosk.name, .door = kiosk.door, .venue_time = state_.now()};
}

// The kiosk did not hear the answer, or had no room for it.
base::Result<std::optional<KioskRecord>> KioskDesk::paired_before(const wire::PairRequest& request) {
  std::erase_if(redeemed_, [&](const auto& each) { return each.second.until <= state_.now(); });
  const auto redeemed = redeemed_.find(wire::pairing_secret_hash(request.secret));
  if (redeemed == redeemed_.end()) return std::optional<KioskRecord>();
  return find(redeemed->second.kiosk).map([&](std::optional<KioskRecord> kiosk) {
    const bool same = kiosk && kiosk->key == request.key && !kiosk->revoked;
    return same ? std::move(kiosk) : std::nullopt;
  });
}

// The events that a kiosk brings along need not be here yet: it is about to offer them.
base::Result<KioskRecord> KioskDesk::kiosk_of(const store::PairingOffer& offer, const wire::PairRequest& request) {
  if (request.event && !offer.takes_event && request.event != offer.event) {
    return base::fail(ErrorKind::Refused, "This code is not for a kiosk that brings an event along.");
  }
  const bool wishes = is_plain_name(request.name, kLongestName);
  auto name = free_name(state_.venue(), wishes ? request.name : offer.kiosk_name);
  if (!name) return tl::make_unexpected(name.error());
  std::set<rules::EventId> brought;
  if (request.event && offer.takes_event) {
    brought.insert(request.further_events.begin(), request.further_events.end());
    brought.insert(*request.event);
  }
  return KioskRecord{.id = rules::KioskId::random(),
                     .name = std::move(*name),
                     .door = offer.door,
                     .key = request.key,
                     .event = request.event ? request.event : offer.event,
                     .paired = state_.now(),
                     .brings_events = std::move(brought)};
}

base::Result<std::vector<KioskRecord>> KioskDesk::list() {
  auto kiosks = state_.venue().kiosks();
  if (!kiosks) return kiosks;
  for (auto& kiosk : *kiosks) {
    const auto seen = state_.kiosks_seen().find(kiosk.id);
    if (seen != state_.kiosks_seen().end()) kiosk.last_seen = seen->second;
  }
  const base::Collation names("root");
  std::stable_sort(kiosks->begin(), kiosks->end(),
                   [&](const auto& a, const auto& b) { return names.before(a.name, b.name); });
  return kiosks;
}

base::Result<KioskRecord> KioskDesk::find(const std::string& name_or_id) {
  return state_.venue().kiosk(name_or_id);
}

base::Result<std::optional<KioskRecord>> KioskDesk::find(rules::KioskId id) {
  auto kiosk = state_.venue().kiosk(id.text());
  if (kiosk) return std::optional(std::move(*kiosk));
  if (kiosk.error().kind == ErrorKind::NotFound) return std::optional<KioskRecord>();
  return tl::make_unexpected(kiosk.error());
}

base::Result<KioskRecord> KioskDesk::assign(const std::string& name_or_id, const std::string& event_key,
                                            const std::optional<std::string>& door,
                                            const std::optional<std::string>& name) {
  auto kiosk = find(name_or_id);
  if (!kiosk) return kiosk;
  if (kiosk->revoked) {
    return base::fail(ErrorKind::Refused,
                      fmt::format("The kiosk \"{}\" is revoked; pair it again with einlass kiosk pair.", kiosk->name));
  }
  const auto event = state_.event(event_key);
  if (!event) return tl::make_unexpected(event.error());
  if (!is_to_come((*event)->record, (*event)->frame)) {
    return base::fail(ErrorKind::NotFound,
                      fmt::format("The event \"{}\" is over and kiosks keep it no longer; choose another one, see "
                                  "\"einlass event list\".",
                                  (*event)->record.key));
  }
  if (kiosk->event != (*event)->record.id) {
    if (auto noted = note_may_serve(state_, *kiosk); !noted) return tl::make_unexpected(noted.error());
  }
  kiosk->event = (*event)->record.id;
  if (door) {
    if (auto fits = check_door(*door); !fits) return tl::make_unexpected(fits.error());
    kiosk->door = *door;
  }
  if (name && *name != kiosk->name) {
    if (auto is_free = require_free_name(state_.venue(), *name); !is_free) return base::failed(is_free);
    kiosk->name = *name;
  }
  return state_.venue().put_kiosk(*kiosk).map([&] { return *kiosk; });
}

base::Result<KioskRecord> KioskDesk::revoke(const std::string& name_or_id) {
  auto kiosk = find(name_or_id);
  if (!kiosk) return kiosk;
  kiosk->revoked = true;
  return state_.venue().put_kiosk(*kiosk).map([&] { return *kiosk; });
}

// Of a kiosk that this server never knew it has the id only, and no key: enough to know it by.
base::Result<bool> KioskDesk::revoke_lost() {
  bool found_one = false;
  for (auto* event : state_.open_events()) {
    const auto lost = event->store.leases().lost_kiosks();
    if (!lost) return tl::make_unexpected(lost.error());
    for (const auto& each : *lost) {
      const auto known = find(each.kiosk);
      if (!known) return tl::make_unexpected(known.error());
      if (*known && (*known)->revoked) continue;
      auto kiosk = known->value_or(
          KioskRecord{.id = each.kiosk, .name = each.name, .journal = each.journal, .paired = state_.now()});
      kiosk.revoked = true;
      if (auto put = state_.venue().put_kiosk(kiosk); !put) return tl::make_unexpected(put.error());
      base::log_warning("kiosk {} had been revoked and is so again: the journal of event \"{}\" says it",
                        each.kiosk.text(), event->record.key);
      found_one = true;
    }
  }
  return found_one;
}

bool KioskDesk::is_genuine(rules::KioskId id, const wire::PairingCertificate& certificate) const {
  return base::verify(state_.pairing_pair().open, wire::certificate_text(id, certificate), certificate.signature);
}

// Its event need not be here yet: it is about to offer it.
base::Result<void> KioskDesk::register_again(rules::KioskId id, const wire::PairingCertificate& certificate) {
  const auto name = free_name(state_.venue(), certificate.name);
  if (!name) return tl::make_unexpected(name.error());
  return state_.venue().put_kiosk({.id = id,
                                   .name = *name,
                                   .door = certificate.door,
                                   .key = certificate.key,
                                   .event = certificate.event,
                                   .paired = state_.now()});
}

base::Result<wire::Assignment> KioskDesk::assignment(rules::KioskId id) {
  const auto kiosk = state_.venue().kiosk(id.text());
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  wire::Assignment assignment{.event = kiosk->event,
                              .kiosk_name = kiosk->name,
                              .door = kiosk->door,
                              .documents = {},
                              .font_set = state_.options().font_set,
                              .certificate = certificate_of(state_, *kiosk)};
  if (!kiosk->event) return assignment;
  auto documents = EventDesk(state_).documents(*kiosk->event);
  if (!documents) return tl::make_unexpected(documents.error());
  assignment.documents = std::move(*documents);
  const auto staff = state_.roster().document(*kiosk->event);
  if (!staff) return tl::make_unexpected(staff.error());
  if (!staff->empty()) {
    assignment.documents.push_back(
        {.hash = base::sha256(*staff), .kind = wire::roster_kind, .name = wire::roster_kind, .size = staff->size()});
  }
  const auto notice = MessageDesk(state_).document_for(*kiosk->event);
  if (!notice) return tl::make_unexpected(notice.error());
  if (*notice) assignment.documents.push_back(**notice);
  const auto event = state_.event(*kiosk->event);
  if (!event) return tl::make_unexpected(event.error());
  const auto version = (*event)->current_list_version();
  if (!version) return tl::make_unexpected(version.error());
  assignment.guest_list = *version;
  return assignment;
}

base::Result<HelloAnswer> KioskDesk::hello(rules::KioskId id, const wire::Hello& theirs) {
  auto kiosk = state_.venue().kiosk(id.text());
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  const bool other_journal = std::exchange(kiosk->journal, theirs.journal) != theirs.journal;
  kiosk->last_seen = state_.now();
  seen(id);
  if (other_journal) {  // first: were the record ahead of the list when the power goes, the list would never have it
    if (auto noted = state_.note_journal(*kiosk); !noted) return tl::make_unexpected(noted.error());
  }
  if (auto put = state_.venue().put_kiosk(*kiosk); !put) return tl::make_unexpected(put.error());
  std::set<rules::EventId> named;
  for (const auto& held : theirs.held) named.insert(held.event);
  for (const auto& list : theirs.guest_lists) named.insert(list.event);
  if (kiosk->event) named.insert(*kiosk->event);
  const auto before = state_.journal();
  if (auto replaced = replace_journal_if_behind(named, theirs); !replaced) {
    return tl::make_unexpected(replaced.error());
  }
  if (auto seen = see_lists(theirs, kiosk->name); !seen) return tl::make_unexpected(seen.error());
  auto answer = answer_hello(named, theirs);
  answer.another_journal = state_.journal() != before;
  return answer;
}

// A state directory or a machine's image that was copied back takes venue.db along: only who saw what was written since
// can tell.
base::Result<void> KioskDesk::replace_journal_if_behind(const std::set<rules::EventId>& named,
                                                        const wire::Hello& theirs) {
  for (const auto id : named) {
    const auto event = state_.event(id);
    if (!event) continue;
    const auto behind = store::is_behind_itself((*event)->store, theirs.held);
    if (behind && *behind) return state_.go_on_in_new_journal((*event)->record.key);
  }
  return {};
}

base::Result<void> KioskDesk::see_lists(const wire::Hello& theirs, const std::string& kiosk) {
  for (const auto& [id, version] : theirs.guest_lists) {
    const auto event = state_.event(id);
    if (!event || (*event)->current_list_version() == version) continue;
    if (auto seen = state_.see_list(id, version, kiosk); !seen) return seen;
  }
  return {};
}

HelloAnswer KioskDesk::answer_hello(const std::set<rules::EventId>& named, const wire::Hello& theirs) {
  HelloAnswer answer{.hello = {.journal = state_.journal()}};
  for (const auto id : named) {
    if (state_.is_dropped(id)) {
      answer.hello.dropped.push_back(id);
      continue;
    }
    const auto added = add_event(id, theirs, answer);
    if (added) {
      left_out_.erase(id);
    } else if (added.error().kind != ErrorKind::NotFound && left_out_.insert(id).second) {
      base::log_error("an event is kept from its kiosks: {}", added.error().message);
    }
  }
  return answer;
}

base::Result<void> KioskDesk::add_event(rules::EventId id, const wire::Hello& theirs, HelloAnswer& answer) {
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  auto held = store::held_entries((*event)->store);
  if (!held) return tl::make_unexpected(held.error());
  const auto forked = store::forked_journals((*event)->store, theirs.held);
  if (!forked) return tl::make_unexpected(forked.error());
  const auto version = (*event)->current_list_version();
  if (!version) return tl::make_unexpected(version.error());
  for (auto& each : *held) {
    const auto agreed = store::held_where_they_end((*event)->store, each, theirs.held);
    if (!agreed) return tl::make_unexpected(agreed.error());
    answer.hello.held.push_back(*agreed);
  }
  for (const auto& journal : *forked) answer.forked.insert({id, journal});
  answer.hello.guest_lists.push_back({.event = id, .version = *version});
  return {};
}

}  // namespace einlass::venue
