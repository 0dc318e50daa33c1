#include "db/migrations.h"

namespace einlass::store {
namespace {

// What the rows mean: docs/journal.md. Days are ISO dates, '' where one admission counts for the whole event.
constexpr Migration kEventSteps[] = {{1, R"sql(
CREATE TABLE properties (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- The journal. Append only.
CREATE TABLE entries (
  id         INTEGER PRIMARY KEY,
  journal    BLOB NOT NULL,
  sequence   INTEGER NOT NULL,
  ticket     BLOB,
  guest      BLOB,
  scan       BLOB,
  step       INTEGER,
  kind       TEXT NOT NULL,
  venue_time INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  canonical  TEXT NOT NULL,
  UNIQUE (journal, sequence)
);
CREATE INDEX entries_of_ticket ON entries(ticket) WHERE ticket IS NOT NULL;
CREATE INDEX entries_of_scan ON entries(scan) WHERE scan IS NOT NULL;
CREATE INDEX entries_by_time ON entries(venue_time);

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;
-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id OR (journal = NEW.journal AND sequence = NEW.sequence))
BEGIN SELECT RAISE(ABORT, 'journal entries are never replaced'); END;

-- What can be erased. In a kiosk's file `content` holds the salt, too, and is sealed.
CREATE TABLE private_parts (
  entry   INTEGER PRIMARY KEY REFERENCES entries(id),
  salt    BLOB NOT NULL,
  content BLOB NOT NULL
);
CREATE TABLE erased_guests (guest BLOB PRIMARY KEY) WITHOUT ROWID;

-- Entries that were not taken in, with the reason, until it is resolved.
CREATE TABLE parked (
  id        INTEGER PRIMARY KEY,
  journal   BLOB NOT NULL,
  event     BLOB NOT NULL,
  sequence  INTEGER NOT NULL,
  hash      BLOB NOT NULL,
  reason    TEXT NOT NULL,
  canonical TEXT NOT NULL,
  salt      BLOB,
  content   BLOB,
  UNIQUE (journal, event, sequence, hash)
);

-- Highest sequence up to which nothing is missing.
CREATE TABLE journals (
  journal BLOB PRIMARY KEY,
  held    INTEGER NOT NULL
) WITHOUT ROWID;

-- The answer that a (scan, step) got here, for a device that asks again.
CREATE TABLE decisions (
  scan      BLOB NOT NULL,
  step      INTEGER NOT NULL,
  entry     INTEGER NOT NULL REFERENCES entries(id),
  admission TEXT NOT NULL,
  PRIMARY KEY (scan, step)
) WITHOUT ROWID;

-- Projections: computed from the entries, kept in step with them.
CREATE TABLE ticket_states (
  ticket         BLOB PRIMARY KEY,
  walk_in        INTEGER NOT NULL,
  counted        INTEGER NOT NULL,
  seat_released  INTEGER NOT NULL,
  conflicts      INTEGER NOT NULL,
  badges_owed    INTEGER NOT NULL,
  badges_printed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tickets_with_conflicts ON ticket_states(ticket) WHERE conflicts > 0;
CREATE TABLE ticket_days (
  ticket   BLOB NOT NULL,
  day      TEXT NOT NULL,
  category TEXT NOT NULL,
  inside   INTEGER NOT NULL,
  admitted INTEGER NOT NULL,
  PRIMARY KEY (ticket, day)
) WITHOUT ROWID;
-- Persons per day and category; drawn: those whose ticket owns no seat.
CREATE TABLE counts (
  day            TEXT NOT NULL,
  category       TEXT NOT NULL,
  inside         INTEGER NOT NULL,
  admitted       INTEGER NOT NULL,
  drawn_inside   INTEGER NOT NULL,
  drawn_admitted INTEGER NOT NULL,
  PRIMARY KEY (day, category)
) WITHOUT ROWID;
CREATE TABLE owned_seats (
  category TEXT PRIMARY KEY,
  seats    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE sums (
  only             INTEGER PRIMARY KEY CHECK (only = 1),
  expected_tickets INTEGER NOT NULL DEFAULT 0,
  expected_persons INTEGER NOT NULL DEFAULT 0,
  walk_ins         INTEGER NOT NULL DEFAULT 0,
  counted          INTEGER NOT NULL DEFAULT 0,
  refused          INTEGER NOT NULL DEFAULT 0,
  conflicts        INTEGER NOT NULL DEFAULT 0,
  badges_owed      INTEGER NOT NULL DEFAULT 0,
  badges_printed   INTEGER NOT NULL DEFAULT 0
);
INSERT INTO sums (only) VALUES (1);
CREATE TABLE badges (
  serial BLOB PRIMARY KEY,
  ticket BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE scan_outcomes (
  scan    BLOB PRIMARY KEY,
  refused INTEGER NOT NULL
) WITHOUT ROWID;

-- The guest book. `content` is the row as JSON, sealed in a kiosk's file, as is `search`, its words for the index in
-- memory (empty on the server). The columns beside them name nobody.
CREATE TABLE guests (
  id         INTEGER PRIMARY KEY,
  ticket     BLOB NOT NULL UNIQUE,
  guest      BLOB NOT NULL,
  category   TEXT NOT NULL,
  places     INTEGER NOT NULL,
  confirmed  INTEGER NOT NULL,
  owns_seat  INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  content    BLOB NOT NULL,
  search     BLOB NOT NULL
);
CREATE INDEX guests_by_guest ON guests(guest);
-- Holds all that the version of the list is computed from.
CREATE INDEX guests_in_order ON guests(ticket, hash);
CREATE TABLE code_hashes (
  hash BLOB NOT NULL,
  row  INTEGER NOT NULL REFERENCES guests(id),
  PRIMARY KEY (hash, row)
) WITHOUT ROWID;
CREATE INDEX code_hashes_of_row ON code_hashes(row);

CREATE TABLE prints (
  id           BLOB PRIMARY KEY,
  ticket       BLOB NOT NULL,
  serial       BLOB NOT NULL,
  place_number INTEGER NOT NULL,
  printer      TEXT NOT NULL,
  remote_job   INTEGER NOT NULL,
  state        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  changed      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX prints_by_state ON prints(state);
)sql"},
                                     {2, R"sql(
-- More projections: leases. `returned` is NULL where the lease was forfeited.
CREATE TABLE leases (
  lease    BLOB NOT NULL,
  holder   BLOB NOT NULL,
  category TEXT NOT NULL,
  day      TEXT NOT NULL,
  seats    INTEGER NOT NULL,
  lasts_ms INTEGER NOT NULL,
  granted  INTEGER NOT NULL,
  PRIMARY KEY (lease, holder, category, day)
) WITHOUT ROWID;
CREATE TABLE lease_ends (
  lease    BLOB NOT NULL,
  journal  BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  returned INTEGER,
  PRIMARY KEY (lease, journal, sequence)
) WITHOUT ROWID;
CREATE TABLE lost_journals (journal BLOB PRIMARY KEY) WITHOUT ROWID;
-- Seats of a lease that a ticket's admissions took.
CREATE TABLE lease_uses (
  ticket   BLOB NOT NULL,
  lease    BLOB NOT NULL,
  day      TEXT NOT NULL,
  inside   INTEGER NOT NULL,
  admitted INTEGER NOT NULL,
  PRIMARY KEY (ticket, lease, day)
) WITHOUT ROWID;
CREATE INDEX uses_of_lease ON lease_uses(lease);
-- Seats that a ticket owned until kiosks are told that it does not any more. Not computed from the journal.
CREATE TABLE ceded_seats (
  ticket   BLOB NOT NULL,
  kiosk    BLOB NOT NULL,
  category TEXT NOT NULL,
  places   INTEGER NOT NULL,
  PRIMARY KEY (ticket, kiosk)
) WITHOUT ROWID;
-- Persons in open conflicts: not counted, but each sits on a seat.
ALTER TABLE ticket_days ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE counts ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE counts ADD COLUMN drawn_disputed INTEGER NOT NULL DEFAULT 0;
)sql"},
                                     {3, R"sql(
-- In a kiosk's file: the row without the person, by which scans are decided when the key is gone; empty on the server.
ALTER TABLE guests ADD COLUMN bare BLOB NOT NULL DEFAULT x'';
-- Own private parts that the server has not acknowledged yet, sealed for it.
CREATE TABLE sealed_parts (
  entry  INTEGER PRIMARY KEY REFERENCES entries(id),
  sealed BLOB NOT NULL
);
)sql"},
                                     {4, R"sql(
-- One more projection: kiosks that were revoked, each with the journal under which it wrote.
CREATE TABLE lost_kiosks (
  kiosk   BLOB PRIMARY KEY,
  journal BLOB NOT NULL,
  name    TEXT NOT NULL
) WITHOUT ROWID;
)sql"},
                                     {5, R"sql(
-- A server's file had the search index, which is in memory now.
DROP TABLE IF EXISTS guest_index;
DROP TABLE IF EXISTS guest_words;
)sql"},
                                     {6, R"sql(
-- Lists of guests that were printed; `tickets`: the rows' ids, 16 bytes each, in order. On the server.
CREATE TABLE paper_lists (
  number  INTEGER PRIMARY KEY,
  printed INTEGER NOT NULL,
  tickets BLOB NOT NULL
);
)sql"},
                                     {7, R"sql(
-- Another server gave the number as well: whose row is meant, nobody knows.
ALTER TABLE paper_lists ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
)sql"},
                                     {8, R"sql(
-- The outbox (docs/crm.md). On the server.
CREATE TABLE outbox_targets (
  target  TEXT PRIMARY KEY,
  place   TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  stopped TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE outbox_rows (
  id         INTEGER PRIMARY KEY,
  target     TEXT NOT NULL,
  record     TEXT NOT NULL,
  ticket     BLOB NOT NULL,
  guest      BLOB NOT NULL,
  person     TEXT NOT NULL,
  desired    TEXT NOT NULL,
  sending    TEXT NOT NULL,
  recorded   TEXT NOT NULL,
  remote_id  TEXT NOT NULL,
  state      TEXT NOT NULL,
  hold       TEXT NOT NULL,
  left_out   INTEGER NOT NULL,
  unsure     INTEGER NOT NULL,
  first_try  INTEGER NOT NULL,
  last_try   INTEGER NOT NULL,
  next_try   INTEGER NOT NULL,
  tries      INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  words      TEXT NOT NULL,
  UNIQUE (target, record)
);
CREATE INDEX outbox_in_order ON outbox_rows(target, next_try, id) WHERE state IN ('due', 'sent');
CREATE INDEX outbox_of_ticket ON outbox_rows(ticket);
CREATE INDEX outbox_of_guest ON outbox_rows(guest);
CREATE INDEX outbox_of_person ON outbox_rows(target, person);

-- Tickets of which something was written that a target may have to hear of. None are marked before there is a target:
-- whoever makes one looks at all tickets.
CREATE TABLE dirty_tickets (ticket BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER entries_mark_their_ticket AFTER INSERT ON entries
WHEN NEW.ticket IS NOT NULL AND EXISTS (SELECT 1 FROM outbox_targets)
BEGIN INSERT OR IGNORE INTO dirty_tickets VALUES (NEW.ticket); END;
CREATE TRIGGER entries_mark_tickets_of_their_guest AFTER INSERT ON entries
WHEN NEW.ticket IS NULL AND NEW.guest IS NOT NULL AND EXISTS (SELECT 1 FROM outbox_targets)
BEGIN INSERT OR IGNORE INTO dirty_tickets SELECT ticket FROM guests WHERE guest = NEW.guest; END;
CREATE TRIGGER new_guests_mark_their_ticket AFTER INSERT ON guests
WHEN EXISTS (SELECT 1 FROM outbox_targets)
BEGIN INSERT OR IGNORE INTO dirty_tickets VALUES (NEW.ticket); END;
CREATE TRIGGER changed_guests_mark_their_ticket AFTER UPDATE ON guests
WHEN EXISTS (SELECT 1 FROM outbox_targets)
BEGIN INSERT OR IGNORE INTO dirty_tickets VALUES (NEW.ticket); END;
CREATE TRIGGER removed_guests_mark_their_ticket AFTER DELETE ON guests
WHEN EXISTS (SELECT 1 FROM outbox_targets)
BEGIN INSERT OR IGNORE INTO dirty_tickets VALUES (OLD.ticket); END;
)sql"},
                                     {9, R"sql(
-- Who objects to profiling, as the CRM said at each server when it packed the event (docs/packed-events.md). On the
-- server. is_sure: else she may be one who does.
CREATE TABLE objections (
  server  TEXT NOT NULL,
  guest   BLOB NOT NULL,
  is_sure INTEGER NOT NULL,
  PRIMARY KEY (server, guest)
) WITHOUT ROWID;
)sql"}};

}  // namespace

std::span<const Migration> event_migrations() {
  return kEventSteps;
}

}  // namespace einlass::store
