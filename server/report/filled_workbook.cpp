#include "server/report/filled_workbook.h"

#include <memory>
#include <optional>

#include <fmt/format.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>

namespace einlass::report {
namespace {

constexpr std::string_view end_of_rows = "</sheetData>";
constexpr std::string_view begin_of_range = "<dimension ref=\"";

struct CloseRead {
  void operator()(void* file) const { unzClose(file); }
};
struct CloseWritten {
  void operator()(void* file) const { zipClose(file, nullptr); }
};

tl::unexpected<base::Error> not_filled(const char* what) {
  return base::fail(base::ErrorKind::Storage,
                    fmt::format("The spreadsheet could not be {}: make room in the folder for temporary files.", what));
}

struct Part {
  std::string name;
  std::string content;
};

// The one at which `titles` stands. Small: titles are all that it has.
std::optional<Part> read_part(unzFile titles) {
  unz_file_info64 info{};
  std::string name(256, '\0');
  if (unzGetCurrentFileInfo64(titles, &info, name.data(), name.size(), nullptr, 0, nullptr, 0) != UNZ_OK)
    return std::nullopt;
  name.resize(info.size_filename);
  std::string content(info.uncompressed_size, '\0');
  if (unzOpenCurrentFile(titles) != UNZ_OK) return std::nullopt;
  const auto got = unzReadCurrentFile(titles, content.data(), static_cast<unsigned>(content.size()));
  if (unzCloseCurrentFile(titles) != UNZ_OK || got != static_cast<int>(content.size())) return std::nullopt;
  return Part{std::move(name), std::move(content)};
}

class FilledWorkbook {
 public:
  explicit FilledWorkbook(zipFile file) : file_(file) {}

  // The fastest level: what the others save is a fifth of the file, in more than twice the time.
  bool begin(const Part& part) {
    zip_fileinfo info{};
    info.tmz_date = {.tm_sec = 0, .tm_min = 0, .tm_hour = 0, .tm_mday = 1, .tm_mon = 0, .tm_year = 1980};
    return zipOpenNewFileInZip64(file_.get(), part.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                                 Z_BEST_SPEED, 0) == ZIP_OK;
  }
  void add(std::string_view piece) {
    good_ = good_ && zipWriteInFileInZip(file_.get(), piece.data(), static_cast<unsigned>(piece.size())) == ZIP_OK;
  }
  bool end() { return zipCloseFileInZip(file_.get()) == ZIP_OK && good_; }
  bool close() { return zipClose(file_.release(), nullptr) == ZIP_OK; }

 private:
  std::unique_ptr<void, CloseWritten> file_;
  bool good_ = true;
};

// Between its titles and what follows them. Its range has to be right: some programs read no further.
base::Result<void> add_sheet(FilledWorkbook& to, const std::string& titles, SheetRows& rows) {
  const auto range = titles.find(begin_of_range);
  const auto end = titles.find(end_of_rows);
  if (range == std::string::npos || end == std::string::npos || range > end)
    return base::fail(base::ErrorKind::Internal,
                      "The spreadsheet could not be made, because a sheet is not as expected: export as CSV.");
  const std::string_view whole = titles;
  const auto range_at = range + begin_of_range.size();
  to.add(whole.substr(0, range_at));
  to.add(rows.range());
  const auto after_range = whole.find('"', range_at);
  to.add(whole.substr(after_range, end - after_range));
  if (auto flushed = rows.flush(); !flushed) return flushed;
  if (auto handed = rows.hand_over([&](std::string_view piece) { to.add(piece); }); !handed) return handed;
  to.add(whole.substr(end));
  return {};
}

SheetRows* sheet_in(const std::string& part, std::span<SheetRows* const> sheets) {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (part == fmt::format("xl/worksheets/sheet{}.xml", i + 1)) return sheets[i];
  }
  return nullptr;
}

}  // namespace

base::Result<ScratchFile> fill_workbook(const std::filesystem::path& titles, std::span<SheetRows* const> sheets) {
  const std::unique_ptr<void, CloseRead> from(unzOpen64(titles.c_str()));
  if (!from) return not_filled("read");
  auto scratch = ScratchFile::open();
  if (!scratch) return base::failed(scratch);
  FilledWorkbook to(zipOpen64(scratch->path().c_str(), APPEND_STATUS_CREATE));
  int at = unzGoToFirstFile(from.get());
  for (; at == UNZ_OK; at = unzGoToNextFile(from.get())) {
    const auto part = read_part(from.get());
    if (!part) return not_filled("read");
    if (!to.begin(*part)) return not_filled("written");
    if (auto* rows = sheet_in(part->name, sheets); rows == nullptr)
      to.add(part->content);
    else if (auto added = add_sheet(to, part->content, *rows); !added)
      return base::failed(added);
    if (!to.end()) return not_filled("written");
  }
  if (at != UNZ_END_OF_LIST_OF_FILE) return not_filled("read");
  if (!to.close()) return not_filled("written");
  return scratch;
}

}  // namespace einlass::report
