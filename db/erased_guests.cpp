#include "db/erased_guests.h"

#include <algorithm>

namespace einlass::store {
namespace {

// Of an entry's own fields: a quotation mark in a text is escaped, and facts call their guests otherwise.
constexpr const char* kNamesAGuest = "\"guest\":";

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

void ErasedGuests::add(rules::GuestId guest) {
  connection_.query("INSERT OR IGNORE INTO erased_guests VALUES (?)").bind(guest).run();
  for (const char* erase : {"DELETE FROM private_parts WHERE entry IN (SELECT id FROM entries WHERE guest = ?)",
                            "DELETE FROM sealed_parts WHERE entry IN (SELECT id FROM entries WHERE guest = ?)",
                            // Of a person as a whole before what says who she is.
                            "DELETE FROM outbox_rows WHERE guest = zeroblob(16) AND (target, person) IN "
                            "(SELECT target, person FROM outbox_rows WHERE guest = ? AND person <> '')",
                            "DELETE FROM outbox_rows WHERE guest = ?"}) {
    connection_.query(erase).bind(guest).run();
  }
  connection_.query("UPDATE parked SET salt = NULL, content = NULL WHERE instr(canonical, ?) > 0")
      .bind(guest.text())
      .run();
  for (const auto& ticket : tickets_of(guest)) erase_what_names_only(ticket);
}

void ErasedGuests::note_ticket(rules::GuestId guest, rules::TicketId ticket) {
  if (contains(guest)) erase_what_names_only(ticket);
}

void ErasedGuests::erase_what_names_only(rules::TicketId ticket) {
  for (const char* erase :
       {"DELETE FROM private_parts WHERE entry IN (SELECT id FROM entries WHERE ticket = ? AND guest IS NULL)",
        "DELETE FROM sealed_parts WHERE entry IN (SELECT id FROM entries WHERE ticket = ? AND guest IS NULL)"}) {
    connection_.query(erase).bind(ticket).run();
  }
  connection_
      .query("UPDATE parked SET salt = NULL, content = NULL WHERE instr(canonical, ?) > 0 AND instr(canonical, ?) = 0")
      .bind(ticket.text(), kNamesAGuest)
      .run();
}

bool ErasedGuests::contains(rules::GuestId guest) const {
  return connection_.query("SELECT 1 FROM erased_guests WHERE guest = ?").bind(guest).step();
}

bool ErasedGuests::covers(const rules::JournalEntry& entry) const {
  if (entry.guest) return contains(*entry.guest);
  return connection_
      .query(
          "SELECT 1 FROM erased_guests WHERE guest IN (SELECT guest FROM guests WHERE ticket = ?1 "
          "UNION SELECT guest FROM entries WHERE ticket = ?1 AND guest IS NOT NULL)")
      .bind(entry.ticket)
      .step();
}

bool ErasedGuests::covers(const std::string& canonical) const {
  auto row = connection_.query("SELECT guest FROM erased_guests");
  while (row.step()) {
    const auto guest = row.get<rules::GuestId>(0);
    if (holds(canonical, guest.text())) return true;
    if (holds(canonical, kNamesAGuest)) continue;
    const auto tickets = tickets_of(guest);
    if (std::any_of(tickets.begin(), tickets.end(), [&](const auto& one) { return holds(canonical, one.text()); })) {
      return true;
    }
  }
  return false;
}

std::vector<rules::TicketId> ErasedGuests::tickets_of(rules::GuestId guest) const {
  std::vector<rules::TicketId> tickets;
  auto row = connection_.query(
      "SELECT ticket FROM guests WHERE guest = ?1 "
      "UNION SELECT ticket FROM entries WHERE guest = ?1 AND ticket IS NOT NULL");
  row.bind(guest);
  while (row.step()) tickets.push_back(row.get<rules::TicketId>(0));
  return tickets;
}

}  // namespace einlass::store
