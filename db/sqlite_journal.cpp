#include "db/sqlite_journal.h"

#include "core/rules/guest_fields.h"
#include "core/wire/entry_json.h"
#include "core/wire/message_parts.h"
#include "core/wire/sealed_part.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace einlass::store {
namespace {

using base::Result;
using rules::EntryDraft;
using rules::JournalEntry;

template <typename... Facts>
bool is_one_of(const rules::Fact& fact) {
  return (std::holds_alternative<Facts>(fact) || ...);
}

std::optional<rules::BadgeSerial> serial_in(const rules::Fact& fact) {
  if (const auto* printed = std::get_if<rules::BadgePrinted>(&fact)) return printed->serial;
  if (const auto* failed = std::get_if<rules::BadgeFailed>(&fact)) return failed->serial;
  if (const auto* unknown = std::get_if<rules::BadgeUnknown>(&fact)) return unknown->serial;
  if (const auto* voided = std::get_if<rules::BadgeVoided>(&fact)) return voided->serial;
  return std::nullopt;
}

bool private_part_fits(const JournalRow& row) {
  if (!row.private_part) return true;
  return row.entry.private_hash && *row.entry.private_hash == rules::private_part_hash(*row.private_part);
}

// A longer one would fit into no message, and be asked for in vain for ever.
Result<void> check_length(const EntryDraft& draft) {
  if (!draft.private_content || draft.private_content->size() <= wire::private_part_bytes) return {};
  return base::fail(base::ErrorKind::InvalidInput,
                    "This text is too long to reach the server and the other kiosks; shorten it.");
}

}  // namespace

SqliteJournal::SqliteJournal(const Parts& parts)
    : event_(parts.event),
      own_(parts.own),
      part_key_(parts.part_key),
      connection_(parts.connection),
      projections_(parts.projections),
      guests_(parts.guests),
      erased_guests_(parts.connection),
      entries_(parts.connection, parts.box, erased_guests_),
      parked_(parts.connection, parts.box, erased_guests_),
      decisions_(parts.connection) {}

Result<JournalRow> SqliteJournal::append(const EntryDraft& draft, const rules::EntryTime& time) {
  return connection_.written(
      [&] { return append_own(draft, time, {}).map([](Appended appended) { return std::move(appended.row); }); });
}

Result<SqliteJournal::Appended> SqliteJournal::append_own(EntryDraft draft, const rules::EntryTime& time,
                                                          KnownTickets known) {
  if (auto completed = complete(draft); !completed) return tl::make_unexpected(completed.error());
  auto prior = prior_of(draft, known);
  if (!prior) return tl::make_unexpected(prior.error());
  const auto end = entries_.end_of(own_);
  Appended appended;
  auto& row = appended.row;
  if (auto fits = check_length(draft); !fits) return tl::make_unexpected(fits.error());
  if (draft.private_content) row.private_part = rules::make_private_part(*std::move(draft.private_content));
  row.entry = {.id = {.journal = own_, .event = event_, .sequence = end.sequence + 1},
               .place = std::move(draft.place),
               .ticket = draft.ticket,
               .guest = draft.guest,
               .scan = draft.scan,
               .prior = *std::move(prior),
               .time = time,
               .operator_number = draft.operator_number,
               .alone = draft.alone,
               .fact = std::move(draft.fact),
               .private_hash = std::nullopt,
               .code_hash = draft.code_hash,
               .previous = end.hash};
  if (row.private_part) row.entry.private_hash = rules::private_part_hash(*row.private_part);
  Touched touched;
  const auto taken = take_in(row, CanonicalEntry(row.entry), touched);
  if (!taken) return tl::make_unexpected(taken.error());
  appended.id = *taken;
  if (part_key_ && row.private_part) {
    entries_.put_sealed_part(*taken, row.entry, wire::seal_private_part(*part_key_, *row.private_part));
  }
  if (const auto entries = known.find(row.entry.ticket.value_or(rules::TicketId())); entries != known.end()) {
    entries->second.push_back(row.entry);
    touched.tickets[entries->first] = std::move(entries->second);
  }
  if (auto fresh = refresh(touched); !fresh) return tl::make_unexpected(fresh.error());
  return appended;
}

// The fold goes by ticket, and its scans have names: what an author may leave out is filled in here.
Result<void> SqliteJournal::complete(EntryDraft& draft) const {
  if (const auto* undo = std::get_if<rules::AdmissionUndone>(&draft.fact)) {
    if (!draft.ticket) draft.ticket = undo->undone.ticket;
  }
  if (const auto* verdict = std::get_if<rules::ConflictJudged>(&draft.fact)) {
    if (!draft.ticket && !verdict->scans.empty()) draft.ticket = verdict->scans.front().ticket;
  }
  if (const auto serial = serial_in(draft.fact); serial && !draft.ticket) {
    draft.ticket = projections_.ticket_of_badge(*serial);
  }
  const bool is_counted = std::holds_alternative<rules::Counted>(draft.fact);
  if (is_counted && !draft.ticket) draft.ticket = rules::TicketId::random();
  const bool is_named = rules::is_attendance(draft.fact) || std::holds_alternative<rules::GuestAmended>(draft.fact);
  if ((is_counted || is_named) && !draft.scan) draft.scan = rules::ScanStep{rules::ScanId::random(), 0};
  if (is_named && !draft.ticket) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "An entry that later ones name must name its ticket; report this fault.");
  }
  return {};
}

Result<std::vector<rules::ScanRef>> SqliteJournal::prior_of(const EntryDraft& draft, KnownTickets& known) const {
  const bool amends = std::holds_alternative<rules::GuestAmended>(draft.fact);
  if (!amends && !rules::is_attendance(draft.fact)) return std::vector<rules::ScanRef>();
  if (!known.contains(*draft.ticket)) {
    auto read = entries_.of_ticket(*draft.ticket);
    if (!read) return tl::make_unexpected(read.error());
    known.emplace(*draft.ticket, *std::move(read));
  }
  // The scan itself is one unit with its earlier entries and does not come before itself.
  auto earlier = known.at(*draft.ticket);
  std::erase_if(earlier, [&](const JournalEntry& entry) { return entry.scan && entry.scan->scan == draft.scan->scan; });
  return amends ? rules::newest_amendments(earlier, draft.guest) : rules::fold_ticket(earlier).newest;
}

Result<std::int64_t> SqliteJournal::take_in(const JournalRow& row, const CanonicalEntry& canonical, Touched& touched) {
  const auto& entry = row.entry;
  const auto id = entries_.insert(canonical);
  // One that is not the entry's is no reason to lose the entry; whoever has the right one may bring it later.
  if (private_part_fits(row)) entries_.put_private_part(id, row);
  entries_.note_held(entry.id);
  if (entry.ticket) touched.tickets.try_emplace(*entry.ticket);
  if (entry.scan && is_one_of<rules::Admitted, rules::Refused>(entry.fact)) {
    const auto [scan, first] = touched.scans.try_emplace(entry.scan->scan, &entry);
    if (!first) scan->second = nullptr;
  }
  if (const auto* started = std::get_if<rules::BadgeStarted>(&entry.fact); started != nullptr && entry.ticket) {
    projections_.note_badge(started->serial, *entry.ticket);
  }
  projections_.note_lease(entry);
  const auto* erasure = std::get_if<rules::GuestErased>(&entry.fact);
  if (erasure == nullptr) return id;
  erased_guests_.add(erasure->erased);
  erased_ = true;
  return guests_.erase(erasure->erased).map([id] { return id; });
}

Result<void> SqliteJournal::refresh(const Touched& touched) {
  for (const auto& [ticket, known] : touched.tickets) {
    const auto entries = known ? Result<std::vector<JournalEntry>>(*known) : entries_.of_ticket(ticket);
    if (!entries) return tl::make_unexpected(entries.error());
    projections_.refresh_ticket(ticket, *entries);
  }
  for (const auto& [scan, only] : touched.scans) {
    if (auto fresh = refresh_scan(scan, only); !fresh) return fresh;
  }
  return {};
}

// Nearly every scan has one outcome; the others of its entries are read where there was one before.
Result<void> SqliteJournal::refresh_scan(rules::ScanId scan, const JournalEntry* only) {
  const auto before = projections_.refused_of(scan);
  if (!before && only != nullptr) {
    projections_.refresh_scan(scan, before, {only, 1});
    return {};
  }
  return entries_.of_scan(scan).map(
      [&](const std::vector<JournalEntry>& entries) { projections_.refresh_scan(scan, before, entries); });
}

Result<std::vector<Merged>> SqliteJournal::merge(const std::vector<JournalRow>& rows) {
  return connection_.written([&]() -> Result<std::vector<Merged>> {
    std::vector<Merged> answers;
    Touched touched;
    for (const auto& row : rows) {
      auto answer = take_over(row, touched);
      if (!answer) return tl::make_unexpected(answer.error());
      answers.push_back(*std::move(answer));
    }
    if (auto fresh = refresh(touched); !fresh) return tl::make_unexpected(fresh.error());
    return answers;
  });
}

Result<Merged> SqliteJournal::take_over(const JournalRow& row, Touched& touched) {
  const CanonicalEntry canonical(row.entry);
  const auto& id = row.entry.id;
  if (id.event != event_) return put_aside(row, canonical, "other_event");
  if (const auto known = entries_.hash_of(id.journal, id.sequence)) {
    return *known == canonical.hash ? know(row) : put_aside(row, canonical, "forked");
  }
  if (id.sequence == 0 || !is_chained(canonical)) return put_aside(row, canonical, "broken_chain");
  const auto taken = take_in(row, canonical, touched);
  if (!taken) return tl::make_unexpected(taken.error());
  entries_.note_read(*taken, canonical);
  parked_.resolve(id, canonical.hash);
  return Merged{.id = id, .answer = MergeAnswer::Accepted, .reason = ""};
}

// Somebody who still has the private part brings it to where it is missing.
Merged SqliteJournal::know(const JournalRow& row) {
  const auto known = entries_.row_of(row.entry.id);
  if (known && row.private_part && private_part_fits(row)) entries_.put_private_part(*known, row);
  return {.id = row.entry.id, .answer = MergeAnswer::Known, .reason = ""};
}

Merged SqliteJournal::put_aside(const JournalRow& row, const CanonicalEntry& canonical, const char* reason) {
  parked_.put({.id = row.entry.id,
               .canonical = canonical.text,
               .hash = canonical.hash,
               .reason = reason,
               .private_part = row.private_part});
  if (row.entry.id.event == event_) entries_.note_held(row.entry.id);
  return {.id = row.entry.id, .answer = MergeAnswer::Parked, .reason = reason};
}

// Whichever neighbours are here must fit; entries may arrive in any order.
bool SqliteJournal::is_chained(const CanonicalEntry& canonical) const {
  const auto& entry = canonical.entry;
  const auto before =
      entry.id.sequence == 1 ? std::optional(base::Hash{}) : entries_.hash_of(entry.id.journal, entry.id.sequence - 1);
  if (before && *before != entry.previous) return false;
  const auto next = entries_.row_of({entry.id.journal, entry.id.event, entry.id.sequence + 1});
  if (!next) return true;
  const auto follower = entries_.row(*next);
  return !follower || follower->entry.previous == canonical.hash;  // a damaged one says nothing
}

Result<void> SqliteJournal::handed_over(const std::vector<rules::EntryId>& entries) {
  return connection_.written([&]() -> Result<void> {
    entries_.drop_sealed_parts(entries);
    return {};
  });
}

Result<Merged> SqliteJournal::park(const UnreadableEntry& entry, const std::string& reason) {
  return connection_.written([&]() -> Result<Merged> {
    parked_.put({.id = entry.id,
                 .canonical = entry.canonical,
                 .hash = base::blake2b(entry.canonical),
                 .reason = reason,
                 .private_part = entry.private_part});
    entries_.note_held(entry.id);
    return Merged{.id = entry.id, .answer = MergeAnswer::Parked, .reason = reason};
  });
}

Result<void> SqliteJournal::retry_parked() {
  Touched touched;
  std::deque<JournalRow> rows;  // `touched` refers to them
  for (const auto& parked : parked_.all()) {
    if (parked.reason != "unknown_fact") continue;
    auto entry = wire::parse_entry(parked.canonical);
    if (!entry || entry->id != parked.id) continue;
    rows.push_back({.entry = *std::move(entry), .private_part = parked.private_part});
    const auto answer = take_over(rows.back(), touched);
    if (!answer) return tl::make_unexpected(answer.error());
  }
  return refresh(touched);
}

Result<void> SqliteJournal::rebuild() {
  projections_.clear();
  const auto leases = entries_.of_kinds(lease_kinds_sql);
  if (!leases) return tl::make_unexpected(leases.error());
  for (const auto& entry : *leases) projections_.note_lease(entry);
  for (const auto& ticket : entries_.tickets()) {
    const auto entries = entries_.of_ticket(ticket);
    if (!entries) return tl::make_unexpected(entries.error());
    for (const auto& entry : *entries) {
      const auto* started = std::get_if<rules::BadgeStarted>(&entry.fact);
      if (started != nullptr) projections_.note_badge(started->serial, ticket);
    }
    projections_.refresh_ticket(ticket, *entries);
  }
  for (const auto& scan : entries_.scans_with_outcome()) {
    if (auto fresh = refresh_scan(scan, nullptr); !fresh) return fresh;
  }
  return {};
}

}  // namespace einlass::store
