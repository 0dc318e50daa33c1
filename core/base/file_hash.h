// The SHA-256 of a file of any length, read piece by piece. Any thread.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"

#include <cstdint>
#include <filesystem>

namespace einlass::base {

struct FileHash {
  Hash hash{};
  std::uint64_t size = 0;
  friend bool operator==(const FileHash&, const FileHash&) = default;
};

// NotFound or Storage, with the path in the message.
Result<FileHash> hash_of_file(const std::filesystem::path& path);

}  // namespace einlass::base
