#include "server/venue/pack_desk.h"

#include "core/base/log.h"
#include "db/database_files.h"
#include "db/held_entries.h"
#include "db/lease_book.h"
#include "server/venue/closing_documents.h"
#include "server/venue/kept_policies.h"
#include "server/venue/outlets.h"
#include "server/venue/packed_outbox.h"
#include "server/venue/plain_text.h"
#include "server/venue/restored_places.h"

#include <algorithm>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
namespace fs = std::filesystem;

constexpr const char* folder_prefix = "packing-";
constexpr std::size_t longest_server_name = 60;
constexpr std::size_t notes_kept = 50;
constexpr std::size_t most_earlier_policies = 100;

Result<void> check_label(const std::string& label) {
  if (label.empty() || is_plain_line(label, longest_server_name)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("What the packed event is for must be one line of at most {} letters; shorten it.",
                                longest_server_name));
}

Result<void> check_is_no_rehearsal(const OpenEvent& event) {
  if (!event.frame.rehearses) return {};
  return base::fail(ErrorKind::Refused, "A rehearsal stays where it is; pack its event, and rehearse that there.");
}

// Fonts come with each installation; keys are packed as secrets.
bool is_packed(const wire::DocumentRef& document) {
  return document.kind != "font" && document.kind != "keys";
}

Result<std::optional<wire::ClosingDocuments>> closing_to_pack(const store::VenueStore& venue,
                                                              const store::EventRecord& event) {
  auto kept = closing_documents(venue, event);
  if (!kept || kept->has_value() || !event.closed) return kept;
  return base::fail(ErrorKind::Storage,
                    "What was kept when the event was closed is not there any more; reopen it, and close it again.");
}

// Policies with questions that no later one has: with the words of the consents that were given. The newest ones.
Result<std::vector<base::Hash>> earlier_questions(const store::VenueStore& venue, const wire::EventPack& pack) {
  const auto kept = kept_policies(venue, pack.key);
  if (!kept) return failed(kept);
  std::vector<base::Hash> hashes;
  std::vector<rules::Question> questions;
  for (auto each = kept->rbegin(); each != kept->rend() && hashes.size() < most_earlier_policies; ++each) {
    const auto& asked = each->policy.questions;
    const bool is_known = std::all_of(asked.begin(), asked.end(), [&](const auto& question) {
      return std::find(questions.begin(), questions.end(), question) != questions.end();
    });
    if (is_known) continue;
    questions.insert(questions.end(), asked.begin(), asked.end());
    hashes.push_back(each->hash);
  }
  std::reverse(hashes.begin(), hashes.end());  // what is put there last counts as the newest
  return hashes;
}

Result<int> seats_held_in(OpenEvent& event) {
  const auto leases = event.store.leases().open_leases();
  if (!leases) return failed(leases);
  int seats = 0;
  for (const auto& lease : *leases) seats += lease.unused(event.policy);
  return seats;
}

Result<std::string> shared_list_of(const store::VenueStore& venue, const wire::PackHistory& history) {
  if (!history.shared_list) return std::string();
  return venue.document(*history.shared_list).map([](const auto& document) {
    return document ? document->content : std::string();
  });
}

template <typename Notes>
void keep_newest(Notes& notes) {
  if (notes.size() > notes_kept) notes.erase(notes.begin());
}

}  // namespace

Result<wire::PackHistory> VenueState::pack_history(rules::EventId event) const {
  const auto text = venue_.setting(pack_history_setting(event));
  if (!text) return failed(text);
  if (!*text) return wire::PackHistory();
  return wire::read_pack_history(**text);
}

Result<void> VenueState::put_pack_history(rules::EventId event, const wire::PackHistory& history) {
  return venue_.set_setting(pack_history_setting(event), wire::pack_history_document(history));
}

fs::path PackDesk::folder_for_one() const {
  return state_.options().state_directory / (folder_prefix + rules::EventId::random().text());
}

Result<PackJob> PackDesk::begin(const PackOrder& order) {
  if (auto fits = check_label(order.label); !fits) return failed(fits);
  const auto found = state_.event(order.event);
  if (!found) return failed(found);
  auto& event = **found;
  if (auto real = check_is_no_rehearsal(event); !real) return failed(real);
  const auto id = event.record.id;
  const auto objections = objections_ ? objections_(id) : Result<store::Objections>();
  if (!objections) return failed(objections);
  if (auto noted = note_objections(state_, event, *objections); !noted) return failed(noted);
  auto closing = closing_to_pack(state_.venue(), event.record);
  if (!closing) return failed(closing);
  wire::EventPack pack{.event = id,
                       .key = event.record.key,
                       .closing = *std::move(closing),
                       .made = state_.now(),
                       .server = state_.pairing_pair().open,
                       .label = order.label,
                       .frame_document = event.record.frame_document,
                       .policy_document = event.record.policy_document,
                       .secrets = state_.event_secrets(id)};
  const auto salt = state_.roster().salt();
  if (!salt) return failed(salt);
  pack.pin_salt.assign(salt->begin(), salt->end());
  auto people = people_of(state_, id);
  if (!people) return failed(people);
  pack.people = *std::move(people);
  const auto history = state_.pack_history(id);
  if (!history) return failed(history);
  auto shared = shared_list_of(state_.venue(), *history);
  if (!shared) return failed(shared);
  auto documents = documents_for(pack);
  if (!documents) return failed(documents);
  auto file = store::FileSnapshot::open(event.store.options().file, state_.options().vfs);
  if (!file) return failed(file);
  const auto seats = seats_held_in(event);
  if (!seats) return failed(seats);
  PackJob job;
  job.seats_held_ = *seats;
  job.sources_ = std::make_shared<const PackSources>(PackSources{.pack = std::move(pack),
                                                                 .documents = *std::move(documents),
                                                                 .shared_list = *std::move(shared),
                                                                 .file = *std::move(file),
                                                                 .folder = folder_for_one(),
                                                                 .cost = state_.options().passphrase_cost});
  return job;
}

// Their contents, in the order in which the pack names them.
Result<std::vector<std::string>> PackDesk::documents_for(wire::EventPack& pack) {
  const auto refs = events_.documents(pack.event);
  if (!refs) return failed(refs);
  std::vector<base::Hash> hashes;
  for (const auto& ref : *refs) {
    if (is_packed(ref)) hashes.push_back(ref.hash);
  }
  if (pack.closing) {
    hashes.push_back(pack.closing->closing);
    // Where all doors had closed by themselves, it is the policy that the event has.
    if (pack.closing->open_policy != pack.policy_document) hashes.push_back(pack.closing->open_policy);
  }
  const auto earlier = earlier_questions(state_.venue(), pack);
  if (!earlier) return failed(earlier);
  for (const auto& hash : *earlier) {
    if (std::find(hashes.begin(), hashes.end(), hash) == hashes.end()) hashes.push_back(hash);
  }
  std::vector<std::string> contents;
  for (const auto& hash : hashes) {
    const auto document = state_.venue().document(hash);
    if (!document) return failed(document);
    if (!*document) return base::fail(ErrorKind::Storage, "A document of the event is gone; restore a backup.");
    const auto& [kind, name, content] = std::tie((*document)->kind, (*document)->name, (*document)->content);
    pack.documents.push_back({.hash = hash, .kind = kind, .name = name, .size = content.size()});
    contents.push_back(content);
  }
  return contents;
}

Result<void> PackDesk::note_packed(const PackJob& job, const PackOrder& order) {
  auto history = state_.pack_history(job.event());
  if (!history) return failed(history);
  history->packed.push_back({.at = job.sources_->pack.made, .by = order.by, .label = order.label});
  keep_newest(history->packed);
  if (auto lent = lend(state_, job.event()); !lent) return lent;
  return state_.put_pack_history(job.event(), *history);
}

Result<wire::PackHistory> PackDesk::history(const std::string& key) {
  const auto event = state_.venue().event(key);
  if (!event) return failed(event);
  return state_.pack_history(event->id);
}

std::optional<wire::PackNote> PackDesk::away(const VenueState& state, const wire::PackHistory& history) {
  return history.came_packed ? std::nullopt : lent(state, history);
}

std::optional<wire::PackNote> PackDesk::lent(const VenueState& state, const wire::PackHistory& history) {
  if (history.packed.empty()) return std::nullopt;
  const auto& last = history.packed.back();
  const auto own = state.pairing_pair().open;
  const bool came_back = std::any_of(history.unpacked.begin(), history.unpacked.end(),
                                     [&](const auto& note) { return note.server != own && note.at > last.at; });
  return came_back ? std::nullopt : std::optional(last);
}

Result<void> PackDesk::note_unpacked(const OpenedPack& opened, const UnpackOrder& order, const Unpacked& unpacked,
                                     const SharedList& shared) {
  const auto id = opened.pack.event;
  auto history = state_.pack_history(id);
  if (!history) return failed(history);
  const auto put = state_.venue().put_document("shared_list", id.text(), shared_list_document(shared));
  if (!put) return failed(put);
  const auto before = std::exchange(history->shared_list, *put);
  history->came_packed = history->came_packed || unpacked.is_new;
  const auto by = order.by ? people_.number_of(*order.by) : Result<std::optional<std::uint32_t>>(0U);
  if (!by) return failed(by);
  history->unpacked.push_back({.at = state_.now(),
                               .by = by->value_or(0),
                               .server = opened.pack.server,
                               .packed = opened.pack.made,
                               .label = opened.pack.label,
                               .entries = unpacked.entries,
                               .guests = unpacked.guests});
  keep_newest(history->unpacked);
  if (auto noted = state_.put_pack_history(id, *history); !noted) return noted;
  return before && *before != *put ? state_.venue().remove_document(*before) : Result<void>();
}

// Numbers of the own journal that somebody else has were given before, in a state of this server that is gone.
Result<void> PackDesk::go_on_after(const OpenedPack& opened, OpenEvent* event) {
  const auto copy =
      store::EventSnapshot::open({.file = opened.file, .event = opened.pack.event, .journal = {}, .vfs = {}});
  if (!copy) return failed(copy);
  const auto held = copy->journal().held();
  if (!held) return failed(held);
  const auto own = held->find(state_.journal());
  if (own == held->end()) return {};
  if (event == nullptr) return state_.go_on_in_new_journal(opened.pack.key);
  const auto hash = copy->journal().hash_of(own->first, own->second);
  if (!hash) return failed(hash);
  const auto behind = store::is_behind_itself(event->store, {{opened.pack.event, own->first, own->second, *hash}});
  if (!behind) return failed(behind);
  return *behind ? state_.go_on_in_new_journal(event->record.key) : Result<void>();
}

Result<Unpacked> PackDesk::take(const OpenedPack& opened, const UnpackOrder& order) {
  const auto record = state_.venue().event(opened.pack.event.text());
  if (!record && record.error().kind != ErrorKind::NotFound) return failed(record);
  if (!record || record->id != opened.pack.event) return take_new(opened, order);
  const auto event = state_.event(record->id);
  if (!event) return failed(event);
  return merge_in(opened, order, **event);
}

Result<Unpacked> PackDesk::take_new(const OpenedPack& opened, const UnpackOrder& order) {
  const auto key = order.key.empty() ? opened.pack.key : order.key;
  if (auto free = events_.check_new_key(key); !free) return failed(free);
  if (auto later = go_on_after(opened, nullptr); !later) return failed(later);
  const auto is_ours_alone = make_way_for_people(state_, opened.pack);
  if (!is_ours_alone) return failed(is_ours_alone);
  Unpacked unpacked{.event = {},
                    .is_new = true,
                    .entries = opened.contents.entries,
                    .guests = opened.contents.guests,
                    .closed_there = opened.pack.closing.has_value(),
                    .closed_here = opened.pack.closing.has_value(),
                    .people = {}};
  if (auto noted = state_.venue().set_setting(unpacking_setting(opened.pack.event), key); !noted) return failed(noted);
  auto people = take_people(state_, opened.pack, *is_ours_alone ? PeopleRights::AsThere : PeopleRights::OfEvent);
  if (!people) return failed(people);
  unpacked.people = *std::move(people);
  if (auto noted = note_unpacked(opened, order, unpacked, opened.rows); !noted) return failed(noted);
  if (auto put = put_new(opened, key); !put) return failed(put);
  if (auto noted = note_outlets_of(state_, opened.pack.event); !noted) return failed(noted);
  auto summary = events_.find(opened.pack.event.text());
  if (!summary) return failed(summary);
  unpacked.event = *std::move(summary);
  return unpacked;
}

// The record comes last: an event that is not whole is not there.
Result<void> PackDesk::put_new(const OpenedPack& opened, const std::string& key) {
  const auto id = opened.pack.event;
  // Where they follow from this server's own seed, it made the event, and its kit holds them.
  const bool are_own = state_.event_secrets(id) == opened.pack.secrets;
  if (auto taken = are_own ? Result<void>() : state_.take_secrets(id, opened.pack.secrets); !taken) return taken;
  const auto record = put_documents(opened, key);
  if (!record) return failed(record);
  if (auto put = put_file(opened); !put) return put;
  if (auto put = state_.venue().put_event(*record); !put) return put;
  return state_.venue().remove_setting(unpacking_setting(id));
}

Result<store::EventRecord> PackDesk::put_documents(const OpenedPack& opened, const std::string& key) {
  const auto& pack = opened.pack;
  const auto keys = state_.venue().put_document("keys", pack.key, wire::event_keys_document(pack.secrets.keys));
  if (!keys) return failed(keys);
  std::vector<base::Hash> further{*keys};
  for (std::size_t i = 0; i < pack.documents.size(); ++i) {
    const auto& document = pack.documents[i];
    const bool is_policy = document.kind == "policy";
    const auto put = state_.venue().put_document(document.kind, is_policy ? key : document.name, opened.documents[i]);
    if (!put) return failed(put);
    if (is_policy) continue;  // the event's own, or an earlier one that is no kiosk's business
    const bool is_of_closing = pack.closing && *put == pack.closing->closing;
    if (*put != pack.frame_document && !is_of_closing) further.push_back(*put);
  }
  if (pack.closing) {
    if (auto kept = keep_closing(state_.venue(), pack.event, *pack.closing); !kept) return failed(kept);
  }
  return state_.venue().set_setting(documents_setting(pack.event), lines_of(further)).map([&] {
    return store::EventRecord{.id = pack.event,
                              .key = key,
                              .closed = pack.closing.has_value(),
                              .frame_document = pack.frame_document,
                              .policy_document = pack.policy_document,
                              .created = state_.now()};
  });
}

// One that lies there without a record may be all that is left of an event of this server.
Result<void> PackDesk::put_file(const OpenedPack& opened) {
  const auto file = state_.event_file(opened.pack.event);
  std::error_code unreadable;
  if (fs::exists(file, unreadable)) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("{} is there, although this server does not know its event; move it away, or restore "
                                  "the backup that it belongs to.",
                                  file.string()));
  }
  return make(Move{.from = opened.file, .to = file});
}

Result<void> PackDesk::forget_unfinished() {
  const auto& directory = state_.options().state_directory;
  std::error_code failure;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(directory, failure)) {
    if (entry.path().filename().string().starts_with(folder_prefix)) folders.push_back(entry.path());
  }
  for (const auto& folder : folders) fs::remove_all(folder, failure);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory / events_folder, failure)) files.push_back(entry.path());
  for (const auto& file : files) {
    const auto id = rules::EventId::parse(file.stem().string());
    const auto begun = id ? state_.venue().setting(unpacking_setting(*id)) : Result<std::optional<std::string>>();
    if (!begun) return failed(begun);
    if (!*begun) continue;
    const auto record = state_.venue().event(id->text());
    if (!record && record.error().kind != ErrorKind::NotFound) return failed(record);
    if (!record) {
      if (auto removed = store::remove_database(state_.event_file(*id)); !removed) return removed;
    }
    if (auto removed = state_.venue().remove_setting(unpacking_setting(*id)); !removed) return removed;
  }
  return {};
}

}  // namespace einlass::venue
