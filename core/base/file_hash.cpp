#include "core/base/file_hash.h"

#include <fstream>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <sodium.h>

namespace einlass::base {

Result<FileHash> hash_of_file(const std::filesystem::path& path) {
  std::error_code unreadable;
  if (!std::filesystem::exists(path, unreadable)) {
    return fail(ErrorKind::NotFound, fmt::format("{} does not exist.", path.string()));
  }
  require_crypto();
  crypto_hash_sha256_state state{};
  crypto_hash_sha256_init(&state);
  FileHash result;
  std::vector<char> piece(1U << 20U);
  std::ifstream in(path, std::ios::binary);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
    const auto count = static_cast<std::uint64_t>(in.gcount());
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), count);
    result.size += count;
  }
  if (!in.is_open() || in.bad()) {
    return fail(ErrorKind::Storage,
                fmt::format("{} cannot be read; check the disk and the file's rights.", path.string()));
  }
  crypto_hash_sha256_final(&state, result.hash.data());
  return result;
}

}  // namespace einlass::base
