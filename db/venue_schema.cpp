#include "db/migrations.h"

namespace einlass::store {
namespace {

constexpr Migration kVenueSteps[] = {{1, R"sql(
CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE events (
  id              BLOB PRIMARY KEY,
  key             TEXT NOT NULL UNIQUE,
  closed          INTEGER NOT NULL,
  frame_document  BLOB NOT NULL,
  policy_document BLOB NOT NULL,
  created         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE kiosks (
  id        BLOB PRIMARY KEY,
  name      TEXT NOT NULL,
  door      TEXT NOT NULL,
  key       BLOB NOT NULL,
  journal   BLOB NOT NULL,
  event     BLOB,
  revoked   INTEGER NOT NULL,
  paired    INTEGER NOT NULL,
  last_seen INTEGER
) WITHOUT ROWID;

CREATE TABLE offers (
  code_hash  BLOB PRIMARY KEY,
  kiosk_name TEXT NOT NULL,
  door       TEXT NOT NULL,
  event      BLOB,
  expires    INTEGER NOT NULL
) WITHOUT ROWID;

-- One content may stand under several names; it is kept once.
CREATE TABLE document_contents (
  hash    BLOB PRIMARY KEY,
  content BLOB NOT NULL
);
CREATE TABLE documents (
  id   INTEGER PRIMARY KEY,
  hash BLOB NOT NULL REFERENCES document_contents(hash),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (hash, kind, name)
);
CREATE INDEX documents_of_kind ON documents(kind);
)sql"},
                                     {2, R"sql(
-- events: their ids, each ended by a line feed.
CREATE TABLE backups (
  id     BLOB PRIMARY KEY,
  folder TEXT NOT NULL,
  made   INTEGER NOT NULL,
  events TEXT NOT NULL
) WITHOUT ROWID;
)sql"},
                                     {3, R"sql(
ALTER TABLE kiosks ADD COLUMN brings_event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE offers ADD COLUMN takes_event INTEGER NOT NULL DEFAULT 0;
)sql"},
                                     {4, R"sql(
-- Their ids, each ended by a line feed.
ALTER TABLE kiosks DROP COLUMN brings_event;
ALTER TABLE kiosks ADD COLUMN brings_events TEXT NOT NULL DEFAULT '';
)sql"},
                                     {5, R"sql(
-- Whoever may sign in at kiosks. Numbers are never given again: journals name people by them, so no row is deleted.
-- events: ids, each ended by a line feed; none: all.
CREATE TABLE staff (
  number   INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  role     TEXT NOT NULL,
  pin_hash BLOB NOT NULL,
  removed  INTEGER NOT NULL,
  events   TEXT NOT NULL
);
)sql"},
                                     {6, R"sql(
-- lists: of list owners, each ended by a line feed.
ALTER TABLE staff ADD COLUMN lists TEXT NOT NULL DEFAULT '';

-- Without a password until it is chosen.
CREATE TABLE accounts (
  number     INTEGER PRIMARY KEY,
  sign_in    TEXT NOT NULL UNIQUE,
  hash       BLOB,
  salt       BLOB,
  passes     INTEGER,
  memory_kib INTEGER,
  since      INTEGER NOT NULL
);
CREATE TABLE invitations (
  number    INTEGER PRIMARY KEY,
  code_hash BLOB NOT NULL UNIQUE,
  expires   INTEGER NOT NULL,
  made_by   INTEGER NOT NULL
);
CREATE TABLE sessions (
  token_hash BLOB PRIMARY KEY,
  number     INTEGER NOT NULL,
  address    TEXT NOT NULL,
  label      TEXT NOT NULL,
  created    INTEGER NOT NULL,
  last_used  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions(number);
CREATE TABLE misses (
  name_hash BLOB PRIMARY KEY,
  misses    INTEGER NOT NULL,
  locks     INTEGER NOT NULL,
  last      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  number   INTEGER,
  address  TEXT NOT NULL,
  act      TEXT NOT NULL,
  event    BLOB,
  subject  INTEGER
);
CREATE INDEX audit_at ON audit(at);
)sql"},
                                     {7, R"sql(
-- what: "all", "category:KEY" or "ticket:ID".
CREATE TABLE arrival_wishes (
  number INTEGER NOT NULL,
  event  BLOB NOT NULL,
  what   TEXT NOT NULL,
  PRIMARY KEY (number, event, what)
) WITHOUT ROWID;
-- arrived: as it was told; who is let in anew is news again.
CREATE TABLE arrivals_seen (
  number  INTEGER NOT NULL,
  event   BLOB NOT NULL,
  ticket  BLOB NOT NULL,
  arrived INTEGER NOT NULL,
  PRIMARY KEY (number, event, ticket)
) WITHOUT ROWID;
CREATE TABLE page_journals (
  journal BLOB PRIMARY KEY,
  event   BLOB NOT NULL,
  number  INTEGER NOT NULL,
  opened  INTEGER NOT NULL,
  met     INTEGER NOT NULL,
  lost    INTEGER NOT NULL
) WITHOUT ROWID;
)sql"},
                                     // How many persons somebody was shown, where the act is a look at them.
                                     {8, "ALTER TABLE audit ADD COLUMN shown INTEGER;"}};

}  // namespace

std::span<const Migration> venue_migrations() {
  return kVenueSteps;
}

}  // namespace einlass::store
