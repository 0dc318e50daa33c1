#include "db/entry_table.h"

#include "core/base/log.h"
#include "core/rules/erasures.h"
#include "core/wire/entry_json.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::store {
namespace {

using base::Result;
using rules::JournalEntry;
using rules::JournalRow;

constexpr const char* kEntryRow =
    "SELECT entries.canonical, private_parts.salt, private_parts.content, sealed_parts.sealed, entries.journal, "
    "entries.sequence, entries.id FROM entries "
    "LEFT JOIN private_parts ON private_parts.entry = entries.id "
    "LEFT JOIN sealed_parts ON sealed_parts.entry = entries.id ";

// rules::refusal_kinds.
constexpr const char* erased_kinds_sql = "AND kind NOT IN ('refused', 'overridden', 'host_asked', 'host_decided') ";

}  // namespace

std::string private_context(const rules::EntryId& id) {
  return id.journal.text() + "/" + id.event.text() + "/" + std::to_string(id.sequence);
}

CanonicalEntry::CanonicalEntry(const JournalEntry& of)
    : entry(of), text(wire::canonical_entry(of)), hash(base::blake2b(text)) {}

std::int64_t EntryTable::insert(const CanonicalEntry& canonical) {
  const auto& entry = canonical.entry;
  std::optional<rules::ScanId> scan;
  std::optional<std::uint32_t> step;
  if (entry.scan) {
    scan = entry.scan->scan;
    step = entry.scan->step;
  }
  connection_
      .query(
          "INSERT INTO entries (journal, sequence, ticket, guest, scan, step, kind, venue_time, hash, canonical) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(entry.id.journal, entry.id.sequence, entry.ticket, entry.guest, scan, step, wire::fact_kind(entry.fact),
            entry.time.venue, canonical.hash, canonical.text)
      .run();
  const auto row = connection_.last_row();
  if (entry.guest && entry.ticket) erased_.note_ticket(*entry.guest, *entry.ticket);
  return row;
}

void EntryTable::put_private_part(std::int64_t row, const JournalRow& of) {
  if (!of.private_part || !box_.has_key() || erased_.covers(of.entry)) return;
  const auto stored = box_.close(*of.private_part, private_context(of.entry.id));
  connection_.query("INSERT OR IGNORE INTO private_parts VALUES (?, ?, ?)")
      .bind(row, stored.salt, stored.content)
      .run();
}

void EntryTable::put_sealed_part(std::int64_t row, const JournalEntry& entry, const base::Bytes& sealed) {
  if (erased_.covers(entry)) return;
  connection_.query("INSERT OR IGNORE INTO sealed_parts VALUES (?, ?)").bind(row, sealed).run();
}

void EntryTable::drop_sealed_parts(const std::vector<rules::EntryId>& entries) {
  if (!connection_.query("SELECT 1 FROM sealed_parts LIMIT 1").step()) return;
  for (const auto& id : entries) {
    connection_
        .query("DELETE FROM sealed_parts WHERE entry = (SELECT id FROM entries WHERE journal = ? AND sequence = ?)")
        .bind(id.journal, id.sequence)
        .run();
  }
}

bool EntryTable::has_private_part(std::int64_t row) const {
  return connection_.query("SELECT 1 FROM private_parts WHERE entry = ?").bind(row).step();
}

std::optional<std::int64_t> EntryTable::row_of(const rules::EntryId& id) const {
  auto row = connection_.query("SELECT id FROM entries WHERE journal = ? AND sequence = ?");
  if (!row.bind(id.journal, id.sequence).step()) return std::nullopt;
  return row.get<std::int64_t>(0);
}

std::optional<base::Hash> EntryTable::hash_of(const rules::JournalId& journal, std::uint64_t sequence) const {
  auto row = connection_.query("SELECT hash FROM entries WHERE journal = ? AND sequence = ?");
  if (!row.bind(journal, sequence).step()) return std::nullopt;
  return row.get<base::Hash>(0);
}

ChainEnd EntryTable::end_of(const rules::JournalId& journal) const {
  auto row = connection_.query("SELECT sequence, hash FROM entries WHERE journal = ? ORDER BY sequence DESC LIMIT 1");
  if (!row.bind(journal).step()) return {};
  return {.sequence = row.get<std::uint64_t>(0), .hash = row.get<base::Hash>(1)};
}

template <typename... Values>
Result<std::vector<JournalEntry>> EntryTable::entries(Unreadable unreadable, const std::string& condition,
                                                      const Values&... values) const {
  std::vector<JournalEntry> found;
  auto row = connection_.query("SELECT canonical, journal, sequence, id FROM entries WHERE " + condition);
  row.bind(values...);
  while (row.step()) {
    auto entry = recent_.read(row.get<std::int64_t>(3), row.get<std::string_view>(0));
    if (entry) {
      found.push_back(*std::move(entry));
      continue;
    }
    report_entry(row.get<rules::JournalId>(1), row.get<std::uint64_t>(2));
    if (unreadable == Unreadable::Fail) return tl::make_unexpected(entry.error());
  }
  return found;
}

Result<std::vector<JournalEntry>> EntryTable::of_ticket(rules::TicketId ticket, Unreadable unreadable) const {
  return entries(unreadable, "ticket = ?", ticket);
}

Result<std::vector<JournalEntry>> EntryTable::of_scan(rules::ScanId scan, Unreadable unreadable) const {
  return entries(unreadable, "scan = ?", scan);
}

Result<std::vector<JournalEntry>> EntryTable::of_kinds(const std::string& kinds) const {
  return entries(Unreadable::LeaveOut, "kind IN " + kinds);
}

// A private part that does not open is as good as erased; the entry is not.
Result<JournalRow> EntryTable::read(const Query& row) const {
  auto entry = recent_.read(row.get<std::int64_t>(6), row.get<std::string_view>(0));
  if (!entry) return tl::make_unexpected(entry.error());
  JournalRow found{.entry = *std::move(entry), .private_part = std::nullopt};
  if (!row.is_null(1)) {
    auto part =
        box_.open(StoredPart{row.get<base::Bytes>(1), row.get<base::Bytes>(2)}, private_context(found.entry.id));
    if (part) {
      found.private_part = *std::move(part);
    } else {
      report("the private part of entry " + private_context(found.entry.id));
    }
  }
  if (!found.private_part && !row.is_null(3)) found.sealed_part = row.get<base::Bytes>(3);
  return found;
}

void EntryTable::report(const std::string& what) const {
  if (!reported_.insert(what).second) return;
  base::log_error("{} in {} is damaged and left out; see to the disk.", what, connection_.name());
}

void EntryTable::report_entry(rules::JournalId journal, std::uint64_t sequence) const {
  report(fmt::format("entry {} of journal {}", sequence, journal.text()));
}

template <typename... Values>
std::vector<JournalRow> EntryTable::rows(const std::string& condition, const Values&... values) const {
  std::vector<JournalRow> found;
  auto row = connection_.query(kEntryRow + condition);
  row.bind(values...);
  while (row.step()) {
    auto read_row = read(row);
    if (read_row) {
      found.push_back(*std::move(read_row));
    } else {
      report_entry(row.get<rules::JournalId>(4), row.get<std::uint64_t>(5));
    }
  }
  return found;
}

std::vector<JournalRow> EntryTable::rows_of_ticket(rules::TicketId ticket) const {
  return rows("WHERE ticket = ? ORDER BY journal, sequence", ticket);
}

std::vector<JournalRow> EntryTable::rows_of_scan(rules::ScanId scan) const {
  return rows("WHERE scan = ? ORDER BY journal, sequence", scan);
}

std::vector<JournalRow> EntryTable::rows_of_journal(rules::JournalId journal, std::uint64_t after,
                                                    std::size_t limit) const {
  return rows("WHERE journal = ? AND sequence > ? ORDER BY sequence LIMIT ?", journal, after, limit);
}

std::vector<JournalRow> EntryTable::erasures_of_journal(rules::JournalId journal, std::uint64_t after,
                                                        std::size_t limit) const {
  return rows("WHERE journal = ? AND sequence > ? AND kind = 'guest_erased' ORDER BY sequence LIMIT ?", journal, after,
              limit);
}

// Rows are numbered as they come.
Arrivals EntryTable::arrived_after(std::int64_t up_to, const std::set<std::string>& kinds) const {
  Arrivals arrivals{.rows = {}, .up_to = std::max(up_to, newest())};
  if (arrivals.up_to == up_to) return arrivals;
  std::string names;
  for (const auto& kind : kinds) names += (names.empty() ? "'" : "','") + kind;
  arrivals.rows = rows("WHERE entries.id > ? AND kind IN (" + names + "') ORDER BY entries.id", up_to);
  return arrivals;
}

std::int64_t EntryTable::newest() const {
  auto row = connection_.query("SELECT coalesce(max(id), 0) FROM entries");
  row.step();
  return row.get<std::int64_t>(0);
}

TicketsTouched EntryTable::touched_after(std::int64_t up_to) const {
  TicketsTouched touched{.tickets = {}, .somebody_erased = false, .up_to = up_to};
  auto row = connection_.query("SELECT id, ticket, kind = 'guest_erased' FROM entries WHERE id > ?");
  row.bind(up_to);
  while (row.step()) {
    touched.up_to = std::max(touched.up_to, row.get<std::int64_t>(0));
    if (!row.is_null(1)) touched.tickets.insert(row.get<rules::TicketId>(1));
    touched.somebody_erased = touched.somebody_erased || row.get<int>(2) != 0;
  }
  return touched;
}

std::vector<JournalRow> EntryTable::badges_started_by(rules::JournalId journal) const {
  return rows("WHERE journal = ? AND kind = 'badge_started' ORDER BY sequence", journal);
}

Result<JournalRow> EntryTable::row(std::int64_t row) const {
  auto found = connection_.query(std::string(kEntryRow) + "WHERE entries.id = ?");
  found.bind(row).step();
  return read(found);
}

Result<void> EntryTable::each(const std::function<void(const JournalRow&)>& take) const {
  auto row = connection_.query(std::string(kEntryRow) + "ORDER BY journal, sequence");
  while (row.step()) {
    const auto read_row = read(row);
    if (!read_row) return tl::make_unexpected(read_row.error());
    take(*read_row);
  }
  return {};
}

std::vector<rules::TicketId> EntryTable::tickets() const {
  std::vector<rules::TicketId> found;
  auto row = connection_.query("SELECT DISTINCT ticket FROM entries WHERE ticket IS NOT NULL");
  while (row.step()) found.push_back(row.get<rules::TicketId>(0));
  return found;
}

std::vector<rules::ScanId> EntryTable::scans_with_outcome() const {
  std::vector<rules::ScanId> found;
  auto row =
      connection_.query("SELECT DISTINCT scan FROM entries WHERE scan IS NOT NULL AND kind IN ('admitted', 'refused')");
  while (row.step()) found.push_back(row.get<rules::ScanId>(0));
  return found;
}

OwnTimes EntryTable::times_of(const rules::JournalId& journal) const {
  OwnTimes times;
  auto row = connection_.query(
      "SELECT venue_time, iif(json_valid(canonical), json_extract(canonical, '$.time.sure'), 0) FROM entries "
      "WHERE journal = ? ORDER BY sequence DESC");
  row.bind(journal);
  while (!times.sure && row.step()) {
    const auto time = row.get<base::Instant>(0);
    if (row.get<std::int64_t>(1) != 0) {
      times.sure = time;
    } else if (!times.unsure || *times.unsure < time) {
      times.unsure = time;
    }
  }
  return times;
}

void EntryTable::note_held(const rules::EntryId& id) {
  auto row = connection_.query("SELECT held FROM journals WHERE journal = ?");
  const std::uint64_t before = row.bind(id.journal).step() ? row.get<std::uint64_t>(0) : 0;
  std::uint64_t held = before;
  const auto has = [&](std::uint64_t sequence) {
    return connection_
        .query(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM entries WHERE journal = ?1 AND sequence = ?2) "
            "OR EXISTS (SELECT 1 FROM parked WHERE journal = ?1 AND sequence = ?2 AND event = ?3)")
        .bind(id.journal, sequence, id.event)
        .step();
  };
  if (id.sequence == held + 1) ++held;
  while (has(held + 1)) ++held;
  if (held == before) return;
  connection_.query("INSERT OR REPLACE INTO journals VALUES (?, ?)").bind(id.journal, held).run();
}

std::map<rules::JournalId, std::uint64_t> EntryTable::held() const {
  std::map<rules::JournalId, std::uint64_t> held;
  auto row = connection_.query("SELECT journal, held FROM journals");
  while (row.step()) held.emplace(row.get<rules::JournalId>(0), row.get<std::uint64_t>(1));
  return held;
}

std::map<rules::JournalId, std::uint64_t> EntryTable::before_lacking_parts() const {
  std::map<rules::JournalId, std::uint64_t> before;
  if (erased_.contains(rules::everybody)) return before;
  const auto* no_reasons = erased_.contains(rules::refusal_reasons) ? erased_kinds_sql : "";
  auto row = connection_.query(
      std::string(
          "SELECT journal, min(sequence) FROM entries LEFT JOIN private_parts ON private_parts.entry = entries.id "
          "WHERE private_parts.entry IS NULL AND instr(canonical, '\"private_hash\":') > 0 "
          "AND (guest IS NULL OR guest NOT IN (SELECT guest FROM erased_guests)) "
          "AND (guest IS NOT NULL OR ticket IS NULL OR ticket NOT IN (SELECT ticket FROM guests JOIN erased_guests "
          "USING "
          "(guest) UNION SELECT ticket FROM entries JOIN erased_guests USING (guest) WHERE ticket IS NOT NULL)) ") +
      no_reasons + "GROUP BY journal");
  while (row.step()) before.emplace(row.get<rules::JournalId>(0), row.get<std::uint64_t>(1) - 1);
  return before;
}

std::map<rules::JournalId, std::uint64_t> EntryTable::before_sealed_parts() const {
  std::map<rules::JournalId, std::uint64_t> before;
  auto row = connection_.query(
      "SELECT journal, min(sequence) FROM sealed_parts JOIN entries ON entries.id = sealed_parts.entry "
      "GROUP BY journal");
  while (row.step()) before.emplace(row.get<rules::JournalId>(0), row.get<std::uint64_t>(1) - 1);
  return before;
}

}  // namespace einlass::store
