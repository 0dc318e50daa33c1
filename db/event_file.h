// What an EventStore consists of: the connection and the objects that write through it. Inner to db.
#pragma once

#include "db/connection.h"
#include "db/event_store.h"
#include "db/guest_search.h"
#include "db/outbox.h"
#include "db/paper_lists.h"
#include "db/projections.h"
#include "db/sealed_box.h"
#include "db/sqlite_guest_book.h"
#include "db/sqlite_journal.h"
#include "db/sqlite_lease_book.h"
#include "db/sqlite_print_log.h"

#include <memory>

namespace einlass::store {

struct EventFile {
  static base::Result<std::unique_ptr<EventFile>> open(const EventStoreOptions& options);

  // To read what is committed now; nothing is written and nothing brought up to date. Not for sealed files.
  static base::Result<std::unique_ptr<EventFile>> open_snapshot(const EventStoreOptions& options);

  EventFile(const EventStoreOptions& options, std::unique_ptr<Connection> main);

  base::Result<void> begin();
  base::Result<void> commit();  // a commit that fails is rolled back
  void rollback();
  base::Result<void> rebuild_projections();
  base::Result<void> forget_persons();
  base::Result<void> take_key(const base::SecretKey& key);

  EventStoreOptions options;
  std::unique_ptr<Connection> connection;
  SealedBox box;
  Projections projections;
  SqliteGuestBook guests;
  SqliteJournal journal;
  SqlitePrintLog prints;
  SqliteLeaseBook leases;
  PaperLists paper_lists;
  Outbox outbox;

 private:
  void empty_log();
  base::Result<void> check_identity();
  base::Result<void> check_key();
  void forget_sealed();
  base::Result<void> bring_up_to_date();
  base::Result<void> end(base::Result<void> done);  // commits what succeeded

  bool log_holds_erased_ = true;  // maybe, when the file is opened: a power cut came between an erasure and its end
};

}  // namespace einlass::store
