#include "db/database_files.h"

#include <system_error>

#include <fmt/format.h>

namespace einlass::store {

std::array<std::filesystem::path, 3> files_of_database(const std::filesystem::path& file) {
  return {file.string() + "-shm", file.string() + "-wal", file};
}

base::Result<void> remove_database(const std::filesystem::path& file) {
  std::error_code failure;
  for (const auto& part : files_of_database(file)) {
    if (!failure) std::filesystem::remove(part, failure);
  }
  if (!failure) return {};
  return base::fail(
      base::ErrorKind::Storage,
      fmt::format("{} cannot be removed: {}; check the permissions of its folder.", file.string(), failure.message()));
}

}  // namespace einlass::store
