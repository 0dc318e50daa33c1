// Reference for everything durable: one row per SQLite transaction, WAL, synchronous=FULL, one after the other.
// The directory is EINLASS_BENCH_DIRECTORY, because a disk is measured where the program's data lies.
#include "bench/micro/bench_folder.h"
#include "bench/micro/samples.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <sqlite3.h>

namespace einlass::bench {
namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, Close>;

void run(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database));
  }
}

Database open_database(const std::filesystem::path& file) {
  sqlite3* opened = nullptr;
  sqlite3_open(file.c_str(), &opened);
  Database database(opened);
  run(opened,
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE admitted(id INTEGER PRIMARY KEY, code TEXT UNIQUE, entry BLOB)");
  return database;
}

void reference_single_commit(benchmark::State& state) {
  const BenchFolder folder("single-commits");
  const Database database = open_database(folder.path() / "commits.db");
  Samples samples;
  for (auto _ : state) {
    samples.time([&] {
      run(database.get(), "INSERT INTO admitted(code, entry) VALUES(hex(randomblob(16)), randomblob(400))");
      return 0;
    });
  }
  samples.report(state);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reference_single_commit)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace einlass::bench
