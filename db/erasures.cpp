#include "db/erasures.h"

#include "db/attendance_journal.h"
#include "db/connection.h"
#include "db/held_entries.h"

#include <variant>

namespace einlass::store {
namespace {

constexpr std::size_t at_a_time = 500;

using Found = std::optional<rules::JournalRow>;

bool is_earlier(const rules::JournalRow& row, const Found& than) {
  return !than || row.entry.time.venue < than->entry.time.venue;
}

base::Result<void> look_in(EventStore& store, rules::JournalId journal, rules::GuestId erased, Found& found) {
  for (std::uint64_t after = 0;;) {
    const auto rows = store.journal().erasures_of(journal, after, at_a_time);
    if (!rows) return tl::make_unexpected(rows.error());
    if (rows->empty()) return {};
    for (const auto& row : *rows) {
      const auto* erasure = std::get_if<rules::GuestErased>(&row.entry.fact);
      if (erasure != nullptr && erasure->erased == erased && is_earlier(row, found)) found = row;
    }
    after = rows->back().entry.id.sequence;
  }
}

// Whoever reads keeps the pages that it began with: while the log cannot be emptied, writing anew clears nothing.
base::Result<bool> write_anew_and_empty(Connection& connection) {
  return connection.guarded([&]() -> base::Result<bool> {
    if (!connection.truncate_log()) return false;
    connection.execute("VACUUM");
    return connection.truncate_log();
  });
}

base::Result<bool> written_anew(const ConnectionOptions& options) {
  const auto connection = Connection::open(options);
  auto written = connection ? write_anew_and_empty(**connection) : tl::make_unexpected(connection.error());
  if (!written && written.error().kind == base::ErrorKind::AlreadyExists) return false;
  return written;
}

}  // namespace

base::Result<Found> erasure_of(EventStore& store, rules::GuestId erased) {
  const auto held = held_entries(store);
  if (!held) return tl::make_unexpected(held.error());
  Found found;
  for (const auto& each : *held) {
    if (auto looked = look_in(store, each.journal, erased, found); !looked) return tl::make_unexpected(looked.error());
  }
  return found;
}

base::Result<void> forget_arrivals(const std::filesystem::path& venue, rules::EventId event) {
  const auto connection = Connection::open({.file = venue, .vfs = ""});
  if (!connection) return tl::make_unexpected(connection.error());
  return (*connection)->guarded([&]() -> base::Result<void> {
    for (const char* forget :
         {"DELETE FROM arrival_wishes WHERE event = ?", "DELETE FROM arrivals_seen WHERE event = ?"}) {
      (*connection)->query(forget).bind(event).run();
    }
    (*connection)->truncate_log();
    return {};
  });
}

base::Result<bool> leave_no_trace(const EventStore& store) {
  return written_anew({.file = store.options().file, .vfs = store.options().vfs});
}

base::Result<bool> leave_no_trace(const std::filesystem::path& file) {
  return written_anew({.file = file, .vfs = ""});
}

}  // namespace einlass::store
