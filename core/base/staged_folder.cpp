#include "core/base/staged_folder.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

auto cannot_make(const fs::path& folder) {
  return fail(ErrorKind::Storage, fmt::format("{} cannot be made: {}; free some space or choose another place.",
                                              folder.string(), std::strerror(errno)));
}

Result<void> check_free(const fs::path& target) {
  std::error_code unreadable;
  if (!fs::exists(fs::symlink_status(target, unreadable))) return {};
  return fail(ErrorKind::AlreadyExists, fmt::format("{} is there already; choose another name.", target.string()));
}

// "backup/" means the folder "backup".
fs::path without_slash(const fs::path& target) {
  return target.has_filename() ? target : target.parent_path();
}

}  // namespace

StagedFolder::StagedFolder(fs::path target, fs::path staged) : target_(std::move(target)), staged_(std::move(staged)) {}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : target_(std::move(other.target_)), staged_(std::exchange(other.staged_, {})) {}

StagedFolder::~StagedFolder() {
  std::error_code left_over;
  if (!staged_.empty()) fs::remove_all(staged_, left_over);
}

Result<StagedFolder> StagedFolder::make(const fs::path& wanted) {
  const auto target = without_slash(wanted);
  if (auto free = check_free(target); !free) return tl::make_unexpected(free.error());
  const fs::path staged = target.string() + fmt::format(".new-{}", ::getpid());
  std::error_code left_over;  // by a process that ended here
  fs::remove_all(staged, left_over);
  if (::mkdir(staged.c_str(), 0700) != 0) return cannot_make(target);
  return StagedFolder(target, staged);
}

Result<void> StagedFolder::put_in_place() {
  if (auto free = check_free(target_); !free) return free;
  sync_to_disk(staged_);
  if (::rename(staged_.c_str(), target_.c_str()) != 0) return cannot_make(target_);
  staged_.clear();
  sync_to_disk(target_.parent_path());
  return {};
}

void sync_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace einlass::base
