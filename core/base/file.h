// Files that are either whole or not there.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

namespace einlass::base {

// NotFound or Storage, with the path in the message. InvalidInput beyond `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes = 256U << 20U);

// The same to be read piece by piece, however long it is: whoever reads to the end asks the stream whether it is bad().
Result<std::ifstream> open_file(const std::filesystem::path& path);

enum class FileMode { Private /* 0600 */, Shared /* 0644 */ };

// Later: for hundreds of files at once, each of which would take its time; a power cut may empty them.
enum class Sync { Now, Later };

// Writes beside the target, syncs, renames: after a power cut there is the old file or the new one. Follows links, and
// writes straight into a pipe or a device.
Result<void> write_file(const std::filesystem::path& path, std::string_view content, FileMode mode = FileMode::Shared,
                        Sync sync = Sync::Now);

// The same of what comes piece by piece: `fill` hands each to what it is given. Where it fails, a file is as it was.
using PieceTaker = std::function<Result<void>(std::string_view piece)>;
Result<void> write_pieces(const std::filesystem::path& path, const std::function<Result<void>(const PieceTaker&)>& fill,
                          FileMode mode);

// Writes random bytes over a file's content, syncs and removes it. Succeeds where there is no such file. What the disk
// kept of it elsewhere (a journal of the file system, flash that levels wear) is out of reach.
Result<void> shred_file(const std::filesystem::path& path);

// An exclusive lock on a state directory (flock on DIR/lock), released by the destructor or the end of the process.
class DirectoryLock {
 public:
  // Makes the directory (0700) if it is missing. AlreadyExists if another process holds the lock.
  static Result<DirectoryLock> take(const std::filesystem::path& directory);

  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace einlass::base
