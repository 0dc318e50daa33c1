#include "db/migrations.h"

namespace einlass::store {
namespace {

constexpr Migration kSteps[] = {{1, R"sql(
CREATE TABLE links (
  event     BLOB NOT NULL,
  connector TEXT NOT NULL,
  role      INTEGER NOT NULL,
  remote    TEXT NOT NULL,
  PRIMARY KEY (event, connector, role)
) WITHOUT ROWID;

CREATE TABLE pulls (
  connector     TEXT NOT NULL,
  remote        TEXT NOT NULL,
  watermark     TEXT NOT NULL DEFAULT '',
  finished      INTEGER,
  full_finished INTEGER,
  trouble       TEXT NOT NULL DEFAULT '',
  tried         INTEGER,
  running       INTEGER NOT NULL DEFAULT 0,
  is_full       INTEGER NOT NULL DEFAULT 0,
  position      TEXT NOT NULL DEFAULT '',
  is_read       INTEGER NOT NULL DEFAULT 0,
  run           INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (connector, remote)
) WITHOUT ROWID;

-- Of pulls that run.
CREATE TABLE pulled_tickets (
  connector   TEXT NOT NULL,
  remote      TEXT NOT NULL,
  order_ref   TEXT NOT NULL,
  external_id TEXT NOT NULL,
  first_name  TEXT NOT NULL,
  last_name   TEXT NOT NULL,
  full_name   TEXT NOT NULL,
  email       TEXT NOT NULL,
  buyer_email TEXT NOT NULL,
  company     TEXT NOT NULL,
  job_title   TEXT NOT NULL,
  ticket_type TEXT NOT NULL,
  language    TEXT NOT NULL,
  status      TEXT NOT NULL,
  code        TEXT NOT NULL,
  places      INTEGER NOT NULL,
  person      TEXT NOT NULL,
  PRIMARY KEY (connector, remote, order_ref, external_id)
) WITHOUT ROWID;
CREATE TABLE whole_orders (
  connector TEXT NOT NULL,
  remote    TEXT NOT NULL,
  order_ref TEXT NOT NULL,
  PRIMARY KEY (connector, remote, order_ref)
) WITHOUT ROWID;
-- external_id as guests have it, with the order.
CREATE TABLE ticket_persons (
  connector   TEXT NOT NULL,
  external_id TEXT NOT NULL,
  remote      TEXT NOT NULL,
  person      TEXT NOT NULL,
  PRIMARY KEY (connector, external_id)
) WITHOUT ROWID;

-- seen: the run of the connector's pull that saw her last.
CREATE TABLE persons (
  connector       TEXT NOT NULL,
  id              TEXT NOT NULL,
  first_name      TEXT NOT NULL,
  last_name       TEXT NOT NULL,
  email           TEXT NOT NULL,
  organisation    TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  objects         INTEGER NOT NULL,
  gone            INTEGER NOT NULL,
  seen            INTEGER NOT NULL,
  PRIMARY KEY (connector, id)
) WITHOUT ROWID;
CREATE TABLE memberships (
  connector TEXT NOT NULL,
  person    TEXT NOT NULL,
  place     INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  since     TEXT NOT NULL,
  until     TEXT NOT NULL,
  PRIMARY KEY (connector, person, place)
) WITHOUT ROWID;

CREATE TABLE matches (
  event     BLOB NOT NULL,
  guest     BLOB NOT NULL,
  connector TEXT NOT NULL,
  person    TEXT NOT NULL,
  found_by  INTEGER NOT NULL,
  state     INTEGER NOT NULL,
  PRIMARY KEY (event, guest, connector, person)
) WITHOUT ROWID;
)sql"},
                                {2,
                                 "ALTER TABLE pulls ADD COLUMN told INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE pulls ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;"},
                                // Events are linked to sources only: where they are written to, their own files say.
                                {3, R"sql(
CREATE TABLE links_to_sources (
  event     BLOB NOT NULL,
  connector TEXT NOT NULL,
  remote    TEXT NOT NULL,
  PRIMARY KEY (event, connector)
) WITHOUT ROWID;
INSERT INTO links_to_sources SELECT event, connector, remote FROM links WHERE role = 0;
DROP TABLE links;
ALTER TABLE links_to_sources RENAME TO links;
)sql"},
                                // has_history: what she was at was read.
                                {4, R"sql(
ALTER TABLE persons ADD COLUMN has_history INTEGER NOT NULL DEFAULT 0;
CREATE TABLE attended (
  connector TEXT NOT NULL,
  person    TEXT NOT NULL,
  event     TEXT NOT NULL,
  day       TEXT NOT NULL,
  PRIMARY KEY (connector, person, event, day)
) WITHOUT ROWID;
)sql"},
                                // What guests are compared with. Filled as persons are pulled, so all are pulled anew.
                                {5, R"sql(
ALTER TABLE persons ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN address_key TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN organisation_key TEXT NOT NULL DEFAULT '';
CREATE INDEX persons_by_name ON persons(name_key, organisation_key);
CREATE INDEX persons_by_address ON persons(address_key);
CREATE INDEX persons_by_organisation ON persons(organisation_key);
CREATE INDEX persons_by_organisation_id ON persons(connector, organisation_id);
UPDATE pulls SET watermark = '', finished = NULL, full_finished = NULL, running = 0, position = '', is_read = 0 WHERE remote = '';
)sql"},
                                // Of the last pull that came to its end, and of the one that runs.
                                {6,
                                 "ALTER TABLE pulls ADD COLUMN came INTEGER;"
                                 "ALTER TABLE pulls ADD COLUMN changed INTEGER;"
                                 "ALTER TABLE pulls ADD COLUMN went INTEGER;"
                                 "ALTER TABLE pulls ADD COLUMN now_came INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE pulls ADD COLUMN now_changed INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE pulls ADD COLUMN now_went INTEGER NOT NULL DEFAULT 0;"},
                                {7, "ALTER TABLE pulls DROP COLUMN told;"},
                                // From when to when a ticket admits, where its source says so.
                                {8,
                                 "ALTER TABLE pulled_tickets ADD COLUMN valid_from INTEGER;"
                                 "ALTER TABLE pulled_tickets ADD COLUMN valid_until INTEGER;"},
                                // Whose guests they are, at an evening of several hosts.
                                {9, "ALTER TABLE links ADD COLUMN list TEXT NOT NULL DEFAULT '';"},
                                // What the summary counts by; and by which field map a pull read: an older version's is
                                // not known, so that the next one reads everything.
                                {10, R"sql(
ALTER TABLE pulled_tickets ADD COLUMN sector TEXT NOT NULL DEFAULT '';
ALTER TABLE pulled_tickets ADD COLUMN club TEXT NOT NULL DEFAULT '';
ALTER TABLE pulled_tickets ADD COLUMN topics TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN sector TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN club TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN topics TEXT NOT NULL DEFAULT '';
ALTER TABLE pulls ADD COLUMN field_map TEXT NOT NULL DEFAULT '';
ALTER TABLE pulls ADD COLUMN now_field_map TEXT NOT NULL DEFAULT '';
)sql"},
                                // Tickets that no pull could take so far, as guests would have their numbers; and what
                                // the last pull that came to its end warns of.
                                {11, R"sql(
CREATE TABLE refused_tickets (
  connector   TEXT NOT NULL,
  remote      TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (connector, remote, external_id)
) WITHOUT ROWID;
ALTER TABLE pulls ADD COLUMN warning TEXT NOT NULL DEFAULT '';
)sql"},
                                // Events whose persons were all erased, as Einlass calls them in other systems: who was
                                // there is not taken in any more.
                                {12, "CREATE TABLE purged_events (event TEXT PRIMARY KEY) WITHOUT ROWID;"}};

}  // namespace

std::span<const Migration> crm_migrations() {
  return kSteps;
}

}  // namespace einlass::store
