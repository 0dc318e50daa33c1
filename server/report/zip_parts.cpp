#include "server/report/zip_parts.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace einlass::report {
namespace {

constexpr std::uint64_t longest_read = 64U << 20U;
constexpr std::size_t longest_name = 256;

}  // namespace

base::Result<std::optional<ZipPart>> ZipReader::next() {
  const int at = std::exchange(has_begun_, true) ? unzGoToNextFile(file_.get()) : unzGoToFirstFile(file_.get());
  if (at == UNZ_END_OF_LIST_OF_FILE) return std::nullopt;
  if (at == UNZ_OK) {
    if (auto part = read()) return part;
  }
  return base::fail(base::ErrorKind::Storage,
                    "The spreadsheet could not be made, because a temporary file is damaged: export again.");
}

std::optional<ZipPart> ZipReader::read() {
  unz_file_info64 info{};
  std::string name(longest_name, '\0');
  if (unzGetCurrentFileInfo64(file_.get(), &info, name.data(), name.size(), nullptr, 0, nullptr, 0) != UNZ_OK)
    return std::nullopt;
  if (info.uncompressed_size > longest_read || info.size_filename > longest_name) return std::nullopt;
  name.resize(info.size_filename);
  std::string content(info.uncompressed_size, '\0');
  if (unzOpenCurrentFile(file_.get()) != UNZ_OK) return std::nullopt;
  const auto got = unzReadCurrentFile(file_.get(), content.data(), static_cast<unsigned>(content.size()));
  // Closing compares the checksum.
  if (unzCloseCurrentFile(file_.get()) != UNZ_OK || got != static_cast<int>(content.size())) return std::nullopt;
  return ZipPart{std::move(name), std::move(content)};
}

// minizip forgets a write that failed when a later one of the same part succeeds.
ZipWriter::ZipWriter(const std::filesystem::path& file) {
  zlib_filefunc64_def functions{};
  fill_fopen64_filefunc(&functions);
  write_ = std::exchange(functions.zwrite_file, &write_noted);
  functions.opaque = this;
  errno = 0;
  file_.reset(zipOpen2_64(file.c_str(), APPEND_STATUS_CREATE, nullptr, &functions));
  note(file_ ? ZIP_OK : ZIP_ERRNO);
}

uLong ZipWriter::write_noted(voidpf writer, voidpf stream, const void* bytes, uLong size) {
  auto& self = *static_cast<ZipWriter*>(writer);
  const auto written = self.write_(writer, stream, bytes, size);
  self.note(written == size ? ZIP_OK : ZIP_ERRNO);
  return written;
}

void ZipWriter::note(int result) {
  if (result != ZIP_OK && failed_ == 0) failed_ = errno == 0 ? EIO : errno;
}

void ZipWriter::begin(const std::string& part) {
  zip_fileinfo info{};  // the first day that a ZIP knows: the same parts are the same bytes
  info.tmz_date = {.tm_sec = 0, .tm_min = 0, .tm_hour = 0, .tm_mday = 1, .tm_mon = 0, .tm_year = 1980};
  // At the fastest level: what the others save is a fifth of a spreadsheet, in more than twice the time.
  note(zipOpenNewFileInZip64(file_.get(), part.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                             Z_BEST_SPEED, 0));
}

void ZipWriter::add(std::string_view piece) {
  if (failed_ == 0) note(zipWriteInFileInZip(file_.get(), piece.data(), static_cast<unsigned>(piece.size())));
}

void ZipWriter::end() {
  note(zipCloseFileInZip(file_.get()));
}

base::Result<void> ZipWriter::close() {
  if (file_) note(zipClose(file_.release(), nullptr));
  if (failed_ == 0) return {};
  return base::fail(
      base::ErrorKind::Storage,
      fmt::format("The spreadsheet could not be written ({}): make room in the folder for temporary files.",
                  std::strerror(failed_)));
}

}  // namespace einlass::report
