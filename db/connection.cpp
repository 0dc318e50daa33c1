#include "db/connection.h"

#include "core/base/file.h"

#include <new>
#include <stdexcept>

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

namespace einlass::store {
namespace {

using base::ErrorKind;

constexpr const char* kMemory = ":memory:";

// https://www.sqlite.org/pragma.html; trusted_schema: a file from outside must not call functions by its schema.
constexpr const char* kPragmas = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16384;
)sql";

// Of what is in memory nothing goes to a disk, and names are overwritten there, too.
constexpr const char* kMemoryPragmas = R"sql(
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
)sql";

constexpr const char* kSnapshotPragmas = R"sql(
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
)sql";

// The read transaction begins with the first SELECT (https://www.sqlite.org/lang_transaction.html, "DEFERRED").
constexpr const char* kBeginSnapshot = R"sql(
BEGIN;
SELECT count(*) FROM sqlite_schema;
)sql";

// A page (https://www.sqlite.org/fileformat2.html, "Pages"). SQLite takes anything shorter for a new file.
constexpr std::uintmax_t kSmallestFile = 512;
constexpr const char* kCheck = "PRAGMA integrity_check(1)";

// SQLite counts its memory under a mutex that all threads share, for figures that nobody reads
// (https://www.sqlite.org/c3ref/c_config_covering_index_scan.html, "SQLITE_CONFIG_MEMSTATUS"). Before its first use
// only; where another part of the program was quicker, it goes on counting.
void count_no_memory() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

bool is_damage(int sqlite_code) {
  const int code = sqlite_code & 0xFF;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

int open_flags(ConnectionMode mode) {
  switch (mode) {
    case ConnectionMode::Write:
      return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX;
    case ConnectionMode::Snapshot:
      return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
  }
  return SQLite::OPEN_READONLY;
}

std::string message_of(int code, const std::string& name) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return "The disk is full, so nothing was saved in " + name + "; free some space and try again.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return name + " may not be written; check the permissions of the file and its folder.";
    case SQLITE_CANTOPEN:
      return name + " cannot be opened; check that its folder exists and may be written.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return name + " is in use by another program; stop that program first.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return name + " is damaged or not a file of Einlass; restore it from a backup.";
    case SQLITE_IOERR:
      return "The disk failed while " + name + " was read or written; check the disk.";
    default:
      return "The database " + name + " failed unexpectedly (SQLite code " + std::to_string(code) +
             "); restart the program.";
  }
}

ErrorKind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
      return ErrorKind::Storage;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::AlreadyExists;
    default:
      return ErrorKind::Internal;
  }
}

// SQLite would create the file for everyone to read. -wal and -shm take over the mode of the file.
base::Result<void> create_private(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return {};
  return base::write_file(file, "", base::FileMode::Private);
}

// 0: there is none, or another VFS keeps it elsewhere.
std::uintmax_t size_on_disk(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return none ? 0 : size;
}

}  // namespace

base::Error storage_error(int sqlite_code, const std::string& name) {
  return {kind_of(sqlite_code), message_of(sqlite_code, name)};
}

Connection::Connection(const ConnectionOptions& options)
    : name_(options.file.empty() ? "memory" : options.file.filename().string()),
      mode_(options.mode),
      database_(options.file.empty() ? kMemory : options.file.string(), open_flags(options.mode), 0, options.vfs) {}

base::Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
  count_no_memory();
  const bool may_create = options.mode == ConnectionMode::Write && !options.file.empty() && options.vfs.empty();
  if (may_create) {
    if (auto created = create_private(options.file); !created) return tl::make_unexpected(created.error());
  }
  try {
    return prepared(options);
  } catch (const SQLite::Exception& error) {
    return tl::make_unexpected(storage_error(error.getErrorCode(), options.file.filename().string()));
  }
}

std::unique_ptr<Connection> Connection::prepared(const ConnectionOptions& options) {
  const auto bytes_before = size_on_disk(options.file);
  if (bytes_before > 0 && bytes_before < kSmallestFile) throw SQLite::Exception("cut", SQLITE_NOTADB);
  std::unique_ptr<Connection> connection(new Connection(options));
  const bool in_memory = options.file.empty();
  const bool is_snapshot = options.mode == ConnectionMode::Snapshot;
  connection->execute(is_snapshot ? kSnapshotPragmas : in_memory ? kMemoryPragmas : kPragmas);
  if (is_snapshot) connection->execute(kBeginSnapshot);
  if (in_memory || is_snapshot) return connection;
  connection->sync_log();
  if (bytes_before > 0) connection->require_whole_file(bytes_before);
  return connection;
}

bool Connection::is_damaged(const std::filesystem::path& file) {
  try {
    return prepared({.file = file, .vfs = "", .mode = ConnectionMode::Snapshot})->check_pages(kCheck) != "ok";
  } catch (const SQLite::Exception& error) {
    return is_damage(error.getErrorCode());
  }
}

// Where there is a write-ahead log, SQLite takes the number of pages from it, and pages that neither the log nor the
// file has read as zeros. So a file that was shorter than that is looked through: a cut one has such pages, one whose
// program was killed before it copied the log does not.
void Connection::require_whole_file(std::uintmax_t bytes_before) {
  auto pages = query("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
  pages.step();
  if (pages.get<std::uint64_t>(0) <= bytes_before) return;
  if (check_pages(kCheck) != "ok") throw SQLite::Exception("cut", SQLITE_CORRUPT);
}

std::string Connection::check_pages(const char* pragma) {
  auto row = query(pragma);
  return row.step() ? row.get<std::string>(0) : std::string();
}

// A program that was killed within a commit has left what it wrote in the log, perhaps unsynced. Whoever reads it now
// tells others of it, so it must survive the power: a checkpoint syncs the log before it copies anything
// (https://www.sqlite.org/wal.html, "Checkpointing"). That a full disk takes no copy does no harm.
void Connection::sync_log() {
  const int code =
      sqlite3_wal_checkpoint_v2(database_.getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY && code != SQLITE_FULL)
    throw SQLite::Exception(database_.getHandle(), code);
}

Query Connection::query(std::string_view sql) {
  auto found = cache_.find(sql);
  if (found == cache_.end()) found = cache_.try_emplace(std::string(sql)).first;
  auto& idle = found->second;
  if (idle.empty()) return {std::make_unique<SQLite::Statement>(database_, found->first), idle};
  auto statement = std::move(idle.back());
  idle.pop_back();
  return {std::move(statement), idle};
}

void Connection::execute(const std::string& script) {
  database_.exec(script);
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

void Connection::require_transaction() const {
  if (!begun_) throw std::logic_error("a write needs EventStore::begin() first");
  // A full disk makes SQLite roll back everything by itself (https://www.sqlite.org/lang_transaction.html, "Errors").
  if (!in_transaction()) throw SQLite::Exception("rolled back", SQLITE_FULL);
}

void Connection::begin() {
  if (begun_) throw std::logic_error("transactions are not nested");
  query("BEGIN IMMEDIATE").run();
  begun_ = true;
}

void Connection::commit() {
  require_transaction();
  query("COMMIT").run();
  begun_ = false;
}

void Connection::rollback() {
  begun_ = false;
  if (in_transaction()) query("ROLLBACK").run();
}

std::int64_t Connection::last_row() const {
  return database_.getLastInsertRowid();
}

bool Connection::renew_snapshot() {
  const auto version = [&] {
    auto row = query("PRAGMA data_version");
    row.step();
    return row.get<std::int64_t>(0);
  };
  const auto before = version();
  execute("COMMIT");
  execute(kBeginSnapshot);
  return version() == before;
}

// https://www.sqlite.org/pragma.html#pragma_wal_checkpoint: the first column is 1 where a reader was in the way.
bool Connection::truncate_log() {
  auto row = query("PRAGMA wal_checkpoint(TRUNCATE)");
  return row.step() && !row.get<bool>(0);
}

void Connection::copy_to(const std::filesystem::path& file) {
  constexpr int pages_at_a_time = 256;  // a MiB
  SQLite::Database target(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX);
  {
    SQLite::Backup copy(target, database_);
    while (copy.executeStep(pages_at_a_time) != SQLITE_DONE) {
    }
  }
  target.exec("PRAGMA journal_mode = DELETE");
}

void Connection::leave_one_file() {
  execute("PRAGMA journal_mode = DELETE");
}

base::Bytes Connection::image() {
  sqlite3_int64 size = 0;
  unsigned char* pages = sqlite3_serialize(database_.getHandle(), "main", &size, 0);
  if (pages == nullptr) throw std::bad_alloc();
  base::Bytes image(pages, pages + size);
  sqlite3_free(pages);
  return image;
}

void Connection::become(const base::Bytes& image) {
  SQLite::Database source(kMemory, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
  const auto size = static_cast<sqlite3_int64>(image.size());
  // Read only: SQLite does not touch the bytes.
  auto* pages = const_cast<std::uint8_t*>(image.data());
  const int read = sqlite3_deserialize(source.getHandle(), "main", pages, size, size, SQLITE_DESERIALIZE_READONLY);
  if (read != SQLITE_OK) throw SQLite::Exception(source.getHandle(), read);
  SQLite::Backup copy(database_, source);
  if (const int code = copy.executeStep(); code != SQLITE_DONE) throw SQLite::Exception("not copied", code);
}

base::Error Connection::error_of(const SQLite::Exception& error) const {
  return storage_error(error.getErrorCode(), name_);
}

Connection::Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  connection_.query("SAVEPOINT write").run();
}

Connection::Savepoint::~Savepoint() {
  if (!open_) return;
  try {
    connection_.query("ROLLBACK TO write").run();
    connection_.query("RELEASE write").run();
  } catch (const SQLite::Exception&) {
    // A full disk has already rolled back the whole transaction; its commit will say so.
  }
}

void Connection::Savepoint::keep() {
  connection_.query("RELEASE write").run();
  open_ = false;
}

}  // namespace einlass::store
