#include "db/event_file.h"

#include "core/base/log.h"
#include "db/migrations.h"

#include <string>
#include <utility>

namespace einlass::store {
namespace {

using base::ErrorKind;
using base::Result;

// Raised whenever fold or projections change, so that files of an earlier version are computed anew.
constexpr const char* kProjectionVersion = "8";

constexpr const char* kKeyCheck = "einlass";

const char* word_of(AtRest at_rest) {
  return at_rest == AtRest::Plain ? "plain" : "encrypted";
}

std::optional<base::Bytes> property(Connection& connection, const char* name) {
  auto row = connection.query("SELECT value FROM properties WHERE name = ?");
  if (!row.bind(name).step()) return std::nullopt;
  return row.get<base::Bytes>(0);
}

void set_property(Connection& connection, const char* name, const base::Bytes& value) {
  connection.query("INSERT OR REPLACE INTO properties VALUES (?, ?)").bind(name, value).run();
}

}  // namespace

EventFile::EventFile(const EventStoreOptions& given, std::unique_ptr<Connection> main)
    : options(given),
      connection(std::move(main)),
      box(options.at_rest, options.key),
      projections(*connection),
      guests(*connection, box, projections),
      journal({.event = options.event,
               .own = options.journal,
               .connection = *connection,
               .box = box,
               .part_key = options.part_key,
               .projections = projections,
               .guests = guests}),
      prints(*connection),
      leases(*connection),
      paper_lists(*connection),
      outbox(*connection) {}

Result<std::unique_ptr<EventFile>> EventFile::open(const EventStoreOptions& options) {
  std::error_code none;
  if (options.must_exist && options.vfs.empty() && !std::filesystem::exists(options.file, none)) {
    return base::fail(ErrorKind::NotFound, options.file.filename().string() + " is gone; restore it from a backup.");
  }
  auto main = Connection::open({.file = options.file, .vfs = options.vfs});
  if (!main) return tl::make_unexpected(main.error());
  const auto empty = options.must_exist ? Empty::IsNotFound : Empty::IsNew;
  if (auto ready = bring_to_newest(**main, FileKind::Event, empty); !ready) {
    return tl::make_unexpected(ready.error());
  }
  auto file = std::make_unique<EventFile>(options, *std::move(main));
  if (auto known = file->check_identity(); !known) return tl::make_unexpected(known.error());
  if (auto ready = file->bring_up_to_date(); !ready) return tl::make_unexpected(ready.error());
  return file;
}

Result<std::unique_ptr<EventFile>> EventFile::open_snapshot(const EventStoreOptions& options) {
  auto main = Connection::open({.file = options.file, .vfs = options.vfs, .mode = ConnectionMode::Snapshot});
  if (!main) return tl::make_unexpected(main.error());
  return std::make_unique<EventFile>(options, *std::move(main));
}

// A new file is given its identity; any other must have the one that is asked for.
Result<void> EventFile::check_identity() {
  return connection->guarded([&]() -> Result<void> {
    const auto event = base::to_bytes(options.event.text());
    const auto at_rest = base::to_bytes(word_of(options.at_rest));
    if (!property(*connection, "event")) {
      connection->begin();
      set_property(*connection, "event", event);
      set_property(*connection, "at_rest", at_rest);
      set_property(*connection, "projections", base::to_bytes(kProjectionVersion));  // no entry is there yet
      connection->commit();
      return check_key();
    }
    if (property(*connection, "event") != event) {
      return base::fail(ErrorKind::InvalidInput,
                        connection->name() + " belongs to another event; choose the file of this one.");
    }
    if (property(*connection, "at_rest") != at_rest) {
      return base::fail(ErrorKind::Refused, connection->name() +
                                                " was written by another kind of device; a kiosk and a server cannot "
                                                "share a file.");
    }
    return check_key();
  });
}

// The first key of a file is taken as it is.
Result<void> EventFile::check_key() {
  if (!box.has_key()) return {};
  const auto known = property(*connection, "key_check");
  if (known && box.open(*known, "key_check")) return {};
  if (known && !options.key_is_new) {
    return base::fail(ErrorKind::Refused, "The key of this device does not open " + connection->name() +
                                              "; remove the file to fetch the event from the server again.");
  }
  connection->begin();
  forget_sealed();
  set_property(*connection, "key_check", box.close(kKeyCheck, "key_check"));
  connection->commit();
  return {};
}

void EventFile::forget_sealed() {
  if (options.at_rest == AtRest::Plain) return;
  connection->execute("DELETE FROM private_parts; UPDATE parked SET salt = NULL, content = NULL;");
  guests.forget_names();
}

Result<void> EventFile::forget_persons() {
  if (auto begun = begin(); !begun) return begun;
  return end(connection->written([&]() -> Result<void> {
           forget_sealed();
           guests.forget();
           connection->query("DELETE FROM properties WHERE name = 'key_check'").run();
           return journal.rebuild();
         }))
      .map([&] {
        log_holds_erased_ = true;
        empty_log();
      });
}

Result<void> EventFile::take_key(const base::SecretKey& key) {
  const auto before = box;
  box = SealedBox(options.at_rest, key);
  options.key_is_new = true;
  if (auto taken = connection->guarded([&] { return check_key(); }); !taken) {
    rollback();
    box = before;
    return taken;
  }
  options.key = key;
  log_holds_erased_ = true;
  empty_log();
  return {};
}

Result<void> EventFile::bring_up_to_date() {
  if (auto begun = begin(); !begun) return begun;
  auto done = connection->written([&]() -> Result<void> {
    const auto version = base::to_bytes(kProjectionVersion);
    if (property(*connection, "projections") != version) {
      if (auto rebuilt = journal.rebuild(); !rebuilt) return rebuilt;
      set_property(*connection, "projections", version);
    }
    return journal.retry_parked();
  });
  return end(std::move(done));
}

Result<void> EventFile::rebuild_projections() {
  if (auto begun = begin(); !begun) return begun;
  return end(connection->written([&] { return journal.rebuild(); }));
}

Result<void> EventFile::end(Result<void> done) {
  if (done) return commit();
  rollback();
  return done;
}

Result<void> EventFile::begin() {
  return connection->guarded([&]() -> Result<void> {
    connection->begin();
    return {};
  });
}

Result<void> EventFile::commit() {
  auto done = connection->guarded([&]() -> Result<void> {
    connection->commit();
    return {};
  });
  if (!done) {
    rollback();
    return done;
  }
  if (journal.take_erased()) log_holds_erased_ = true;
  if (log_holds_erased_) empty_log();
  return {};
}

// What was committed is committed: where this fails, or a report still reads, it is tried again after the next commit.
void EventFile::empty_log() {
  const auto emptied = connection->guarded([&]() -> Result<bool> { return connection->truncate_log(); });
  if (emptied) {
    log_holds_erased_ = !*emptied;
    return;
  }
  base::log_warning("What was erased may still stand in the log of {}; see to its disk, and the next entry empties it.",
                    connection->name());
}

void EventFile::rollback() {
  // A rollback can only fail where there is nothing left to roll back.
  (void)connection->guarded([&]() -> Result<void> {
    connection->rollback();
    return {};
  });
  (void)journal.take_erased();
  guests.note_rollback();
}

}  // namespace einlass::store
