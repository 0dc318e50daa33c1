// Times of single calls, because a median and a 99th percentile say more about a door than a mean.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

namespace einlass::bench {

class Samples {
 public:
  template <typename Call>
  auto time(Call&& call) {
    const auto started = std::chrono::steady_clock::now();
    auto result = std::forward<Call>(call)();
    benchmark::DoNotOptimize(result);  // or a result that nobody uses is never worked out
    add(std::chrono::steady_clock::now() - started);
    return result;
  }

  void add(std::chrono::steady_clock::duration took) {
    milliseconds_.push_back(std::chrono::duration<double, std::milli>(took).count());
  }

  // `part` from 0 to 1; 0.5 is the median.
  double percentile(double part) {
    if (milliseconds_.empty()) return 0;
    const auto last = static_cast<double>(milliseconds_.size() - 1);
    const auto nth = milliseconds_.begin() + static_cast<std::ptrdiff_t>(part * last + 0.5);
    std::nth_element(milliseconds_.begin(), nth, milliseconds_.end());
    return *nth;
  }

  void report(benchmark::State& state, const std::string& name = "") {
    const std::string prefix = name.empty() ? "" : name + "_";
    state.counters[prefix + "median_ms"] = percentile(0.5);
    state.counters[prefix + "p99_ms"] = percentile(0.99);
  }

 private:
  std::vector<double> milliseconds_;
};

}  // namespace einlass::bench
