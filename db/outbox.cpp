#include "db/outbox.h"

#include "core/rules/erasures.h"
#include "core/rules/words.h"
#include "db/connection.h"
#include "db/query.h"
#include "db/statements.h"

namespace einlass::store {
namespace {

using base::Result;
using rules::OutboxHold;
using rules::OutboxState;

// A word of no version that wrote here is the first one.
template <typename Value>
Value of_word(const Query& row, int column) {
  return rules::word_to<Value>(row.get<std::string_view>(column)).value_or(Value{});
}

const std::string kOutboxColumns =
    "SELECT record, ticket, guest, person, desired, sending, recorded, remote_id, state, hold, left_out, unsure, "
    "first_try, last_try, next_try, tries, generation, words, target FROM outbox_rows ";

OutboxRow row_of(const Query& row) {
  return {.record = row.get<std::string>(0),
          .ticket = row.get<rules::TicketId>(1),
          .guest = row.get<rules::GuestId>(2),
          .person = row.get<std::string>(3),
          .desired = row.get<std::string>(4),
          .sending = row.get<std::string>(5),
          .recorded = row.get<std::string>(6),
          .remote_id = row.get<std::string>(7),
          .state = of_word<OutboxState>(row, 8),
          .hold = of_word<OutboxHold>(row, 9),
          .left_out = row.get<bool>(10),
          .unsure = row.get<bool>(11),
          .first_try = row.get<base::Instant>(12),
          .last_try = row.get<base::Instant>(13),
          .next_try = row.get<base::Instant>(14),
          .tries = row.get<int>(15),
          .generation = row.get<int>(16),
          .words = row.get<std::string>(17)};
}

OutboxTarget target_of(const Query& row) {
  return {.name = row.get<std::string>(0),
          .place = row.get<std::string>(1),
          .enabled = row.get<bool>(2),
          .stopped = row.get<std::string>(3)};
}

const std::string kTargets = "SELECT target, place, enabled, stopped FROM outbox_targets ";

}  // namespace

Result<std::vector<OutboxTarget>> Outbox::targets() const {
  return Statements(connection_).rows(kTargets + "ORDER BY target", &target_of);
}

Result<std::optional<OutboxTarget>> Outbox::target(const std::string& name) const {
  return first(Statements(connection_).rows(kTargets + "WHERE target = ?", &target_of, name));
}

Result<void> Outbox::put_target(const OutboxTarget& target) {
  return Statements(connection_)
      .change("INSERT OR REPLACE INTO outbox_targets (target, place, enabled, stopped) VALUES (?, ?, ?, ?)",
              target.name, target.place, target.enabled, target.stopped);
}

Result<std::vector<rules::TicketId>> Outbox::dirty(std::size_t limit) const {
  return Statements(connection_)
      .rows(
          "SELECT ticket FROM dirty_tickets ORDER BY ticket LIMIT ?",
          [](const Query& row) { return row.get<rules::TicketId>(0); }, static_cast<std::int64_t>(limit));
}

Result<void> Outbox::mark(rules::TicketId ticket) {
  return Statements(connection_).change("INSERT OR IGNORE INTO dirty_tickets VALUES (?)", ticket);
}

Result<void> Outbox::mark_all() {
  return Statements(connection_)
      .change(
          "INSERT OR IGNORE INTO dirty_tickets SELECT ticket FROM guests UNION SELECT ticket FROM entries WHERE ticket "
          "IS NOT NULL");
}

Result<void> Outbox::unmark(const std::vector<rules::TicketId>& tickets) {
  Statements statements(connection_);
  for (const auto ticket : tickets) {
    if (auto done = statements.change("DELETE FROM dirty_tickets WHERE ticket = ?", ticket); !done) return done;
  }
  return {};
}

Result<std::vector<OutboxRow>> Outbox::rows(const std::string& target) const {
  return Statements(connection_).rows(kOutboxColumns + "WHERE target = ? ORDER BY record", &row_of, target);
}

Result<std::optional<OutboxRow>> Outbox::row(const std::string& target, const std::string& record) const {
  return first(
      Statements(connection_).rows(kOutboxColumns + "WHERE target = ? AND record = ?", &row_of, target, record));
}

Result<std::vector<OutboxRow>> Outbox::rows_of_ticket(const std::string& target, rules::TicketId ticket) const {
  return Statements(connection_).rows(kOutboxColumns + "WHERE target = ? AND ticket = ?", &row_of, target, ticket);
}

Result<std::vector<OutboxRow>> Outbox::rows_of_person(const std::string& target, const std::string& person) const {
  return Statements(connection_).rows(kOutboxColumns + "WHERE target = ? AND person = ?", &row_of, target, person);
}

Result<std::vector<std::pair<std::string, OutboxRow>>> Outbox::rows_of_guest(rules::GuestId guest) const {
  return Statements(connection_)
      .rows(
          kOutboxColumns +
              "WHERE guest = ?1 OR (guest = zeroblob(16) AND (target, person) IN (SELECT target, person FROM "
              "outbox_rows WHERE guest = ?1 AND person <> '')) ORDER BY target, record",
          [](const Query& row) { return std::pair(row.get<std::string>(18), row_of(row)); }, guest);
}

Result<std::vector<OutboxRow>> Outbox::parked(const std::string& target) const {
  return Statements(connection_)
      .rows(kOutboxColumns + "WHERE target = ? AND state = 'parked' ORDER BY record", &row_of, target);
}

Result<bool> Outbox::leaves_out(const std::string& target) const {
  return Statements(connection_)
      .rows(
          "SELECT 1 FROM outbox_rows WHERE target = ? AND left_out AND hold <> '' LIMIT 1",
          [](const Query& row) { return row.get<bool>(0); }, target)
      .map([](const std::vector<bool>& found) { return !found.empty(); });
}

Result<std::vector<OutboxRow>> Outbox::ready(const std::string& target, base::Instant now, std::size_t limit) const {
  return Statements(connection_)
      .rows(kOutboxColumns +
                "WHERE target = ? AND state IN ('due', 'sent') AND next_try <= ? ORDER BY next_try, id LIMIT ?",
            &row_of, target, now, static_cast<std::int64_t>(limit));
}

Result<std::optional<base::Instant>> Outbox::next_try(const std::string& target) const {
  return first(Statements(connection_)
                   .rows(
                       "SELECT next_try FROM outbox_rows WHERE target = ? AND state IN ('due', 'sent') "
                       "ORDER BY next_try LIMIT 1",
                       [](const Query& row) { return row.get<base::Instant>(0); }, target));
}

Result<std::map<OutboxState, int>> Outbox::counts(const std::string& target) const {
  const auto rows =
      Statements(connection_)
          .rows(
              "SELECT state, count(*) FROM outbox_rows WHERE target = ? GROUP BY state",
              [](const Query& row) { return std::pair(of_word<OutboxState>(row, 0), row.get<int>(1)); }, target);
  if (!rows) return base::failed(rows);
  return std::map<OutboxState, int>(rows->begin(), rows->end());
}

Result<void> Outbox::put(const std::string& target, const OutboxRow& row) {
  return Statements(connection_)
      .change(
          "INSERT INTO outbox_rows (target, record, ticket, guest, person, desired, sending, recorded, remote_id, "
          "state, "
          "hold, left_out, unsure, first_try, last_try, next_try, tries, generation, words) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (target, record) DO UPDATE SET "
          "ticket = excluded.ticket, guest = excluded.guest, person = excluded.person, desired = excluded.desired, "
          "sending = excluded.sending, recorded = excluded.recorded, remote_id = excluded.remote_id, "
          "state = excluded.state, hold = excluded.hold, left_out = excluded.left_out, unsure = excluded.unsure, "
          "first_try = excluded.first_try, last_try = excluded.last_try, next_try = excluded.next_try, "
          "tries = excluded.tries, generation = excluded.generation, words = excluded.words",
          target, row.record, row.ticket, row.guest, row.person, row.desired, row.sending, row.recorded, row.remote_id,
          rules::word(row.state), rules::word(row.hold), row.left_out, row.unsure, row.first_try, row.last_try,
          row.next_try, row.tries, row.generation, row.words);
}

Result<std::map<std::string, Objections>> Outbox::objections() const {
  struct Said {
    std::string server;
    rules::GuestId guest;
    bool is_sure = false;
  };
  return Statements(connection_)
      .rows("SELECT server, guest, is_sure FROM objections",
            [](const Query& row) {
              return Said{row.get<std::string>(0), row.get<rules::GuestId>(1), row.get<bool>(2)};
            })
      .map([](const std::vector<Said>& all) {
        std::map<std::string, Objections> by_server;
        for (const auto& said : all) by_server[said.server][said.guest] = said.is_sure;
        return by_server;
      });
}

Result<void> Outbox::put_objections(const std::string& server, const Objections& objections) {
  Statements statements(connection_);
  auto done = statements.change("DELETE FROM objections WHERE server = ?", server);
  for (const auto& [guest, is_sure] : objections) {
    if (!done) break;
    done = statements.change(
        "INSERT INTO objections SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM erased_guests WHERE guest IN (?2, "
        "?4))",
        server, guest, is_sure, rules::everybody);
  }
  return done;
}

}  // namespace einlass::store
