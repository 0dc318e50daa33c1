#include "db/projections.h"

#include <algorithm>
#include <optional>
#include <set>

namespace einlass::store {
namespace {

using rules::JournalEntry;

std::string iso_of(const rules::AdmissionDay& day) {
  return day ? day->iso() : std::string();
}

template <typename Fact>
const Fact* fact_of(const JournalEntry& entry) {
  return std::get_if<Fact>(&entry.fact);
}

std::set<rules::ScanId> undone_scans(std::span<const JournalEntry> entries) {
  std::set<rules::ScanId> undone;
  for (const auto& entry : entries) {
    if (const auto* fact = fact_of<rules::AdmissionUndone>(entry)) undone.insert(fact->undone.scan);
  }
  return undone;
}

// Anonymous persons: a tap of its own each, outside the fold of tickets.
std::vector<const rules::Counted*> counted_persons(std::span<const JournalEntry> entries) {
  const auto undone = undone_scans(entries);
  std::vector<const rules::Counted*> counted;
  for (const auto& entry : entries) {
    const auto* fact = fact_of<rules::Counted>(entry);
    if (fact != nullptr && !(entry.scan && undone.contains(entry.scan->scan))) counted.push_back(fact);
  }
  return counted;
}

std::map<std::string, TicketFigures::Day> days_of(const rules::TicketState& state,
                                                  const std::vector<const rules::Counted*>& counted) {
  std::map<std::string, TicketFigures::Day> days;
  for (const auto& standing : state.standing)
    days.try_emplace(iso_of(standing.day), TicketFigures::Day{standing.category});
  for (const auto& [day, persons] : state.days) {
    if (persons == rules::DayState{}) continue;
    auto& entry = days[iso_of(day)];
    entry.inside = persons.inside;
    entry.admitted = persons.admitted;
    entry.disputed = persons.disputed;
  }
  for (const auto* fact : counted) {
    auto& entry = days.try_emplace(iso_of(fact->day), TicketFigures::Day{fact->category}).first->second;
    entry.inside += fact->persons;
    entry.admitted += fact->persons;
  }
  return days;
}

// Of tickets and of those who were only counted.
std::vector<rules::LeasedSeats> leased_seats(const rules::TicketState& state,
                                             const std::vector<const rules::Counted*>& counted) {
  std::map<std::pair<rules::LeaseId, rules::AdmissionDay>, rules::LeasedSeats> by_lease;
  for (const auto& seats : state.leased) by_lease.emplace(std::pair(seats.lease, seats.day), seats);
  for (const auto* fact : counted) {
    if (fact->seat.source != rules::SeatSource::Lease) continue;
    auto& seats = by_lease.try_emplace({fact->seat.lease, fact->day}).first->second;
    seats.lease = fact->seat.lease;
    seats.day = fact->day;
    seats.inside += fact->persons;
    seats.admitted += fact->persons;
  }
  std::vector<rules::LeasedSeats> leased;
  for (const auto& [key, seats] : by_lease) leased.push_back(seats);
  return leased;
}

int badges_printed(const rules::TicketState& state) {
  return static_cast<int>(std::count_if(state.badges.begin(), state.badges.end(), [](const rules::Badge& badge) {
    return badge.status == rules::BadgeStatus::Printed;
  }));
}

int open_conflicts(const rules::TicketState& state) {
  return static_cast<int>(std::count_if(state.conflicts.begin(), state.conflicts.end(),
                                        [](const rules::Conflict& conflict) { return !conflict.judged; }));
}

// On the newest day on which somebody came: what was owed to yesterday's guest, today's does not wait for.
int badges_owed(const rules::TicketState& state) {
  if (state.days.empty()) return 0;
  return static_cast<int>(state.owed_badges(state.days.rbegin()->first).size());
}

TicketFigures figures_from(std::span<const JournalEntry> entries) {
  const auto state = rules::fold_ticket(entries);
  const auto counted = counted_persons(entries);
  TicketFigures figures{.walk_in = state.walk_in,
                        .seat_released = state.seat_released,
                        .conflicts = open_conflicts(state),
                        .badges_owed = badges_owed(state),
                        .badges_printed = badges_printed(state),
                        .days = days_of(state, counted),
                        .leased = leased_seats(state, counted)};
  for (const auto* fact : counted) figures.counted += fact->persons;
  return figures;
}

}  // namespace

Share& Share::operator+=(const Share& other) {
  for (const auto& [key, persons] : other.presence) {
    auto& sum = presence[key];
    sum.inside += persons.inside;
    sum.admitted += persons.admitted;
    sum.drawn_inside += persons.drawn_inside;
    sum.drawn_admitted += persons.drawn_admitted;
    sum.disputed += persons.disputed;
    sum.drawn_disputed += persons.drawn_disputed;
  }
  for (const auto& [category, seats] : other.owned_seats) owned_seats[category] += seats;
  expected_tickets += other.expected_tickets;
  expected_persons += other.expected_persons;
  walk_ins += other.walk_ins;
  counted += other.counted;
  refused += other.refused;
  conflicts += other.conflicts;
  badges_owed += other.badges_owed;
  badges_printed += other.badges_printed;
  return *this;
}

void Projections::note_listing(ShareChange& change, rules::TicketId ticket, const std::optional<Listing>& before,
                               const std::optional<Listing>& after) const {
  const auto figures = figures_of(ticket);
  change.before += share_from(figures, before);
  change.after += share_from(figures, after);
}

TicketFigures Projections::figures_of(rules::TicketId ticket) const {
  TicketFigures figures;
  auto state = connection_.query(
      "SELECT walk_in, counted, seat_released, conflicts, badges_owed, badges_printed FROM ticket_states "
      "WHERE ticket = ?");
  if (!state.bind(ticket).step()) return figures;
  figures = {.walk_in = state.get<bool>(0),
             .counted = state.get<int>(1),
             .seat_released = state.get<bool>(2),
             .conflicts = state.get<int>(3),
             .badges_owed = state.get<int>(4),
             .badges_printed = state.get<int>(5),
             .days = {},
             .leased = leases_.uses_of(ticket)};
  auto day = connection_.query("SELECT day, category, inside, admitted, disputed FROM ticket_days WHERE ticket = ?");
  day.bind(ticket);
  while (day.step()) {
    figures.days[day.get<std::string>(0)] = {.category = day.get<std::string>(1),
                                             .inside = day.get<int>(2),
                                             .admitted = day.get<int>(3),
                                             .disputed = day.get<int>(4)};
  }
  return figures;
}

std::optional<Listing> Projections::listing_of(rules::TicketId ticket) const {
  auto guest = connection_.query("SELECT category, places, confirmed, owns_seat FROM guests WHERE ticket = ?");
  if (!guest.bind(ticket).step()) return std::nullopt;
  return read_listing(guest, 0);
}

Listing Projections::read_listing(const Query& row, int column) {
  return {.category = row.get<std::string>(column),
          .places = row.get<int>(column + 1),
          .confirmed = row.get<bool>(column + 2),
          .owns_seat = row.get<bool>(column + 3)};
}

Share Projections::share_from(const TicketFigures& figures, const std::optional<Listing>& listing) {
  Share share{.presence = {},
              .owned_seats = {},
              .counted = figures.counted,
              .conflicts = figures.conflicts,
              .badges_owed = figures.badges_owed,
              .badges_printed = figures.badges_printed};
  const bool owns_seat = listing && listing->owns_seat && !figures.seat_released;
  if (listing && listing->confirmed && !figures.walk_in) {
    share.expected_tickets = 1;
    share.expected_persons = listing->places;
  }
  if (owns_seat) share.owned_seats[listing->category] = listing->places;
  for (const auto& [day, persons] : figures.days) {
    share.presence[{day, persons.category}] = {.inside = persons.inside,
                                               .admitted = persons.admitted,
                                               .drawn_inside = owns_seat ? 0 : persons.inside,
                                               .drawn_admitted = owns_seat ? 0 : persons.admitted,
                                               .disputed = persons.disputed,
                                               .drawn_disputed = owns_seat ? 0 : persons.disputed};
    if (figures.walk_in) share.walk_ins += persons.admitted;
  }
  return share;
}

void Projections::replace(const ShareChange& change) {
  const auto& [before, after] = change;
  auto presence = after.presence;
  for (const auto& [key, old] : before.presence) {
    auto& rest = presence[key];
    rest.inside -= old.inside;
    rest.admitted -= old.admitted;
    rest.drawn_inside -= old.drawn_inside;
    rest.drawn_admitted -= old.drawn_admitted;
    rest.disputed -= old.disputed;
    rest.drawn_disputed -= old.drawn_disputed;
  }
  for (const auto& [key, rest] : presence) add_presence(key, rest);
  auto seats = after.owned_seats;
  for (const auto& [category, old] : before.owned_seats) seats[category] -= old;
  for (const auto& [category, rest] : seats) {
    if (rest == 0) continue;
    connection_
        .query(
            "INSERT INTO owned_seats VALUES (?, ?) ON CONFLICT (category) DO UPDATE SET seats = seats + "
            "excluded.seats")
        .bind(category, rest)
        .run();
  }
  add_sums(before, after);
}

void Projections::add_presence(const Share::DayAndCategory& key, const Presence& change) {
  if (change == Presence{}) return;
  connection_
      .query(
          "INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, category) DO UPDATE SET "
          "inside = inside + excluded.inside, admitted = admitted + excluded.admitted, "
          "drawn_inside = drawn_inside + excluded.drawn_inside, "
          "drawn_admitted = drawn_admitted + excluded.drawn_admitted, disputed = disputed + excluded.disputed, "
          "drawn_disputed = drawn_disputed + excluded.drawn_disputed")
      .bind(key.first, key.second, change.inside, change.admitted, change.drawn_inside, change.drawn_admitted,
            change.disputed, change.drawn_disputed)
      .run();
}

void Projections::add_sums(const Share& before, const Share& after) {
  const int changes[] = {after.expected_tickets - before.expected_tickets,
                         after.expected_persons - before.expected_persons,
                         after.walk_ins - before.walk_ins,
                         after.counted - before.counted,
                         after.refused - before.refused,
                         after.conflicts - before.conflicts,
                         after.badges_owed - before.badges_owed,
                         after.badges_printed - before.badges_printed};
  if (std::all_of(std::begin(changes), std::end(changes), [](int change) { return change == 0; })) return;
  connection_
      .query(
          "UPDATE sums SET expected_tickets = expected_tickets + ?, expected_persons = expected_persons + ?, "
          "walk_ins = walk_ins + ?, counted = counted + ?, refused = refused + ?, conflicts = conflicts + ?, "
          "badges_owed = badges_owed + ?, badges_printed = badges_printed + ?")
      .bind(changes[0], changes[1], changes[2], changes[3], changes[4], changes[5], changes[6], changes[7])
      .run();
}

void Projections::refresh_ticket(rules::TicketId ticket, std::span<const JournalEntry> entries) {
  const auto before = figures_of(ticket);
  const auto after = figures_from(entries);
  if (after == before) return;
  write_figures(ticket, before, after);
  const auto listing = listing_of(ticket);
  replace({share_from(before, listing), share_from(after, listing)});
}

// A ticket that nothing is said of any more has no row, as if it never had one: the table is a function of the entries.
void Projections::write_figures(rules::TicketId ticket, const TicketFigures& before, const TicketFigures& after) {
  leases_.put_uses(ticket, before.leased, after.leased);
  if (after == TicketFigures{}) {
    connection_.query("DELETE FROM ticket_states WHERE ticket = ?").bind(ticket).run();
    connection_.query("DELETE FROM ticket_days WHERE ticket = ?").bind(ticket).run();
    return;
  }
  connection_.query("INSERT OR REPLACE INTO ticket_states VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(ticket, after.walk_in, after.counted, after.seat_released, after.conflicts, after.badges_owed,
            after.badges_printed)
      .run();
  if (after.days == before.days) return;
  if (!before.days.empty()) connection_.query("DELETE FROM ticket_days WHERE ticket = ?").bind(ticket).run();
  for (const auto& [day, persons] : after.days) {
    connection_.query("INSERT INTO ticket_days VALUES (?, ?, ?, ?, ?, ?)")
        .bind(ticket, day, persons.category, persons.inside, persons.admitted, persons.disputed)
        .run();
  }
}

void Projections::refresh_scan(rules::ScanId scan, std::optional<int> before, std::span<const JournalEntry> entries) {
  const auto* outcome = rules::outcome_of_scan(entries, scan);
  const auto* fact = outcome == nullptr ? nullptr : fact_of<rules::Refused>(*outcome);
  // Whoever fetches a badge was not to come in by that scan.
  const int refused = fact != nullptr && fact->refusal != rules::Refusal::BadgeDesk ? 1 : 0;
  if (refused == before) return;
  connection_.query("INSERT OR REPLACE INTO scan_outcomes VALUES (?, ?)").bind(scan, refused).run();
  ShareChange change;
  change.before.refused = before.value_or(0);
  change.after.refused = refused;
  replace(change);
}

std::optional<int> Projections::refused_of(rules::ScanId scan) const {
  auto row = connection_.query("SELECT refused FROM scan_outcomes WHERE scan = ?");
  if (!row.bind(scan).step()) return std::nullopt;
  return row.get<int>(0);
}

void Projections::note_badge(rules::BadgeSerial serial, rules::TicketId ticket) {
  connection_.query("INSERT OR IGNORE INTO badges VALUES (?, ?)").bind(serial, ticket).run();
}

void Projections::clear() {
  for (const char* table :
       {"ticket_states", "ticket_days", "counts", "owned_seats", "sums", "badges", "scan_outcomes"}) {
    connection_.query("DELETE FROM " + std::string(table)).run();
  }
  leases_.clear();
  connection_.query("INSERT INTO sums (only) VALUES (1)").run();
  ShareChange change;
  auto guest = connection_.query("SELECT ticket, category, places, confirmed, owns_seat FROM guests");
  while (guest.step()) note_listing(change, guest.get<rules::TicketId>(0), std::nullopt, read_listing(guest, 1));
  replace(change);
}

std::optional<rules::TicketId> Projections::ticket_of_badge(rules::BadgeSerial serial) const {
  auto row = connection_.query("SELECT ticket FROM badges WHERE serial = ?");
  if (!row.bind(serial).step()) return std::nullopt;
  return row.get<rules::TicketId>(0);
}

std::vector<rules::TicketId> Projections::tickets_with_conflicts() const {
  std::vector<rules::TicketId> tickets;
  auto row = connection_.query("SELECT ticket FROM ticket_states WHERE conflicts > 0 ORDER BY ticket");
  while (row.step()) tickets.push_back(row.get<rules::TicketId>(0));
  return tickets;
}

std::vector<TicketPresence> Projections::presence(const rules::AdmissionDay& day) const {
  std::vector<TicketPresence> tickets;
  auto row = connection_.query(
      "SELECT ticket, coalesce(category, ''), coalesce(inside, 0), coalesce(admitted, 0), "
      "coalesce(disputed, 0), seat_released "
      "FROM ticket_states LEFT JOIN (SELECT * FROM ticket_days WHERE day = ?) USING (ticket)");
  row.bind(iso_of(day));
  while (row.step()) {
    tickets.push_back({.ticket = row.get<rules::TicketId>(0),
                       .category = row.get<std::string>(1),
                       .inside = row.get<int>(2),
                       .admitted = row.get<int>(3),
                       .disputed = row.get<int>(4),
                       .seat_released = row.get<bool>(5)});
  }
  return tickets;
}

EventTotals Projections::totals() const {
  EventTotals totals;
  auto sums = connection_.query(
      "SELECT expected_tickets, expected_persons, walk_ins, counted, refused, conflicts, badges_owed, badges_printed "
      "FROM sums");
  if (sums.step()) {
    totals.expected_tickets = sums.get<int>(0);
    totals.expected_persons = sums.get<int>(1);
    totals.walk_ins = sums.get<int>(2);
    totals.counted = sums.get<int>(3);
    totals.refused = sums.get<int>(4);
    totals.conflicts = sums.get<int>(5);
    totals.badges_owed = sums.get<int>(6);
    totals.badges_printed = sums.get<int>(7);
  }
  read_presence(totals);
  return totals;
}

// Who came yesterday and never departed is not inside today; '' is an event without days.
void Projections::read_presence(EventTotals& totals) const {
  std::string newest;
  int inside_on_newest = 0;
  auto presence = connection_.query(
      "SELECT day, category, admitted, inside FROM counts WHERE admitted <> 0 OR inside <> 0 ORDER BY day");
  while (presence.step()) {
    const auto day = presence.get<std::string_view>(0);
    totals.admitted += presence.get<int>(2);
    totals.admitted_by_category[presence.get<std::string>(1)] += presence.get<int>(2);
    if (day.empty()) {
      totals.inside += presence.get<int>(3);
      continue;
    }
    if (day != newest) inside_on_newest = 0;
    newest = day;
    inside_on_newest += presence.get<int>(3);
  }
  totals.inside += inside_on_newest;
}

}  // namespace einlass::store
