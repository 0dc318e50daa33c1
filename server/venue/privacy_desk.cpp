#include "server/venue/privacy_desk.h"

#include "core/rules/erasures.h"
#include "db/erasures.h"
#include "server/venue/persons_kept.h"
#include "server/venue/retention_settings.h"
#include "server/venue/venue_traces.h"

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
  return *before ? Result<void>() : append_erasure(id, erased, by);
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

Result<void> PrivacyDesk::forget_beside_the_file(OpenEvent& event) {
  const auto id = event.record.id;
  auto& venue = parts_.state.venue();
  const auto file = parts_.state.options().state_directory / venue_file;
  if (auto gone = forget_beside_event(file, venue, id); !gone) return gone;
  if (auto gone = parts_.crm.forget(id, event.record.key); !gone) return gone;
  event.list_steps.clear();
  parts_.state.forget_counts(id);
  return forget_kiosks(id);
}

Result<bool> PrivacyDesk::leave_no_trace(rules::EventId event) {
  const auto venue = store::leave_no_trace(parts_.state.options().state_directory / venue_file);
  if (!venue) return venue;
  return parts_.erasures.leave_no_trace(event).map([&](bool done) { return done && *venue; });
}

Result<Purge> PrivacyDesk::begin_purge(const std::string& key, std::uint32_t by) {
  const auto event = parts_.state.event(key);
  if (!event) return base::failed(event);
  const auto known = retention_of(**event);
  if (!known) return base::failed(known);
  if (auto may = check_may_be_purged(*known, **event); !may) return base::failed(may);
  const auto id = known->event;
  if (auto gone = parts_.state.venue().remove_setting(purged_setting(id)); !gone) return base::failed(gone);
  if (auto noted = parts_.erasures.note_persons(id); !noted) return base::failed(noted);
  if (auto erased = erase_with_rehearsals(id, rules::everybody, by); !erased) return base::failed(erased);
  if (auto forgotten = forget_beside_the_file(**event); !forgotten) return base::failed(forgotten);
  const auto is_clean = leave_no_trace(id);
  if (!is_clean) return base::failed(is_clean);
  const auto persons = parts_.erasures.persons_noted(id);
  if (!persons) return base::failed(persons);
  auto backups = parts_.backups.begin_erasure(id, *persons);
  if (!backups) return base::failed(backups);
  return Purge{.event = id,
               .key = known->key,
               .was_done = known->persons.done.has_value(),
               .is_clean = *is_clean,
               .backups = *std::move(backups),
               .packed = known->packed};
}

Result<void> PrivacyDesk::note_purged(const Purge& purge) {
  if (!purge.is_clean) return {};
  if (auto forgotten = parts_.erasures.forget_note(purge.event); !forgotten) return forgotten;
  return parts_.state.venue().set_setting(purged_setting(purge.event), std::to_string(parts_.state.now().unix_ms()));
}

}  // namespace einlass::venue
