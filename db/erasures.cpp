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

base::Result<void> leave_no_trace(const EventStore& store) {
  const auto connection = Connection::open({.file = store.options().file, .vfs = store.options().vfs});
  if (!connection) return tl::make_unexpected(connection.error());
  return (*connection)->guarded([&]() -> base::Result<void> {
    (*connection)->execute("VACUUM");
    (*connection)->truncate_log();
    return {};
  });
}

}  // namespace einlass::store
