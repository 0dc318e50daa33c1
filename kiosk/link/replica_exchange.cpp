// What the replica tells a server of each event, and learns from what the server tells.
#include "core/base/log.h"
#include "core/rules/erasures.h"
#include "db/guest_book.h"
#include "db/held_entries.h"
#include "kiosk/link/held_by_server.h"
#include "kiosk/link/kept_closing.h"
#include "kiosk/link/replica.h"

#include <algorithm>
#include <utility>

namespace einlass::link {

using base::Result;

namespace {

Result<std::uint64_t> entries_beyond(const sync::SurelyHeld& by_server, store::EventStore& store) {
  const auto held = store::held_entries(store);
  if (!held) return tl::make_unexpected(held.error());
  std::uint64_t sum = 0;
  for (const auto& each : *held) {
    if (each.journal == by_server.whole) continue;
    const auto found = by_server.up_to.find({each.event, each.journal});
    const auto there = found == by_server.up_to.end() ? 0 : found->second;
    sum += each.sequence - std::min(each.sequence, there);
  }
  return sum;
}

bool erase_everybody(const std::vector<rules::JournalRow>& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const auto& row) {
    const auto* erasure = std::get_if<rules::GuestErased>(&row.entry.fact);
    return erasure != nullptr && erasure->erased == rules::everybody;
  });
}

}  // namespace

// The open stores are written to under it at once.
Result<void> Replica::go_on_in_new_journal() {
  if (const auto minted = mint_journal(); !minted) return minted;
  for (auto& [event, store] : stores_) store.journal().write_under(journal_);
  return {};
}

void Replica::leave_out(rules::EventId event, const base::Error& why) {
  if (left_out_.insert(event).second) base::log_error("An event on this kiosk is left out: {}", why.message);
}

Result<void> Replica::tell_held(rules::EventId event, wire::Hello& hello) {
  const auto store = store_of(event);
  if (!store) return failed(store);
  const auto held = store::held_entries(**store);
  if (!held) return failed(held);
  hello.held.insert(hello.held.end(), held->begin(), held->end());
  const bool has_written =
      std::any_of(held->begin(), held->end(), [&](const auto& each) { return each.journal == journal_; });
  if (!has_written) hello.held.push_back({event, journal_, 0});
  // Without names it is no list to give away.
  const auto version = guest_list(event);
  if (version && has_key(event)) hello.guest_lists.push_back({event, *version});
  return {};
}

// A disk or an image of it that was copied back does not know what was written since: the server does.
Result<sync::HeldCompared> Replica::compare(const std::vector<wire::Held>& theirs) {
  const auto events = events_here();
  if (!events) return failed(events);
  sync::HeldCompared compared;
  for (const auto& event : *events) {
    const auto store = is_foreign(event) ? nullptr : store_of(event).value_or(nullptr);
    if (store == nullptr) continue;
    const auto forked = store::forked_journals(*store, theirs);
    if (!forked) return failed(forked);
    for (const auto& journal : *forked) compared.forked.insert({event, journal});
    const auto behind = store::is_behind_itself(*store, theirs);
    if (!behind) return failed(behind);
    compared.another_journal = compared.another_journal || *behind;
  }
  if (!compared.another_journal) return compared;
  base::log_warning("This kiosk was put back to an earlier state; it goes on in a new journal.");
  return go_on_in_new_journal().map([&] { return compared; });
}

sync::DocumentsHeld Replica::documents_held() const {
  sync::DocumentsHeld held{.documents = {}, .font_set = font_set_};
  if (auto hashes = venue_.document_hashes()) held.documents = *std::move(hashes);
  for (const auto& [hash, file] : packaged_fonts_) held.documents.push_back(hash);
  return held;
}

Result<wire::Hello> Replica::hello() {
  wire::Hello hello{.journal = journal_, .held = {}, .documents = {}, .font_set = font_set_, .guest_lists = {}};
  const auto events = events_here();
  if (!events) return failed(events);
  for (const auto& event : *events) {
    if (is_foreign(event)) continue;
    if (const auto told = tell_held(event, hello)) {
      left_out_.erase(event);
    } else {
      leave_out(event, told.error());
    }
  }
  if (const auto readable = venue_.document_hashes(); !readable) return failed(readable);
  hello.documents = documents_held().documents;
  hello.journal = journal_;
  if (auto lacking = parts_lacking()) {
    hello.parts_lacking = *std::move(lacking);
  } else {
    leave_out(*event(), lacking.error());
  }
  return hello;
}

Result<std::vector<rules::JournalRow>> Replica::rows(const sync::ReadRows& request) {
  const auto store = store_of(request.event);
  if (!store) return failed(store);
  return (*store)->journal().entries_of(request.journal, request.after, request.limit);
}

// Rows of one message are of one event; an event that is not kept here any more is nothing to this kiosk.
Result<std::vector<rules::Merged>> Replica::merge(const std::vector<rules::JournalRow>& rows,
                                                  const std::vector<rules::UnreadableEntry>& unreadable) {
  std::vector<rules::EntryId> ids;
  for (const auto& row : rows) ids.push_back(row.entry.id);
  for (const auto& entry : unreadable) ids.push_back(entry.id);
  if (ids.empty()) return std::vector<rules::Merged>{};
  const auto event = ids.front().event;
  const bool foreign = std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return id.event != event; });
  if (foreign || !keeps(event)) {
    std::vector<rules::Merged> parked;
    for (const auto& id : ids) parked.push_back({id, rules::MergeAnswer::Parked, "unknown_event"});
    return parked;
  }
  if (const auto noted = note_lost_parts(event, rows); !noted) return failed(noted);
  if (const auto noted = note_closing(venue_, event, rows); !noted) return failed(noted);
  // Nobody is left to keep a key for: it is overwritten as if it had expired, and tickets and hashes of codes go with
  // it.
  if (const auto kept = kept_.find(event); kept != kept_.end() && erase_everybody(rows)) {
    if (const auto noted = keep(event, {base::Instant(), kept->second.keys_document}); !noted) return failed(noted);
  }
  const auto store = store_of(event);
  if (!store) return failed(store);
  auto transaction = (*store)->begin();
  if (!transaction) return failed(transaction);
  auto merged = (*store)->journal().merge(rows);
  if (!merged) return merged;
  for (const auto& entry : unreadable) {
    auto parked = (*store)->journal().park(entry, "unknown_fact");
    if (!parked) return failed(parked);
    merged->push_back(*std::move(parked));
  }
  if (const auto committed = transaction->commit(); !committed) return failed(committed);
  return merged;
}

std::vector<wire::ParkedCount> Replica::parked() {
  std::map<std::pair<rules::EventId, std::string>, std::uint64_t> counts;
  for (const auto& event : events_here().value_or(std::vector<rules::EventId>())) {
    if (is_foreign(event)) continue;
    const auto store = store_of(event);
    const auto parked = store.and_then([](store::EventStore* opened) { return opened->journal().parked(); });
    if (!parked) {
      leave_out(event, parked.error());
      continue;
    }
    for (const auto& entry : *parked) ++counts[{event, entry.reason}];
  }
  std::vector<wire::ParkedCount> told;
  for (const auto& [key, entries] : counts) told.push_back({key.first, key.second, entries});
  return told;
}

std::uint64_t Replica::to_hand_over() {
  const auto noted = held_by_server(venue_).value_or(std::nullopt);
  const auto by_server = noted.value_or(sync::SurelyHeld());
  std::uint64_t sum = 0;
  for (const auto& event : events_here().value_or(std::vector<rules::EventId>())) {
    if (is_foreign(event)) continue;
    const auto entries =
        store_of(event).and_then([&](store::EventStore* opened) { return entries_beyond(by_server, *opened); });
    if (!entries) leave_out(event, entries.error());
    sum += entries.value_or(0);
  }
  return sum;
}

Result<void> Replica::put_document(const wire::DocumentRef& document, const std::string& content) {
  const auto put = venue_.put_document(document.kind, document.name, content);
  if (!put) return failed(put);
  return {};
}

Result<std::optional<base::Hash>> Replica::put_guests(const wire::GuestList& part) {
  if (!has_key(part.event)) {
    return base::fail(base::ErrorKind::Unavailable, "Guests cannot be kept while there is no key to seal them with.");
  }
  const auto store = store_of(part.event);
  if (!store) return failed(store);
  return incoming_.take(**store, part);
}

}  // namespace einlass::link
