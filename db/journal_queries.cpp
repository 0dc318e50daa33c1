// What is asked of the journal without changing it.
#include "db/sqlite_journal.h"

#include <algorithm>

namespace einlass::store {

using base::Result;

namespace {
using Rows = Result<std::vector<JournalRow>>;
}  // namespace

Result<std::vector<JournalRow>> SqliteJournal::entries_of(rules::JournalId journal, std::uint64_t after,
                                                          std::size_t limit) const {
  return connection_.guarded([&]() -> Rows { return entries_.rows_of_journal(journal, after, limit); });
}

Result<std::vector<JournalRow>> SqliteJournal::erasures_of(rules::JournalId journal, std::uint64_t after,
                                                           std::size_t limit) const {
  return connection_.guarded([&]() -> Rows { return entries_.erasures_of_journal(journal, after, limit); });
}

Result<std::vector<JournalRow>> SqliteJournal::entries_of_ticket(rules::TicketId ticket) const {
  return connection_.guarded([&]() -> Rows { return entries_.rows_of_ticket(ticket); });
}

Result<std::vector<JournalRow>> SqliteJournal::entries_of_scan(rules::ScanId scan) const {
  return connection_.guarded([&]() -> Rows { return entries_.rows_of_scan(scan); });
}

Result<Arrivals> SqliteJournal::arrived_after(std::int64_t up_to, const std::set<std::string>& kinds) const {
  return connection_.guarded([&]() -> Result<Arrivals> { return entries_.arrived_after(up_to, kinds); });
}

Result<std::int64_t> SqliteJournal::newest() const {
  return connection_.guarded([&]() -> Result<std::int64_t> { return entries_.newest(); });
}

Result<TicketsTouched> SqliteJournal::touched_after(std::int64_t up_to) const {
  return connection_.guarded([&]() -> Result<TicketsTouched> { return entries_.touched_after(up_to); });
}

Result<std::map<rules::JournalId, std::uint64_t>> SqliteJournal::held() const {
  return connection_.guarded([&]() -> Result<std::map<rules::JournalId, std::uint64_t>> { return entries_.held(); });
}

Result<std::optional<base::Hash>> SqliteJournal::hash_of(rules::JournalId journal, std::uint64_t sequence) const {
  return connection_.guarded(
      [&]() -> Result<std::optional<base::Hash>> { return entries_.hash_of(journal, sequence); });
}

Result<std::set<rules::JournalId>> SqliteJournal::disputed_journals() const {
  return connection_.guarded([&]() -> Result<std::set<rules::JournalId>> { return parked_.disputed_journals(); });
}

Result<rules::TicketState> SqliteJournal::state_of(rules::TicketId ticket) const {
  return connection_.guarded([&]() -> Result<rules::TicketState> {
    return entries_.of_ticket(ticket).map([](const auto& entries) { return rules::fold_ticket(entries); });
  });
}

Result<rules::TicketState> SqliteJournal::state_of_badge(rules::BadgeSerial serial, rules::TicketId* ticket) const {
  return connection_.guarded([&]() -> Result<rules::TicketState> {
    const auto found = projections_.ticket_of_badge(serial);
    if (!found) {
      return base::fail(base::ErrorKind::NotFound,
                        "No badge with this serial was printed for this event; search for "
                        "the guest instead.");
    }
    if (ticket != nullptr) *ticket = *found;
    return state_of(*found);
  });
}

Result<std::vector<OpenBadge>> SqliteJournal::open_badges(rules::JournalId starter) const {
  return connection_.guarded([&]() -> Result<std::vector<OpenBadge>> {
    std::vector<OpenBadge> open;
    for (const auto& row : entries_.badges_started_by(starter)) {
      if (!row.entry.ticket) continue;
      const auto& started = std::get<rules::BadgeStarted>(row.entry.fact);
      const auto state = state_of(*row.entry.ticket);
      if (!state) return tl::make_unexpected(state.error());
      const auto is_open = [&](const rules::Badge& badge) {
        return badge.serial == started.serial && badge.status == rules::BadgeStatus::Started;
      };
      if (std::any_of(state->badges.begin(), state->badges.end(), is_open)) {
        open.push_back({started.serial, *row.entry.ticket});
      }
    }
    return open;
  });
}

Result<EventTotals> SqliteJournal::totals() const {
  return connection_.guarded([&]() -> Result<EventTotals> { return projections_.totals(); });
}

Result<std::vector<TicketPresence>> SqliteJournal::presence(const rules::AdmissionDay& day) const {
  return connection_.guarded([&]() -> Result<std::vector<TicketPresence>> { return projections_.presence(day); });
}

Result<std::vector<rules::TicketId>> SqliteJournal::tickets_with_conflicts() const {
  return connection_.guarded(
      [&]() -> Result<std::vector<rules::TicketId>> { return projections_.tickets_with_conflicts(); });
}

Result<std::vector<Merged>> SqliteJournal::parked() const {
  return connection_.guarded([&]() -> Result<std::vector<Merged>> { return parked_.list(); });
}

Result<std::vector<ParkedEntry>> SqliteJournal::parked_entries() const {
  return connection_.guarded([&]() -> Result<std::vector<ParkedEntry>> { return parked_.all(); });
}

Result<OwnTimes> SqliteJournal::own_times() const {
  return connection_.guarded([&]() -> Result<OwnTimes> { return entries_.times_of(own_); });
}

Result<std::map<rules::JournalId, std::uint64_t>> SqliteJournal::before_lacking_parts() const {
  return connection_.guarded(
      [&]() -> Result<std::map<rules::JournalId, std::uint64_t>> { return entries_.before_lacking_parts(); });
}

Result<std::map<rules::JournalId, std::uint64_t>> SqliteJournal::before_sealed_parts() const {
  return connection_.guarded(
      [&]() -> Result<std::map<rules::JournalId, std::uint64_t>> { return entries_.before_sealed_parts(); });
}

Result<void> SqliteJournal::each_row(const std::function<void(const JournalRow&)>& take) const {
  return connection_.guarded([&] { return entries_.each(take); });
}

}  // namespace einlass::store
