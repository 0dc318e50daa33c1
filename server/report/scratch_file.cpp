#include "server/report/scratch_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace einlass::report {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

tl::unexpected<base::Error> failure(const char* what) {
  return base::fail(base::ErrorKind::Storage,
                    fmt::format("A temporary file could not be {} ({}): make room in the folder for temporary files.",
                                what, std::strerror(errno)));
}

// Not every file system can make a file without a name (open(2), O_TMPFILE): there it loses its name at once.
int open_nameless(const std::string& folder) {
  const int direct = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (direct >= 0) return direct;
  auto name = folder + "/einlass-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

base::Result<ScratchFile> ScratchFile::open() {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  const int descriptor = open_nameless(error ? "/tmp" : folder.string());
  if (descriptor < 0) return failure("made");
  return ScratchFile(descriptor);
}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      waiting_(std::move(other.waiting_)),
      appended_(other.appended_) {}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::filesystem::path ScratchFile::path() const {
  return fmt::format("/proc/self/fd/{}", descriptor_);
}

base::Result<void> ScratchFile::append(std::string_view bytes) {
  waiting_ += bytes;
  appended_ += bytes.size();
  return waiting_.size() < piece_bytes ? base::Result<void>() : flush();
}

base::Result<void> ScratchFile::flush() {
  for (std::string_view left = waiting_; !left.empty();) {
    const auto written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("written");
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  waiting_.clear();
  return {};
}

base::Result<std::string> ScratchFile::read(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const auto count = ::pread(descriptor_, bytes.data() + got, size - got, static_cast<off_t>(offset + got));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure("read");
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
  }
  bytes.resize(got);
  return bytes;
}

base::Result<void> ScratchFile::hand_over(const Sink& sink) const {
  for (std::uint64_t offset = 0;; offset += piece_bytes) {
    const auto piece = read(offset, piece_bytes);
    if (!piece) return base::failed(piece);
    if (!piece->empty()) sink(*piece);
    if (piece->size() < piece_bytes) return {};
  }
}

}  // namespace einlass::report
