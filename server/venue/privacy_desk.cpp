#include "server/venue/privacy_desk.h"

#include "core/rules/erasures.h"
#include "db/erasures.h"
#include "server/venue/message_desk.h"
#include "server/venue/persons_kept.h"
#include "server/venue/retention_settings.h"

#include <utility>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

Result<void> check_may_be_purged(const EventRetention& event, const OpenEvent& open) {
  if (open.frame.rehearses) {
    return base::fail(ErrorKind::Refused, "This is a rehearsal; drop it, and nothing of it is left.");
  }
  if (!event.is_closed) {
    return base::fail(ErrorKind::Refused,
                      "The event is not closed. Close it first: its figures are kept then, and its persons can go.");
  }
  if (event.figures_kept) return {};
  return base::fail(ErrorKind::Refused,
                    "What was kept when the event was closed is not there any more; reopen it, and close it again.");
}

}  // namespace

Result<void> require_persons(OpenEvent& event) {
  const auto erased = store::erasure_of(event.store, rules::everybody);
  if (!erased) return base::failed(erased);
  if (!*erased) return {};
  return base::fail(ErrorKind::Refused,
                    "The persons of this event were erased and only its figures are kept; it stays as it is.");
}

Result<void> PrivacyDesk::append_erasure(rules::EventId event, rules::GuestId erased, std::uint32_t by) {
  rules::EntryDraft draft;
  draft.place.name = by == 0 ? "server" : "organiser page";
  draft.operator_number = by;
  draft.fact = rules::GuestErased{erased};
  if (auto begun = parts_.door.begin(); !begun) return begun;
  if (auto row = parts_.door.append(event, draft); !row) {
    parts_.door.drop();
    return base::failed(row);
  }
  return parts_.door.commit();
}

Result<void> PrivacyDesk::erase_once(rules::EventId id, rules::GuestId erased, std::uint32_t by) {
  const auto event = parts_.state.event(id);
  if (!event) return base::failed(event);
  const auto before = store::erasure_of((*event)->store, erased);
  if (!before) return base::failed(before);
  if (!*before) {
    if (auto appended = append_erasure(id, erased, by); !appended) return appended;
  }
  return store::leave_no_trace((*event)->store);
}

Result<void> PrivacyDesk::erase_with_rehearsals(rules::EventId event, rules::GuestId erased, std::uint32_t by) {
  if (auto done = erase_once(event, erased, by); !done) return done;
  const auto rehearsals = parts_.events.rehearsals_of(event);
  if (!rehearsals) return base::failed(rehearsals);
  for (const auto& rehearsal : *rehearsals) {
    if (auto done = erase_once(rehearsal, erased, by); !done) return done;
  }
  return {};
}

// They hear of the erasure as of any event that they keep, and have nothing more to do with this one.
Result<void> PrivacyDesk::forget_kiosks(rules::EventId event) {
  const auto kiosks = parts_.state.venue().kiosks();
  if (!kiosks) return base::failed(kiosks);
  for (auto kiosk : *kiosks) {
    if (kiosk.event != event) continue;
    kiosk.event.reset();
    if (auto put = parts_.state.venue().put_kiosk(kiosk); !put) return put;
  }
  return {};
}

// What venue.db holds that follows persons of the event: who wanted to hear of whom, hashes of rows of its guest list,
// and what somebody wrote for its kiosks to show. The one place for more of it.
Result<void> PrivacyDesk::forget_beside_the_file(OpenEvent& event) {
  const auto id = event.record.id;
  if (auto gone = store::forget_arrivals(parts_.state.options().state_directory / venue_file, id); !gone) return gone;
  auto history = parts_.state.pack_history(id);
  if (!history) return base::failed(history);
  if (const auto list = std::exchange(history->shared_list, std::nullopt)) {
    if (auto gone = parts_.state.venue().remove_document(*list); !gone) return gone;
    if (auto put = parts_.state.put_pack_history(id, *history); !put) return put;
  }
  const auto withdrawn = MessageDesk(parts_.state).withdraw(event.record.key);
  if (!withdrawn && withdrawn.error().kind != ErrorKind::NotFound) return withdrawn;
  if (auto gone = parts_.crm.forget(id); !gone) return gone;
  if (auto left = parts_.crm.leave_no_trace(); !left) return left;
  event.list_steps.clear();
  parts_.state.forget_counts(id);
  return forget_kiosks(id);
}

Result<Purge> PrivacyDesk::begin_purge(const std::string& key, std::uint32_t by) {
  const auto event = parts_.state.event(key);
  if (!event) return base::failed(event);
  const auto known = retention_of(**event);
  if (!known) return base::failed(known);
  if (auto may = check_may_be_purged(*known, **event); !may) return base::failed(may);
  const auto id = known->event;
  if (auto gone = parts_.state.venue().remove_setting(purged_setting(id)); !gone) return base::failed(gone);
  if (auto erased = erase_with_rehearsals(id, rules::everybody, by); !erased) return base::failed(erased);
  if (auto forgotten = forget_beside_the_file(**event); !forgotten) return base::failed(forgotten);
  auto backups = parts_.backups.begin_erasure(id);
  if (!backups) return base::failed(backups);
  return Purge{.event = id,
               .key = known->key,
               .was_done = known->persons.done.has_value(),
               .backups = *std::move(backups),
               .packed = known->packed};
}

Result<void> PrivacyDesk::note_purged(rules::EventId event) {
  return parts_.state.venue().set_setting(purged_setting(event), std::to_string(parts_.state.now().unix_ms()));
}

}  // namespace einlass::venue
