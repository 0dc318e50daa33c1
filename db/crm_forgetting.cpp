// What is deleted of crm.db where somebody is erased, or an event.
#include "db/crm_tables.h"

namespace einlass::store {

using base::Result;

namespace {

CrmPersonKey key_of(const Query& row) {
  return {.connector = row.get<std::string>(0), .id = row.get<std::string>(1)};
}

}  // namespace

Result<std::vector<CrmPersonKey>> CrmTables::persons_of(rules::EventId event, rules::GuestId guest) {
  return rows("SELECT connector, person FROM matches WHERE event = ? AND guest = ? AND state IN (?, ?)", key_of, event,
              guest, static_cast<int>(MatchState::Matched), static_cast<int>(MatchState::Confirmed));
}

Result<std::vector<CrmPersonKey>> CrmTables::persons_of(rules::EventId event) {
  return rows("SELECT DISTINCT connector, person FROM matches WHERE event = ? AND state <> ?", key_of, event,
              static_cast<int>(MatchState::Rejected));
}

// Whom another guest is as well stays: she is not only hers to forget.
Result<void> CrmTables::forget_person(const CrmPersonKey& person) {
  const auto others = rows(
      "SELECT 1 FROM matches WHERE connector = ? AND person = ? AND state IN (?, ?) LIMIT 1",
      [](const Query& row) { return row.get<bool>(0); }, person.connector, person.id,
      static_cast<int>(MatchState::Matched), static_cast<int>(MatchState::Confirmed));
  if (!others) return tl::make_unexpected(others.error());
  if (!others->empty()) return {};
  auto done = change("DELETE FROM memberships WHERE connector = ? AND person = ?", person.connector, person.id);
  if (done) done = change("DELETE FROM attended WHERE connector = ? AND person = ?", person.connector, person.id);
  return done ? change("DELETE FROM persons WHERE connector = ? AND id = ?", person.connector, person.id) : done;
}

// All at once: a search for each person would read the matches of all events each time.
Result<void> CrmTables::forget_matches(rules::EventId event) {
  const std::string only_here =
      " IN (SELECT connector, person FROM matches WHERE event = ?1 AND state <> ?4 EXCEPT "
      "SELECT connector, person FROM matches WHERE event <> ?1 AND state IN (?2, ?3))";
  Result<void> done;
  for (const char* forget :
       {"DELETE FROM memberships WHERE (connector, person)", "DELETE FROM attended WHERE (connector, person)",
        "DELETE FROM persons WHERE (connector, id)"}) {
    if (!done) return done;
    done = change(forget + only_here, event, static_cast<int>(MatchState::Matched),
                  static_cast<int>(MatchState::Confirmed), static_cast<int>(MatchState::Rejected));
  }
  return done ? change("DELETE FROM matches WHERE event = ?", event) : done;
}

Result<void> CrmTables::forget_guest(rules::EventId event, rules::GuestId guest) {
  const auto hers = persons_of(event, guest);
  if (!hers) return tl::make_unexpected(hers.error());
  auto done = change("DELETE FROM matches WHERE event = ? AND guest = ?", event, guest);
  for (const auto& person : *hers) {
    if (done) done = forget_person(person);
  }
  return done;
}

Result<void> CrmTables::forget_ticket(const std::string& connector, const std::string& external_id) {
  auto done = change("DELETE FROM pulled_tickets WHERE connector = ? AND ? = " + kExternalId, connector, external_id);
  for (const char* forget : {"DELETE FROM ticket_persons WHERE connector = ? AND external_id = ?",
                             "DELETE FROM refused_tickets WHERE connector = ? AND external_id = ?"}) {
    if (done) done = change(forget, connector, external_id);
  }
  return done;
}

Result<void> CrmTables::forget_unlinked() {
  Result<void> done;
  for (const char* forget :
       {"DELETE FROM pulled_tickets WHERE (connector, remote) NOT IN (SELECT connector, remote FROM links)",
        "DELETE FROM whole_orders WHERE (connector, remote) NOT IN (SELECT connector, remote FROM links)",
        "DELETE FROM ticket_persons WHERE (connector, remote) NOT IN (SELECT connector, remote FROM links)",
        "DELETE FROM refused_tickets WHERE (connector, remote) NOT IN (SELECT connector, remote FROM links)",
        "DELETE FROM pulls WHERE remote <> '' AND (connector, remote) NOT IN (SELECT connector, remote FROM links)"}) {
    if (done) done = change(forget);
  }
  return done;
}

Result<void> CrmTables::forget_attended(const std::string& event) {
  if (event.empty()) return {};
  auto done = change("INSERT OR IGNORE INTO purged_events VALUES (?)", event);
  if (done) {
    done =
        change("INSERT OR IGNORE INTO attended SELECT connector, person, '', '' FROM attended WHERE event = ?", event);
  }
  return done ? change("DELETE FROM attended WHERE event = ?", event) : done;
}

}  // namespace einlass::store
