// All micro-benchmarks in one program; scripts/bench reads its JSON output.
#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
