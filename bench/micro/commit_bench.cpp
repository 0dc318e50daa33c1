// Reference for everything durable: one row per SQLite transaction, one after the other, with the settings of our own
// files (WAL, synchronous=FULL) and the statement prepared.
// The directory is EINLASS_BENCH_DIRECTORY, because a disk is measured where the program's data lies.
#include "bench/micro/bench_folder.h"
#include "bench/micro/samples.h"
#include "db/connection.h"

#include <benchmark/benchmark.h>

namespace einlass::bench {
namespace {

void reference_single_commit(benchmark::State& state) {
  const BenchFolder folder("single-commits");
  const auto database = must(store::Connection::open({.file = folder.path() / "commits.db"}));
  database->execute("CREATE TABLE admitted(id INTEGER PRIMARY KEY, code TEXT UNIQUE, entry BLOB)");
  Samples samples;
  for (auto _ : state) {
    samples.time([&] {
      database->query("INSERT INTO admitted(code, entry) VALUES(hex(randomblob(16)), randomblob(400))").run();
      return 0;
    });
  }
  samples.report(state);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reference_single_commit)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace einlass::bench
