// What seals the replica, and how it is given up: keys at rest, expiry, private parts that are wanted again.
#include "core/sync/key_expiry.h"
#include "db/guest_book.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/kept_closing.h"
#include "kiosk/link/kept_roster.h"
#include "kiosk/link/replica.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace einlass::link {

using base::Result;

namespace {

constexpr const char* latest_sure_setting = "latest_sure";

std::string kept_setting(rules::EventId event) {
  return "kept." + event.text();
}
std::string parts_lost_setting(rules::EventId event) {
  return "parts_lost." + event.text();
}

// Nothing: it is not 32 bytes in hexadecimal.
std::optional<base::Hash> bytes_of(const std::string& text) {
  const auto bytes = base::from_hex(text);
  base::Hash found{};
  if (!bytes || bytes->size() != found.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), found.begin());
  return found;
}

Result<std::map<rules::JournalId, std::uint64_t>> failed_parts(const base::Error& why) {
  return tl::make_unexpected(why);
}

base::Hash keys_document_of(const wire::Assignment& assignment) {
  for (const auto& document : assignment.documents) {
    if (document.kind == "keys") return document.hash;
  }
  return {};
}

}  // namespace

// ---- what is kept, and until when -----------------------------------------------------------------------------------

Result<void> Replica::read_kept() {
  const auto events = events_here();
  if (!events) return failed(events);
  for (const auto& event : *events) {
    const auto text = venue_.setting(kept_setting(event));
    if (!text) return failed(text);
    if (!*text) {  // venue.db was damaged: nobody knows how long the key may stay
      const auto key = keys_.key(event);
      if (!key) return failed(key);
      if (*key) kept_[event] = {.expires = base::Instant::from_unix_ms(0), .keys_document = {}};
      continue;
    }
    std::istringstream in(**text);
    std::int64_t expires = 0;
    std::string document;
    // Unreadable: it has expired.
    if (!(in >> expires >> document)) expires = 0;
    kept_[event] = {.expires = base::Instant::from_unix_ms(expires),
                    .keys_document = bytes_of(document).value_or(base::Hash{})};
  }
  return {};
}

std::map<rules::EventId, base::Instant> Replica::expiries() const {
  std::map<rules::EventId, base::Instant> expiries;
  for (const auto& [event, kept] : kept_) {
    expiries[event] = sync::key_expires(kept.expires, closing_of(event));
  }
  return expiries;
}

// A server that had the event packed closes it for itself: where the policy that is served lets somebody in later than
// that, it is open. The closing and the policy that follows are not of one moment.
std::optional<base::Instant> Replica::closing_of(rules::EventId event) const {
  constexpr base::Milliseconds apart = std::chrono::minutes(1);
  const auto closing = closed_at(venue_, event);
  if (!closing || !open_ || open_->assignment.event != event) return closing;
  const auto& hours = open_->policy.doors_hours;
  const bool is_open = hours.empty() || std::any_of(hours.begin(), hours.end(), [&](const rules::DoorHours& each) {
                         return each.closes > *closing + apart;
                       });
  return is_open ? std::nullopt : closing;
}

Result<void> Replica::keep(rules::EventId event, const Kept& kept) {
  const auto text = fmt::format("{} {}", kept.expires.unix_ms(), base::hex(kept.keys_document));
  if (const auto noted = venue_.set_setting(kept_setting(event), text); !noted) return noted;
  kept_[event] = kept;
  return {};
}

// Before anything of its guests comes to the disk.
Result<void> Replica::keep_open_event(const OpenEvent& opened) {
  const auto event = *opened.assignment.event;
  const auto noted = venue_.set_setting(part_key_setting(event), base::hex(opened.keys.part_key));
  if (!noted) return noted;
  const auto kept =
      keep(event, {.expires = sync::key_expires(opened.frame), .keys_document = keys_document_of(opened.assignment)});
  if (!kept) return kept;
  return keys_.keep_as(event, opened.policy.key_at_rest);
}

Result<std::optional<base::SealingKey>> Replica::part_key(rules::EventId event) const {
  return venue_.setting(part_key_setting(event)).map([](const std::optional<std::string>& text) {
    return text ? bytes_of(*text) : std::nullopt;
  });
}

// ---- the key --------------------------------------------------------------------------------------------------------

bool Replica::has_key(rules::EventId event) {
  const auto key = keys_.key(event);
  return !locked(event) && key && key->has_value();
}

Result<void> Replica::reopen(rules::EventId event) {
  stores_.erase(event);
  incoming_.drop();
  const auto reopened = store_of(event);
  if (reopened) return {};
  if (this->event() == event) open_.reset();
  return failed(reopened);
}

Result<void> Replica::lock(rules::EventId event) {
  if (!locked_.insert(event).second) return {};
  return reopen(event);
}

Result<void> Replica::unlock(rules::EventId event) {
  if (locked_.erase(event) == 0) return {};
  return reopen(event);
}

// The notes come first: a power cut after any of them leaves less than is here, never more than can be read.
Result<void> Replica::renew_key() {
  const auto event = *this->event();
  const auto known = keys_.key(event);
  if (!known) return failed(known);  // it may be readable later
  if (const auto noted = venue_.set_setting(parts_lost_setting(event), "yes"); !noted) return noted;
  const auto made = keys_.make(event, open_->policy.key_at_rest);
  if (!made) return failed(made);
  if (locked(event)) return reopen(event);
  incoming_.drop();
  const auto taken = current().and_then([&](store::EventStore* store) { return store->take_key(*made); });
  return taken ? taken : reopen(event);  // which sees to a damaged file
}

Result<void> Replica::forget(rules::EventId event) {
  const auto overwritten = keys_.overwrite(event);
  locked_.erase(event);
  stores_.erase(event);
  incoming_.drop();
  if (this->event() == event) {
    auto assignment = open_->assignment;
    assignment.event.reset();
    assignment.documents.clear();
    assignment.guest_list.reset();
    open_.reset();
    if (const auto set = venue_.set_setting(assignment_setting, wire::encode(assignment)); !set) return set;
  }
  if (const auto gone = venue_.remove_setting(assignment_setting_of(event)); !gone) return gone;
  const auto served = kept_assignment(venue_, served_setting);
  if (!served) return failed(served);
  if (*served && (*served)->event == event) {
    if (const auto gone = venue_.remove_setting(served_setting); !gone) return gone;
  }
  if (const auto gone = venue_.remove_setting(parts_lost_setting(event)); !gone) return gone;
  if (const auto gone = venue_.remove_setting(list_taken_setting(event)); !gone) return gone;
  const auto store = store_of(event);
  if (!store) return failed(store);
  if (const auto forgotten = (*store)->forget_persons(); !forgotten) return forgotten;
  const auto here = events_here();
  if (!here) return failed(here);
  if (const auto dropped = drop_other_names(venue_, *here); !dropped) return dropped;
  const auto kept = kept_.find(event);
  if (kept == kept_.end()) return overwritten;
  if (const auto removed = venue_.remove_document(kept->second.keys_document); !removed) return removed;
  if (!overwritten) return overwritten;  // then it is tried again
  kept_.erase(kept);
  return venue_.remove_setting(kept_setting(event));
}

// ---- private parts --------------------------------------------------------------------------------------------------

Result<void> Replica::note_lost_parts(rules::EventId event, const std::vector<rules::JournalRow>& rows) {
  const bool lost = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.private_part.has_value(); });
  if (!lost || has_key(event) || !kept_.contains(event)) return {};
  const auto noted = venue_.setting(parts_lost_setting(event));
  if (!noted) return failed(noted);
  return *noted ? Result<void>() : venue_.set_setting(parts_lost_setting(event), "yes");
}

Result<std::vector<wire::Held>> Replica::parts_lacking() {
  std::vector<wire::Held> lacking;
  if (!event() || !has_key(*event())) return lacking;
  const auto lost = venue_.setting(parts_lost_setting(*event()));
  if (!lost) return failed(lost);
  if (!*lost) return lacking;
  const auto before =
      current().and_then([](store::EventStore* store) { return store->journal().before_lacking_parts(); });
  if (!before) return failed(before);
  for (const auto& [journal, sequence] : *before) {
    if (journal != journal_) lacking.push_back({*event(), journal, sequence});
  }
  if (!lacking.empty()) return lacking;
  return venue_.remove_setting(parts_lost_setting(*event())).map([&] { return lacking; });
}

Result<std::vector<wire::Held>> Replica::parts_not_handed_over() {
  std::vector<wire::Held> open;
  const auto events = events_here();
  if (!events) return failed(events);
  for (const auto& event : *events) {
    if (!keeps(event)) continue;
    const auto store = store_of(event);
    const auto before = store ? (*store)->journal().before_sealed_parts() : failed_parts(store.error());
    if (!before) {
      leave_out(event, before.error());
      continue;
    }
    for (const auto& [journal, sequence] : *before) open.push_back({event, journal, sequence});
  }
  return open;
}

Result<void> Replica::handed_over(const std::vector<rules::EntryId>& entries) {
  std::map<rules::EventId, std::vector<rules::EntryId>> by_event;
  for (const auto& id : entries) by_event[id.event].push_back(id);
  for (const auto& [event, ids] : by_event) {
    if (!keeps(event)) continue;
    const auto store = store_of(event);
    if (!store) return failed(store);
    auto transaction = (*store)->begin();
    if (!transaction) return failed(transaction);
    if (const auto done = (*store)->journal().handed_over(ids); !done) return done;
    if (const auto committed = transaction->commit(); !committed) return committed;
  }
  return {};
}

// ---- the latest sure time -------------------------------------------------------------------------------------------

Result<std::optional<base::Instant>> Replica::latest_sure() const {
  const auto text = venue_.setting(latest_sure_setting);
  if (!text) return failed(text);
  std::int64_t time = 0;
  if (!*text || !(std::istringstream(**text) >> time)) return std::optional<base::Instant>();
  return std::optional(base::Instant::from_unix_ms(time));
}

Result<void> Replica::set_latest_sure(base::Instant time) {
  return venue_.set_setting(latest_sure_setting, std::to_string(time.unix_ms()));
}

}  // namespace einlass::link
