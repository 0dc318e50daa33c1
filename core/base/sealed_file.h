// A file of any length that only a passphrase opens, written and read piece by piece: what was cut short, changed or
// put in another order is found before anybody takes it for whole. One thread per object.
//
// First a head of fixed length: mark, format, what the passphrase is stretched with (core/base/passphrase.h), a random
// key sealed with it, and a checksum, so that damage and a wrong passphrase are told apart. Then pieces of a MiB or
// less, each sealed in its turn with that key (libsodium, crypto_secretstream_xchacha20poly1305); the last says so.
#pragma once

#include "core/base/error.h"
#include "core/base/passphrase.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace einlass::base {

// What kind of file it is: whoever takes one kind for another is told.
struct SealedKind {
  std::string mark;                     // at most 16 letters
  std::string thing;                    // for the sentences: "packed event"
  SlowHashCost cost = passphrase_cost;  // of a new one
};

// TARGET.new-PID (0600) until it is finished: a file is whole or not there.
class SealedFileWriter {
 public:
  // AlreadyExists: the target is there. Storage: its folder cannot be written. Takes a second and 256 MiB.
  static Result<SealedFileWriter> create(const std::filesystem::path& target, const SealedKind& kind,
                                         std::string_view passphrase);
  SealedFileWriter(SealedFileWriter&&) noexcept;
  SealedFileWriter& operator=(SealedFileWriter&&) = delete;
  ~SealedFileWriter();  // removes what was not finished

  Result<void> append(std::string_view bytes);
  Result<void> append_file(const std::filesystem::path& file);
  Result<void> finish();  // on disk, and in its place

 private:
  struct Impl;
  explicit SealedFileWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class SealedFileReader {
 public:
  // InvalidInput: it is no such file, or a damaged one. Refused: another passphrase. Incompatible: of a newer version.
  static Result<SealedFileReader> open(const std::filesystem::path& file, const SealedKind& kind,
                                       std::string_view passphrase);
  SealedFileReader(SealedFileReader&&) noexcept;
  SealedFileReader& operator=(SealedFileReader&&) = delete;
  ~SealedFileReader();

  // Exactly so many bytes, which are those that were written. InvalidInput: it was cut short or changed.
  Result<std::string> read(std::size_t bytes);
  // Likewise into a new file (0600), synced.
  Result<void> read_into(const std::filesystem::path& file, std::uint64_t bytes);
  // InvalidInput: more follows, or the end is missing.
  Result<void> expect_end();

 private:
  struct Impl;
  explicit SealedFileReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::base
