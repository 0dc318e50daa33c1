// The database file of one event: journal, private parts, guest book, print log, lists on paper.
// Owned by one thread (server: the database thread; kiosk: the link thread). Objects obtained from it live as long as
// it does. WAL, synchronous=FULL: what was committed survives the power.
#pragma once

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/ids.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace einlass::store {

class AttendanceJournal;
class GuestBook;
class LeaseBook;
class Outbox;
class PaperLists;
class PrintLog;

// How private parts and the guest book lie on disk.
enum class AtRest {
  Plain,      // the server's own file
  Encrypted,  // a kiosk: names sealed with `key`
};

struct EventStoreOptions {
  std::filesystem::path file;
  bool must_exist = false;  // a file that is gone, or empty, is not made anew
  rules::EventId event;
  rules::JournalId journal;  // under which this process writes
  AtRest at_rest = AtRest::Plain;
  // With Encrypted. Nothing: it is gone or locked away; then no name is read, and none is kept of what is written.
  std::optional<base::SecretKey> key{};
  bool key_is_new = false;  // what an earlier key sealed is given up
  // With Encrypted: own private parts are also sealed to it, for the server only (core/wire/sealed_part.h).
  std::optional<base::SealingKey> part_key{};
  std::string vfs;  // SQLite VFS by name; empty: the default. For tests and measurements.
};

class EventStore {
 public:
  // Opens or creates the file and brings it to this version's schema. Incompatible: written by a newer version.
  // NotFound: there is none, or nothing in it, and the options want it to be there.
  static base::Result<EventStore> open(const EventStoreOptions& options);

  EventStore(EventStore&&) noexcept;
  EventStore& operator=(EventStore&&) noexcept;
  ~EventStore();

  rules::EventId event() const;
  const EventStoreOptions& options() const;  // for an EventSnapshot beside it

  // Everything between begin and commit is durable together or not at all. A destructor without commit rolls back.
  class Transaction {
   public:
    Transaction(Transaction&&) noexcept;
    ~Transaction();
    base::Result<void> commit();  // returns when the data is on disk

   private:
    friend class EventStore;
    struct Impl;
    explicit Transaction(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };
  base::Result<Transaction> begin();

  // A kiosk's file: removes guests and private parts for ever, from the log too; in a transaction of its own. Entries
  // stay, and of own private parts what is sealed for the server.
  base::Result<void> forget_persons();

  // A kiosk's file that is open without a key: what an earlier one sealed is given up, what comes from now on is sealed
  // with this one; in a transaction of its own. Where it fails, the file is as it was.
  base::Result<void> take_key(const base::SecretKey& key);

  // Computes everything that is derived from journal and guest book anew, in a transaction of its own.
  base::Result<void> rebuild_projections();

  AttendanceJournal& journal();
  GuestBook& guests();
  PrintLog& prints();
  LeaseBook& leases();
  PaperLists& paper_lists();
  Outbox& outbox();

 private:
  struct Impl;
  explicit EventStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::store
