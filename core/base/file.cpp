#include "core/base/file.h"

#include "core/base/crypto.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

auto storage_failure(const fs::path& path, const char* verb) {
  return fail(ErrorKind::Storage, fmt::format("{} cannot be {}: {}.", path.string(), verb, std::strerror(errno)));
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Without this the rename itself may be lost with the power.
void sync_directory(const fs::path& directory) {
  const Descriptor folder(::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
}

// What a chain of links means, also where it points at nothing yet: links stay, and what they name is written.
fs::path behind_links(fs::path path) {
  constexpr int kMostLinks = 40;  // as Linux itself follows, path_resolution(7)
  std::error_code status;
  for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(path, status)); ++i) {
    const auto target = fs::read_symlink(path, status);
    if (status) break;
    path = path.parent_path() / target;  // an absolute target replaces all
  }
  return path;
}

// A pipe or device: nothing that could be whole or not there, and nothing to put another file in the place of.
bool is_stream(const fs::path& path) {
  std::error_code status;
  const auto type = fs::status(path, status).type();
  return type == fs::file_type::fifo || type == fs::file_type::character || type == fs::file_type::block;
}

using Fill = std::function<Result<void>(const PieceTaker&)>;

Result<void> fill_all(int descriptor, const fs::path& path, const Fill& fill) {
  return fill([&](std::string_view piece) -> Result<void> {
    if (!write_all(descriptor, piece)) return storage_failure(path, "written");
    return {};
  });
}

Result<void> write_stream(const fs::path& path, const Fill& fill) {
  Descriptor stream(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (stream.get() < 0) return storage_failure(path, "written");
  if (auto filled = fill_all(stream.get(), path, fill); !filled) return filled;
  if (::close(stream.release()) != 0) return storage_failure(path, "written");
  return {};
}

Result<void> put_in_place(Descriptor& file, const fs::path& beside, const fs::path& path, Sync sync) {
  const bool written = (sync == Sync::Later || ::fsync(file.get()) == 0) && ::close(file.release()) == 0;
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0) return storage_failure(path, "written");
  if (sync == Sync::Now) sync_directory(path.parent_path());
  return {};
}

Result<void> replace_file(const fs::path& path, const Fill& fill, FileMode mode, Sync sync) {
  const fs::path beside = path.string() + fmt::format(".new-{}", ::getpid());
  const mode_t bits = mode == FileMode::Private ? 0600 : 0644;
  Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, bits));
  if (file.get() < 0) return storage_failure(path, "written");
  auto replaced = fill_all(file.get(), path, fill).and_then([&] { return put_in_place(file, beside, path, sync); });
  if (!replaced) ::unlink(beside.c_str());
  return replaced;
}

Result<void> write(const fs::path& path, const Fill& fill, FileMode mode, Sync sync) {
  return is_stream(path) ? write_stream(path, fill) : replace_file(behind_links(path), fill, mode, sync);
}

}  // namespace

Result<std::ifstream> open_file(const fs::path& path) {
  std::error_code status;
  if (!fs::exists(path, status)) return fail(ErrorKind::NotFound, fmt::format("{} does not exist.", path.string()));
  if (fs::is_directory(path, status)) {
    return fail(ErrorKind::InvalidInput, fmt::format("{} is a folder, not a file.", path.string()));
  }
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return storage_failure(path, "read");
  return in;
}

Result<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
  auto in = open_file(path);
  if (!in) return tl::make_unexpected(in.error());
  std::error_code status;
  const auto size = fs::file_size(path, status);
  if (!status && size > max_bytes) {
    return fail(ErrorKind::InvalidInput,
                fmt::format("{} is larger than {} MiB; is it the right file?", path.string(), max_bytes >> 20U));
  }
  std::string content{std::istreambuf_iterator<char>(*in), {}};
  if (in->bad()) return storage_failure(path, "read");
  return content;
}

Result<void> write_file(const fs::path& path, std::string_view content, FileMode mode, Sync sync) {
  return write(
      path, [&](const PieceTaker& take) { return take(content); }, mode, sync);
}

Result<void> write_pieces(const fs::path& path, const Fill& fill, FileMode mode) {
  return write(path, fill, mode, Sync::Now);
}

Result<void> shred_file(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.get() < 0 && errno == ENOENT) return {};
  struct stat status {};
  bool overwritten = file.get() >= 0 && ::fstat(file.get(), &status) == 0;
  if (overwritten) {
    const auto noise = random_bytes(static_cast<std::size_t>(status.st_size));
    overwritten = write_all(file.get(), as_text(noise)) && ::fsync(file.get()) == 0;
  }
  if (::unlink(path.c_str()) != 0 || !overwritten) return storage_failure(path, "overwritten");
  sync_directory(path.parent_path());
  return {};
}

Result<DirectoryLock> DirectoryLock::take(const fs::path& directory) {
  std::error_code status;
  if (fs::create_directories(directory, status)) ::chmod(directory.c_str(), 0700);
  if (status) {
    return fail(ErrorKind::Storage,
                fmt::format("{} cannot be used as state directory: {}; correct its rights or choose another.",
                            directory.string(), status.message()));
  }
  const fs::path path = directory / "lock";
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file.get() < 0) return storage_failure(directory, "used as state directory");
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorKind::AlreadyExists, fmt::format("{} is in use by another Einlass program; stop it first, or use "
                                                      "another state directory.",
                                                      directory.string()));
  }
  return DirectoryLock(file.release());
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace einlass::base
