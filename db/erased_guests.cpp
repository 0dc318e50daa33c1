#include "db/erased_guests.h"

#include "core/rules/erasures.h"
#include "core/wire/entry_json.h"

#include <algorithm>

namespace einlass::store {
namespace {

// Of an entry's own fields: a quotation mark in a text is escaped, and facts call their guests otherwise.
constexpr const char* kNamesAGuest = "\"guest\":";

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool is_of_refusal(std::string_view kind) {
  return std::find(rules::refusal_kinds.begin(), rules::refusal_kinds.end(), kind) != rules::refusal_kinds.end();
}

// As it stands in canonical text.
std::string named_kind(const char* kind) {
  return std::string("\"kind\":\"") + kind + "\"";
}

}  // namespace

void ErasedGuests::add(rules::GuestId guest) {
  connection_.query("INSERT OR IGNORE INTO erased_guests VALUES (?)").bind(guest).run();
  if (guest == rules::everybody) return add_everybody();
  if (guest == rules::refusal_reasons) return add_refusal_reasons();
  for (const char* erase : {"DELETE FROM private_parts WHERE entry IN (SELECT id FROM entries WHERE guest = ?)",
                            "DELETE FROM sealed_parts WHERE entry IN (SELECT id FROM entries WHERE guest = ?)",
                            // Of a person as a whole before what says who she is.
                            "DELETE FROM outbox_rows WHERE guest = zeroblob(16) AND (target, person) IN "
                            "(SELECT target, person FROM outbox_rows WHERE guest = ? AND person <> '')",
                            "DELETE FROM outbox_rows WHERE guest = ?", "DELETE FROM objections WHERE guest = ?"}) {
    connection_.query(erase).bind(guest).run();
  }
  connection_.query("UPDATE parked SET salt = NULL, content = NULL WHERE instr(canonical, ?) > 0")
      .bind(guest.text())
      .run();
  for (const auto& ticket : tickets_of(guest)) erase_what_names_only(ticket);
}

void ErasedGuests::add_everybody() {
  connection_.execute(
      "DELETE FROM private_parts; DELETE FROM sealed_parts; UPDATE parked SET salt = NULL, content = NULL;");
  empty_tables_of_persons();
}

// The one place for what else names persons or follows them, wherever an event's file lies: server, kiosk, backup. The
// guest book is SqliteGuestBook's to rewrite.
void ErasedGuests::empty_tables_of_persons() {
  connection_.execute(
      "DELETE FROM decisions; DELETE FROM prints; DELETE FROM paper_lists;"
      "DELETE FROM outbox_rows; DELETE FROM outbox_targets; DELETE FROM dirty_tickets;"
      "DELETE FROM objections;");
}

void ErasedGuests::add_refusal_reasons() {
  for (const char* kind : rules::refusal_kinds) {
    for (const char* erase : {"DELETE FROM private_parts WHERE entry IN (SELECT id FROM entries WHERE kind = ?)",
                              "DELETE FROM sealed_parts WHERE entry IN (SELECT id FROM entries WHERE kind = ?)"}) {
      connection_.query(erase).bind(kind).run();
    }
    connection_.query("UPDATE parked SET salt = NULL, content = NULL WHERE instr(canonical, ?) > 0")
        .bind(named_kind(kind))
        .run();
  }
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
  return connection_.query("SELECT 1 FROM erased_guests WHERE guest IN (?, ?)").bind(guest, rules::everybody).step();
}

std::set<rules::GuestId> ErasedGuests::all() const {
  std::set<rules::GuestId> guests;
  auto row = connection_.query("SELECT guest FROM erased_guests");
  while (row.step()) guests.insert(row.get<rules::GuestId>(0));
  return guests;
}

bool ErasedGuests::covers(const rules::JournalEntry& entry) const {
  if (contains(rules::everybody)) return true;
  if (is_of_refusal(wire::fact_kind(entry.fact)) && contains(rules::refusal_reasons)) return true;
  if (entry.guest) return contains(*entry.guest);
  return connection_
      .query(
          "SELECT 1 FROM erased_guests WHERE guest IN (SELECT guest FROM guests WHERE ticket = ?1 "
          "UNION SELECT guest FROM entries WHERE ticket = ?1 AND guest IS NOT NULL)")
      .bind(entry.ticket)
      .step();
}

bool ErasedGuests::covers(const std::string& canonical) const {
  if (contains(rules::everybody)) return true;
  const auto names_kind = [&](const char* kind) { return holds(canonical, named_kind(kind)); };
  if (contains(rules::refusal_reasons) &&
      std::any_of(rules::refusal_kinds.begin(), rules::refusal_kinds.end(), names_kind)) {
    return true;
  }
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
