#include "db/lease_table.h"

#include <algorithm>

namespace einlass::store {
namespace {

std::string text_of(const rules::AdmissionDay& day) {
  return day ? day->iso() : std::string();
}

rules::AdmissionDay day_of(const std::string& text) {
  return base::VenueDay::parse(text);
}

// A lease is over once it was forfeited, or its holder returned it and nothing that the holder wrote before is missing:
// entries come in any order, and until then each missing one may be an admission on it. What was returned is free
// either way.
constexpr const char* open_sql =
    "SELECT lease, holder, category, day, seats - coalesce((SELECT max(ends.returned) FROM lease_ends AS ends "
    "  WHERE ends.lease = leases.lease AND ends.journal = leases.holder), 0), lasts_ms, granted, "
    "coalesce((SELECT sum(inside) FROM lease_uses AS uses WHERE uses.lease = leases.lease AND uses.day = leases.day), "
    "0), coalesce((SELECT sum(admitted) FROM lease_uses AS uses WHERE uses.lease = leases.lease "
    "  AND uses.day = leases.day), 0), EXISTS (SELECT 1 FROM lost_journals WHERE journal = leases.holder) "
    "FROM leases WHERE NOT EXISTS (SELECT 1 FROM lease_ends AS ends WHERE ends.lease = leases.lease AND "
    "  (ends.returned IS NULL OR (ends.journal = leases.holder AND ends.sequence <= coalesce("
    "    (SELECT held FROM journals WHERE journals.journal = leases.holder), 0)))) "
    "ORDER BY granted, lease";

}  // namespace

int OpenLease::unused(rules::CapCounts counts) const {
  return std::max(0, seats - (counts == rules::CapCounts::Inside ? used_inside : used_admitted));
}

int OpenLease::unused(const rules::EventPolicy& policy) const {
  int left = seats;
  if (policy.cap) left = std::min(left, unused(policy.cap->counts));
  const auto cap = policy.category_caps.find(category);
  if (cap != policy.category_caps.end()) left = std::min(left, unused(cap->second.counts));
  return left;
}

void LeaseTable::note(const rules::JournalEntry& entry) {
  if (const auto* granted = std::get_if<rules::LeaseGranted>(&entry.fact)) {
    // A server that was restored may grant once more what it had forgotten: the greater number is the safe one.
    connection_
        .query(
            "INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lease, holder, category, day) DO UPDATE SET "
            "seats = max(seats, excluded.seats), lasts_ms = max(lasts_ms, excluded.lasts_ms), "
            "granted = max(granted, excluded.granted)")
        .bind(granted->lease, granted->holder, granted->category, text_of(granted->day), granted->seats,
              granted->lasts_ms, entry.time.venue)
        .run();
  }
  if (const auto* returned = std::get_if<rules::LeaseReturned>(&entry.fact)) {
    note_end(entry, returned->lease, std::max(0, returned->seats));
  }
  if (const auto* forfeited = std::get_if<rules::LeaseForfeited>(&entry.fact)) {
    note_end(entry, forfeited->lease, std::nullopt);
  }
  if (const auto* lost = std::get_if<rules::KioskLost>(&entry.fact)) {
    connection_.query("INSERT OR IGNORE INTO lost_journals VALUES (?)").bind(lost->journal).run();
    note_lost_kiosk(entry.place, lost->journal);
  }
}

// Without a kiosk only the journal is given up: its kiosk goes on in another one. Of two entries about one kiosk the
// smaller journal is kept, whichever came first.
void LeaseTable::note_lost_kiosk(const rules::Place& place, rules::JournalId journal) {
  if (place.kiosk.is_nil()) return;
  connection_
      .query(
          "INSERT INTO lost_kiosks VALUES (?, ?, ?) ON CONFLICT (kiosk) DO UPDATE SET journal = excluded.journal, "
          "name = excluded.name WHERE (excluded.journal, excluded.name) < (journal, name)")
      .bind(place.kiosk, journal, place.name)
      .run();
}

void LeaseTable::note_end(const rules::JournalEntry& entry, rules::LeaseId lease, std::optional<int> returned) {
  connection_.query("INSERT OR IGNORE INTO lease_ends VALUES (?, ?, ?, ?)")
      .bind(lease, entry.id.journal, entry.id.sequence, returned)
      .run();
}

void LeaseTable::put_uses(rules::TicketId ticket, const std::vector<rules::LeasedSeats>& before,
                          const std::vector<rules::LeasedSeats>& after) {
  if (after == before) return;
  connection_.query("DELETE FROM lease_uses WHERE ticket = ?").bind(ticket).run();
  for (const auto& seats : after) {
    connection_.query("INSERT INTO lease_uses VALUES (?, ?, ?, ?, ?)")
        .bind(ticket, seats.lease, text_of(seats.day), seats.inside, seats.admitted)
        .run();
  }
}

std::vector<rules::LeasedSeats> LeaseTable::uses_of(rules::TicketId ticket) const {
  std::vector<rules::LeasedSeats> uses;
  auto row = connection_.query("SELECT lease, day, inside, admitted FROM lease_uses WHERE ticket = ? ORDER BY 1, 2");
  row.bind(ticket);
  while (row.step()) {
    uses.push_back({.lease = row.get<rules::LeaseId>(0),
                    .day = day_of(row.get<std::string>(1)),
                    .inside = row.get<int>(2),
                    .admitted = row.get<int>(3)});
  }
  return uses;
}

void LeaseTable::clear() {
  for (const char* table : {"leases", "lease_ends", "lease_uses", "lost_journals", "lost_kiosks"}) {
    connection_.query("DELETE FROM " + std::string(table)).run();
  }
}

std::vector<OpenLease> LeaseTable::open_leases() const {
  std::vector<OpenLease> leases;
  if (!connection_.query("SELECT 1 FROM leases LIMIT 1").step()) return leases;  // spares most events the joins
  auto row = connection_.query(open_sql);
  while (row.step()) {
    leases.push_back({.lease = row.get<rules::LeaseId>(0),
                      .holder = row.get<rules::JournalId>(1),
                      .category = row.get<std::string>(2),
                      .day = day_of(row.get<std::string>(3)),
                      .seats = row.get<int>(4),
                      .lasts_ms = row.get<std::int64_t>(5),
                      .granted = row.get<base::Instant>(6),
                      .used_inside = row.get<int>(7),
                      .used_admitted = row.get<int>(8),
                      .holder_is_lost = row.get<bool>(9)});
  }
  return leases;
}

std::vector<LostKiosk> LeaseTable::lost_kiosks() const {
  std::vector<LostKiosk> lost;
  auto row = connection_.query("SELECT kiosk, journal, name FROM lost_kiosks ORDER BY kiosk");
  while (row.step()) {
    lost.push_back({.kiosk = row.get<rules::KioskId>(0),
                    .journal = row.get<rules::JournalId>(1),
                    .name = row.get<std::string>(2)});
  }
  return lost;
}

std::vector<ForfeitedUse> LeaseTable::used_of_forfeited() const {
  std::vector<ForfeitedUse> uses;
  auto row = connection_.query(
      "SELECT ticket, lease, day, admitted FROM lease_uses AS uses WHERE admitted > 0 AND EXISTS (SELECT 1 FROM "
      "lease_ends AS ends WHERE ends.lease = uses.lease AND ends.returned IS NULL) ORDER BY day, lease, ticket");
  while (row.step()) {
    uses.push_back({.ticket = row.get<rules::TicketId>(0),
                    .lease = row.get<rules::LeaseId>(1),
                    .day = day_of(row.get<std::string>(2)),
                    .persons = row.get<int>(3)});
  }
  return uses;
}

bool LeaseTable::knows(rules::LeaseId lease) const {
  return connection_.query("SELECT 1 FROM leases WHERE lease = ?").bind(lease).step();
}

int LeaseTable::reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
                         rules::CapCounts counts) const {
  int seats = 0;
  for (const auto& lease : open_leases()) {
    if (lease.day == day && (!category || lease.category == *category)) seats += lease.unused(counts);
  }
  return seats;
}

}  // namespace einlass::store
