#include "core/base/staged_folder.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished_mark = ".new-";

auto cannot_make(const fs::path& folder) {
  return fail(ErrorKind::Storage, fmt::format("{} cannot be made: {}; free some space or choose another place.",
                                              folder.string(), std::strerror(errno)));
}

Result<void> check_free(const fs::path& target) {
  std::error_code unreadable;
  if (!fs::exists(fs::symlink_status(target, unreadable))) return {};
  return fail(ErrorKind::AlreadyExists, fmt::format("{} is there already; choose another name.", target.string()));
}

// -1: somebody fills it, or its file system knows no locks.
int lock_of(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return -1;
  }
  return descriptor;
}

std::vector<fs::path> unfinished_of(const fs::path& target) {
  std::vector<fs::path> found;
  const auto prefix = target.filename().string() + std::string(unfinished_mark);
  const auto parent = target.parent_path();
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(parent.empty() ? "." : parent, unreadable)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(prefix) && is_unfinished(name)) found.push_back(entry.path());
  }
  return found;
}

// "backup/" means the folder "backup".
fs::path without_slash(const fs::path& target) {
  return target.has_filename() ? target : target.parent_path();
}

}  // namespace

StagedFolder::StagedFolder(fs::path target, fs::path staged, int lock)
    : target_(std::move(target)), staged_(std::move(staged)), lock_(lock) {}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : target_(std::move(other.target_)),
      staged_(std::exchange(other.staged_, {})),
      lock_(std::exchange(other.lock_, -1)) {}

StagedFolder::~StagedFolder() {
  std::error_code left_over;
  if (!staged_.empty()) fs::remove_all(staged_, left_over);
  if (lock_ >= 0) ::close(lock_);
}

Result<StagedFolder> StagedFolder::make(const fs::path& wanted) {
  const auto target = without_slash(wanted);
  if (auto free = check_free(target); !free) return tl::make_unexpected(free.error());
  const fs::path staged = target.string() + fmt::format("{}{}", unfinished_mark, ::getpid());
  remove_left_over(target);
  if (::mkdir(staged.c_str(), 0700) != 0) return cannot_make(target);
  // A file system without locks: then nobody will ever take the folder for a left one.
  const int lock = ::open(staged.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return cannot_make(target);
  ::flock(lock, LOCK_EX | LOCK_NB);
  return StagedFolder(target, staged, lock);
}

bool StagedFolder::remove_left_over(const fs::path& wanted) {
  bool removed = false;
  for (const auto& folder : unfinished_of(without_slash(wanted))) {
    const int lock = lock_of(folder);
    if (lock < 0) return false;
    std::error_code failure;
    fs::remove_all(folder, failure);
    ::close(lock);
    if (failure) return false;
    removed = true;
  }
  return removed;
}

Result<void> StagedFolder::put_in_place() {
  if (auto free = check_free(target_); !free) return free;
  sync_to_disk(staged_);
  if (::rename(staged_.c_str(), target_.c_str()) != 0) return cannot_make(target_);
  staged_.clear();
  sync_to_disk(target_.parent_path());
  return {};
}

bool is_unfinished(std::string_view name) {
  const auto mark = name.rfind(unfinished_mark);
  if (mark == std::string_view::npos || mark + unfinished_mark.size() == name.size()) return false;
  return name.find_first_not_of("0123456789", mark + unfinished_mark.size()) == std::string_view::npos;
}

void sync_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace einlass::base
