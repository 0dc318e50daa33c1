// A folder on the disk that is measured: below EINLASS_BENCH_DIRECTORY, because the program's data lies there too. Or
// in memory, as those of the measured kiosks (bench/sync_figures.py).
#pragma once

#include "core/base/error.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace einlass::bench {

// A measurement whose parts fail is worth nothing: it ends with the error's sentence.
template <typename T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

enum class BenchDisk { Measured, Memory };

class BenchFolder {
 public:
  explicit BenchFolder(const std::string& name, BenchDisk disk = BenchDisk::Measured) : path_(root(disk) / name) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  ~BenchFolder() {
    std::error_code left;
    std::filesystem::remove_all(path_, left);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  static std::filesystem::path root(BenchDisk disk) {
    const std::filesystem::path memory = "/dev/shm";
    if (disk == BenchDisk::Memory && std::filesystem::is_directory(memory)) return memory;
    const char* chosen = std::getenv("EINLASS_BENCH_DIRECTORY");
    return chosen != nullptr ? std::filesystem::path(chosen) : std::filesystem::temp_directory_path();
  }

  std::filesystem::path path_;
};

}  // namespace einlass::bench
