// simulation [--first-seed N] [--seeds M] [--verbose]
//   Runs the worlds of these seeds. A seed that breaks something is printed with what it broke; run it again with
//   --first-seed N --seeds 1. Under scripts/test --soak it goes on with new seeds for as long as that says.
#include "core/base/crypto.h"
#include "core/base/log.h"
#include "tests/simulation/world.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace {

namespace fs = std::filesystem;
using namespace einlass::simulation;

struct Options {
  std::uint64_t first_seed = 1;
  std::uint64_t seeds = 20;
  bool verbose = false;
};

// EINLASS_SEED and EINLASS_SOAK_SECONDS: as in tests/support/search.h.
Options options_from(int count, char** arguments) {
  Options options;
  if (const char* one = std::getenv("EINLASS_SEED")) {
    options = {.first_seed = std::stoull(one), .seeds = 1};
  } else if (std::getenv("EINLASS_SOAK_SECONDS") != nullptr) {
    options = {.first_seed = std::random_device()(), .seeds = UINT32_MAX};
  }
  for (int i = 1; i < count; ++i) {
    const std::string word = arguments[i];
    if (word == "--verbose") {
      options.verbose = true;
    } else if (word == "--first-seed" && i + 1 < count) {
      options.first_seed = std::stoull(arguments[++i]);
    } else if (word == "--seeds" && i + 1 < count) {
      options.seeds = std::stoull(arguments[++i]);
    } else {
      std::cerr << "simulation [--first-seed N] [--seeds M] [--verbose]\n";
      std::exit(2);
    }
  }
  return options;
}

// All of a world runs in one thread, which opens and drops databases all the time. SQLite takes this before its first
// use only (https://www.sqlite.org/c3ref/c_config_covering_index_scan.html), which here is a simulated disk's.
void set_up_sqlite() {
  const bool taken = ::sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK &&
                     ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK &&
                     ::sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 512, 500) == SQLITE_OK;
  if (!taken) throw std::logic_error("SQLite was in use before the simulation set it up");
}

// Whether everything held.
bool run_seed(std::uint64_t seed, const fs::path& folder, Tally& tally) {
  std::set<std::string> problems;
  try {
    World world(seed, folder / "world", folder / "assets");
    problems = world.run();
    tally.add(world.tally());
  } catch (const std::exception& failure) {
    problems.insert(failure.what());
  }
  fs::remove_all(folder / "world");
  for (const auto& problem : problems) std::cout << "seed " << seed << ": " << problem << "\n";
  return problems.empty();
}

bool run_seeds(const Options& options, const fs::path& folder) {
  const auto start = std::chrono::steady_clock::now();
  const char* seconds = std::getenv("EINLASS_SOAK_SECONDS");
  const auto time_is_up = [&] {
    return seconds != nullptr && std::chrono::steady_clock::now() > start + std::chrono::seconds(std::stoi(seconds));
  };
  std::uint64_t done = 0;
  std::uint64_t failed = 0;
  Tally tally;
  for (; done < options.seeds && !time_is_up(); ++done) {
    if (!run_seed(options.first_seed + done, folder, tally)) ++failed;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << done << " seeds from " << options.first_seed << ", " << failed << " failed; "
            << static_cast<double>(done) / took.count() << " seeds per second\n"
            << tally << "\n";
  return failed == 0;
}

}  // namespace

int main(int count, char** arguments) {
  const auto options = options_from(count, arguments);
  set_up_sqlite();
  einlass::base::start_log("simulation");
  einlass::base::require_crypto();  // now: it draws from the source of randomness itself
  spdlog::set_level(options.verbose ? spdlog::level::info : spdlog::level::off);
  // What is not on the simulated disks is synced for real, which takes no time in memory.
  const auto memory = fs::path("/dev/shm");
  const auto parent = fs::is_directory(memory) ? memory : fs::temp_directory_path();
  std::string folder = (parent / "einlass-simulation-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  lay_out_assets(fs::path(folder) / "assets");
  const bool held = run_seeds(options, folder);
  fs::remove_all(folder);
  return held ? 0 : 1;
}
