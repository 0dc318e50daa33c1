// Entries, their private parts and what was parked, as rows. Knows nothing of rules. Inner to db; its functions run
// inside guarded() and throw what SQLite throws; a Result fails where a stored row cannot be read.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_row.h"
#include "db/attendance_journal.h"
#include "db/connection.h"
#include "db/erased_guests.h"
#include "db/recent_entries.h"
#include "db/sealed_box.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

// An entry in its canonical form, with its hash.
struct CanonicalEntry {
  const rules::JournalEntry& entry;
  std::string text;
  base::Hash hash{};

  explicit CanonicalEntry(const rules::JournalEntry& of);
};

// What becomes of an entry whose text is damaged: it is left out and reported once, so that it keeps back no other; or
// the reading fails.
enum class Unreadable { LeaveOut, Fail };

struct ChainEnd {
  std::uint64_t sequence = 0;
  base::Hash hash{};
};

class EntryTable {
 public:
  EntryTable(Connection& connection, const SealedBox& box, ErasedGuests& erased)
      : connection_(connection),
        box_(box),
        erased_(erased),
        recent_(connection.is_snapshot() ? RecentEntries::Keeps::Nothing : RecentEntries::Keeps::Some) {}

  std::int64_t insert(const CanonicalEntry& canonical);
  // Of an entry that came as text: it need not be read again.
  void note_read(std::int64_t row, const CanonicalEntry& canonical) {
    recent_.note(row, canonical.text, canonical.entry);
  }
  // Nothing happens if the person was erased.
  void put_private_part(std::int64_t row, const rules::JournalRow& of);
  bool has_private_part(std::int64_t row) const;
  // For the server only; nothing happens if the person was erased.
  void put_sealed_part(std::int64_t row, const rules::JournalEntry& entry, const base::Bytes& sealed);
  void drop_sealed_parts(const std::vector<rules::EntryId>& entries);

  std::optional<std::int64_t> row_of(const rules::EntryId& id) const;
  std::optional<base::Hash> hash_of(const rules::JournalId& journal, std::uint64_t sequence) const;
  ChainEnd end_of(const rules::JournalId& journal) const;

  base::Result<std::vector<rules::JournalEntry>> of_ticket(rules::TicketId ticket,
                                                           Unreadable unreadable = Unreadable::LeaveOut) const;
  base::Result<std::vector<rules::JournalEntry>> of_scan(rules::ScanId scan,
                                                         Unreadable unreadable = Unreadable::LeaveOut) const;
  // `kinds`: a list in SQL. Reads the whole journal.
  base::Result<std::vector<rules::JournalEntry>> of_kinds(const std::string& kinds) const;

  // Without those that cannot be read.
  std::vector<rules::JournalRow> rows_of_ticket(rules::TicketId ticket) const;
  std::vector<rules::JournalRow> rows_of_scan(rules::ScanId scan) const;
  std::vector<rules::JournalRow> rows_of_journal(rules::JournalId journal, std::uint64_t after,
                                                 std::size_t limit) const;
  std::vector<rules::JournalRow> erasures_of_journal(rules::JournalId journal, std::uint64_t after,
                                                     std::size_t limit) const;
  Arrivals arrived_after(std::int64_t up_to, const std::set<std::string>& kinds) const;
  std::int64_t newest() const;
  TicketsTouched touched_after(std::int64_t up_to) const;
  std::vector<rules::JournalRow> badges_started_by(rules::JournalId journal) const;
  // These fail where one cannot be read.
  base::Result<rules::JournalRow> row(std::int64_t row) const;
  base::Result<void> each(const std::function<void(const rules::JournalRow&)>& take) const;
  std::vector<rules::TicketId> tickets() const;
  std::vector<rules::ScanId> scans_with_outcome() const;
  OwnTimes times_of(const rules::JournalId& journal) const;

  // Brings the highest sequence without a gap up to date, after this entry came in or was parked.
  void note_held(const rules::EntryId& id);
  std::map<rules::JournalId, std::uint64_t> held() const;
  // Per journal the sequence before the first entry whose private part is not here and was not erased.
  std::map<rules::JournalId, std::uint64_t> before_lacking_parts() const;
  // Likewise the first that is still sealed for the server.
  std::map<rules::JournalId, std::uint64_t> before_sealed_parts() const;

 private:
  template <typename... Values>
  std::vector<rules::JournalRow> rows(const std::string& condition, const Values&... values) const;
  template <typename... Values>
  base::Result<std::vector<rules::JournalEntry>> entries(Unreadable unreadable, const std::string& condition,
                                                         const Values&... values) const;
  base::Result<rules::JournalRow> read(const Query& row) const;
  void report_entry(rules::JournalId journal, std::uint64_t sequence) const;
  void report(const std::string& what) const;

  Connection& connection_;
  const SealedBox& box_;
  ErasedGuests& erased_;
  mutable RecentEntries recent_;
  mutable std::set<std::string> reported_;  // in the log, once each
};

// What the private part of an entry is sealed to.
std::string private_context(const rules::EntryId& id);

}  // namespace einlass::store
