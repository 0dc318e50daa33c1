// Rehearsals: copies of an event to try it out with, which leave nothing behind (docs/journal.md, Rehearsals).
#include "db/database_files.h"
#include "db/guest_book.h"
#include "server/venue/event_desk.h"
#include "server/venue/event_setup.h"

#include <system_error>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

// The same tickets and guests; only their event is another one.
base::Result<void> put_guests(std::vector<store::GuestRow> rows, store::EventStore& to) {
  for (auto& row : rows) row.ticket.event = to.event();
  auto transaction = to.begin();
  if (!transaction) return tl::make_unexpected(transaction.error());
  if (auto put = to.guests().put(rows); !put) return put;
  return transaction->commit();
}

base::Result<std::vector<store::GuestRow>> guests_of(const store::GuestBook& book) {
  std::vector<store::GuestRow> rows;
  const auto read = book.each([&](const store::GuestRow& row) { rows.push_back(row); });
  if (!read) return tl::make_unexpected(read.error());
  return rows;
}

}  // namespace

bool VenueState::is_dropped(rules::EventId event) const {
  const auto noted = venue_.setting(dropped_setting(event));
  return noted && noted->has_value();
}

// The note comes first: what a crash leaves of the rest goes at the next start.
base::Result<void> VenueState::drop_rehearsal(const store::EventRecord& rehearsal) {
  const auto id = rehearsal.id;
  if (auto noted = venue_.set_setting(dropped_setting(id), "yes"); !noted) return noted;
  events_.erase(id);
  if (auto removed = store::remove_database(event_file(id)); !removed) return removed;
  const auto kiosks = venue_.kiosks();
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  for (auto kiosk : *kiosks) {
    if (kiosk.event != id) continue;
    kiosk.event.reset();
    if (auto put = venue_.put_kiosk(kiosk); !put) return put;
  }
  for (const auto& setting :
       {documents_setting(id), written_setting(id), came_back_setting(id), adopted_setting(id), given_lists_setting(id),
        lacks_list_setting(id), closing_setting(id), open_policy_setting(id)}) {
    if (auto gone = venue_.remove_setting(setting); !gone) return gone;
  }
  adopted_keys_.erase(id);
  return venue_.remove_event(id);
}

base::Result<void> VenueState::finish_drops() {
  const auto records = venue_.events();
  if (!records) return tl::make_unexpected(records.error());
  for (const auto& record : *records) {
    const auto frame = frame_of(record);
    const bool is_lost = frame && frame->rehearses && !has_file(record.id);
    if (!is_lost && !is_dropped(record.id)) continue;
    if (auto dropped = drop_rehearsal(record); !dropped) return dropped;
  }
  std::error_code none;
  for (const auto& file : std::filesystem::directory_iterator(options_.state_directory / events_folder, none)) {
    const auto id = rules::EventId::parse(file.path().stem().string());
    if (!id || !is_dropped(*id)) continue;
    if (auto removed = store::remove_database(event_file(*id)); !removed) return removed;
  }
  return {};
}

base::Result<RehearsalSource> EventDesk::rehearsal_source(const std::string& key_or_id) {
  const auto found = state_.event(key_or_id);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  RehearsalSource source{.event = event.record.id,
                         .frame = event.frame,
                         .policy = event.policy,
                         .keys = event.keys,
                         .file = event.store.options()};
  if (event.frame.rehearses) return source;
  source.event = rules::EventId::random();
  source.frame.rehearses = event.record.id;
  return source;
}

base::Result<EventSummary> EventDesk::rehearse(const std::string& key_or_id, const std::string& new_key) {
  const auto found = state_.event(key_or_id);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  if (event.frame.rehearses) {
    return base::fail(ErrorKind::Refused, fmt::format("The event \"{}\" is a rehearsal itself; rehearse the event that "
                                                      "it was made from.",
                                                      event.record.key));
  }
  auto guests = guests_of(event.store.guests());
  if (!guests) return tl::make_unexpected(guests.error());
  return rehearsal_source(key_or_id).and_then(
      [&](const RehearsalSource& source) { return found_rehearsal(source, *std::move(guests), new_key); });
}

base::Result<EventSummary> EventDesk::found_rehearsal(const RehearsalSource& source,
                                                      std::vector<store::GuestRow> guests, const std::string& new_key) {
  if (auto key = check_new_key(new_key); !key) return tl::make_unexpected(key.error());
  store::EventRecord record{.id = source.event, .key = new_key, .created = state_.now()};
  auto frame = source.frame;
  frame.key = new_key;
  // Until it is whole, the next start would drop it: no file with names stays that nobody knows of.
  if (auto noted = state_.venue().set_setting(dropped_setting(record.id), "yes"); !noted) {
    return tl::make_unexpected(noted.error());
  }
  if (auto adopted = state_.adopt_keys(record.id, source.keys); !adopted) return tl::make_unexpected(adopted.error());
  if (auto put = put_documents(record, frame, source.policy); !put) return tl::make_unexpected(put.error());
  if (auto put = copy_further_documents(*frame.rehearses, record); !put) return tl::make_unexpected(put.error());
  auto store = state_.open_store(record.id);
  if (!store) return tl::make_unexpected(store.error());
  if (auto copied = put_guests(std::move(guests), *store); !copied) return tl::make_unexpected(copied.error());
  if (auto put = state_.venue().put_event(record); !put) return tl::make_unexpected(put.error());
  const auto whole = state_.venue().remove_setting(dropped_setting(record.id));
  if (!whole) return tl::make_unexpected(whole.error());
  return find(new_key);
}

base::Result<void> EventDesk::drop(const std::string& key_or_id) {
  const auto record = state_.venue().event(key_or_id);
  if (!record) return failed(record);
  const auto frame = state_.frame_of(*record);
  if (!frame) return failed(frame);
  if (frame->rehearses) return state_.drop_rehearsal(*record);
  return base::fail(ErrorKind::Refused,
                    fmt::format("The event \"{}\" is no rehearsal, so what it has recorded is kept; "
                                "only a rehearsal can be dropped.",
                                record->key));
}

// The same drawings and pictures, and its own keys: what is sealed for this server is sealed for this event.
base::Result<void> EventDesk::copy_further_documents(rules::EventId from, const store::EventRecord& to) {
  const auto further = further_documents(from);
  if (!further) return tl::make_unexpected(further.error());
  const auto keys = state_.venue().put_document("keys", to.key, wire::event_keys_document(state_.event_keys(to.id)));
  if (!keys) return tl::make_unexpected(keys.error());
  std::string hashes = base::hex(*keys) + "\n";
  for (const auto& hash : *further) {
    const auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    if (*document && (*document)->kind != "keys") hashes += base::hex(hash) + "\n";
  }
  return state_.venue().set_setting(documents_setting(to.id), hashes);
}

base::Result<std::vector<rules::EventId>> EventDesk::rehearsals_of(rules::EventId event) {
  const auto records = state_.venue().events();
  if (!records) return tl::make_unexpected(records.error());
  std::vector<rules::EventId> found;
  for (const auto& record : *records) {
    const auto open = state_.event(record.id);
    if (open && (*open)->frame.rehearses == event) found.push_back(record.id);
  }
  return found;
}

}  // namespace einlass::venue
