// One open SQLite file with its prepared statements: the only door to SQLite. Used inside db, by one thread.
// SQLite's exceptions end here: what is called from outside the module runs inside guarded().
#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "db/query.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

namespace einlass::store {

enum class ConnectionMode {
  Write,
  Snapshot  // reads what was committed when it was opened
};

struct ConnectionOptions {
  std::filesystem::path file;  // empty: in memory
  std::string vfs;             // empty: the default
  ConnectionMode mode = ConnectionMode::Write;
};

class Connection {
 public:
  // WAL, synchronous=FULL, secure_delete: what was committed survives the power, what was deleted is overwritten.
  // Storage: among others, a file of which somebody cut a part off.
  static base::Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);

  static bool is_damaged(const std::filesystem::path& file);  // see file_copy.h

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // A prepared statement, kept for the next time. `sql` must be one statement.
  Query query(std::string_view sql);
  void execute(const std::string& script);  // any number of statements without parameters

  // Not nested. These three and query() throw what SQLite throws.
  void begin();
  void commit();
  void rollback();
  bool in_transaction() const;
  std::int64_t last_row() const;

  bool is_snapshot() const { return mode_ == ConnectionMode::Snapshot; }
  // Of a Snapshot: reads from now on what is committed now. Whether that is what it read before
  // (https://www.sqlite.org/pragma.html#pragma_data_version).
  bool renew_snapshot();

  // Empties the write-ahead log, so that nothing deleted can be read there. False: a snapshot still reads from it.
  bool truncate_log();

  // Writes what this connection sees into a new file, piece by piece: with a Snapshot, other connections write on and
  // do not start it anew.
  void copy_to(const std::filesystem::path& file);
  // Ends the write-ahead log: what is on disk is one file.
  void leave_one_file();

  // The pages of a database in memory.
  base::Bytes image();
  // Overwrites what is here with an image's pages, in a transaction of its own.
  void become(const base::Bytes& image);

  // Runs `use` and turns what SQLite throws into an Error. `use` returns a Result.
  template <typename Use>
  std::invoke_result_t<Use> guarded(Use&& use) const {
    try {
      return std::forward<Use>(use)();
    } catch (const SQLite::Exception& error) {
      return tl::make_unexpected(error_of(error));
    }
  }

  // The same for a write that is part of the caller's transaction: it happens as a whole or not at all.
  // Throws std::logic_error if the caller forgot begin().
  template <typename Use>
  std::invoke_result_t<Use> written(Use&& use) {
    return guarded([&]() -> std::invoke_result_t<Use> {
      require_transaction();
      Savepoint savepoint(*this);
      auto result = std::forward<Use>(use)();
      if (result) savepoint.keep();
      return result;
    });
  }

  // SQLite's own check of every page: "ok", or what does not fit.
  std::string check_pages(const char* pragma);

  base::Error error_of(const SQLite::Exception& error) const;
  const std::string& name() const { return name_; }

  // What was written since is taken back with it, unless it is kept.
  class Savepoint {
   public:
    explicit Savepoint(Connection& connection);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();
    void keep();

   private:
    Connection& connection_;
    bool open_ = true;
  };

 private:
  explicit Connection(const ConnectionOptions& options);
  void sync_log();
  void require_whole_file(std::uintmax_t bytes_before);
  static std::unique_ptr<Connection> prepared(const ConnectionOptions& options);
  void require_transaction() const;

  std::string name_;  // file name, for messages
  ConnectionMode mode_;
  SQLite::Database database_;
  StatementCache cache_;
  bool begun_ = false;
};

base::Error storage_error(int sqlite_code, const std::string& name);

}  // namespace einlass::store
