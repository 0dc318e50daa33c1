#include "db/host_pages.h"

#include "db/statements.h"

#include <utility>

namespace einlass::store {
namespace {

using base::Result;

constexpr const char* kJournalColumns = "SELECT journal, event, number, opened, met, lost FROM page_journals ";

PageJournalRecord journal_of(const Query& row) {
  return {.journal = row.get<rules::JournalId>(0),
          .event = row.get<rules::EventId>(1),
          .number = row.get<std::uint32_t>(2),
          .opened = row.get<base::Instant>(3),
          .met = row.get<base::Instant>(4),
          .lost = row.get<bool>(5)};
}

}  // namespace

Result<std::set<std::string>> HostPages::wishes(const PersonAtEvent& who) const {
  return Statements(connection_)
      .rows(
          "SELECT what FROM arrival_wishes WHERE number = ? AND event = ?",
          [](const Query& row) { return row.get<std::string>(0); }, who.number, who.event)
      .map([](const auto& found) { return std::set<std::string>(found.begin(), found.end()); });
}

Result<void> HostPages::wish(const PersonAtEvent& who, const std::string& what, bool wanted) {
  const auto* sql = wanted ? "INSERT OR IGNORE INTO arrival_wishes (number, event, what) VALUES (?, ?, ?)"
                           : "DELETE FROM arrival_wishes WHERE number = ? AND event = ? AND what = ?";
  return Statements(connection_).change(sql, who.number, who.event, what);
}

Result<HostPages::Arrivals> HostPages::seen(const PersonAtEvent& who) const {
  return Statements(connection_)
      .rows(
          "SELECT ticket, arrived FROM arrivals_seen WHERE number = ? AND event = ?",
          [](const Query& row) { return std::pair(row.get<rules::TicketId>(0), row.get<base::Instant>(1)); },
          who.number, who.event)
      .map([](const auto& found) { return Arrivals(found.begin(), found.end()); });
}

Result<void> HostPages::see(const PersonAtEvent& who, const Arrivals& arrivals) {
  Statements statements(connection_);
  return statements.together([&]() -> Result<void> {
    for (const auto& [ticket, arrived] : arrivals) {
      const auto seen =
          statements.change("INSERT OR REPLACE INTO arrivals_seen (number, event, ticket, arrived) VALUES (?, ?, ?, ?)",
                            who.number, who.event, ticket, arrived);
      if (!seen) return seen;
    }
    return {};
  });
}

Result<void> HostPages::note(const PageJournalRecord& record) {
  return Statements(connection_)
      .change(
          "INSERT INTO page_journals (journal, event, number, opened, met, lost) VALUES (?, ?, ?, ?, ?, 0) "
          "ON CONFLICT (journal) DO UPDATE SET met = excluded.met",
          record.journal, record.event, record.number, record.opened, record.met);
}

Result<std::optional<PageJournalRecord>> HostPages::journal(rules::JournalId journal) const {
  return first(Statements(connection_).rows(std::string(kJournalColumns) + "WHERE journal = ?", journal_of, journal));
}

Result<std::vector<PageJournalRecord>> HostPages::journals_of(rules::EventId event) const {
  return Statements(connection_)
      .rows(std::string(kJournalColumns) + "WHERE event = ? ORDER BY opened", journal_of, event);
}

Result<void> HostPages::give_up(rules::JournalId journal) {
  return Statements(connection_).change("UPDATE page_journals SET lost = 1 WHERE journal = ?", journal);
}

Result<void> HostPages::forget(rules::JournalId journal) {
  return Statements(connection_).change("DELETE FROM page_journals WHERE journal = ? AND lost = 0", journal);
}

}  // namespace einlass::store
