#include "server/report/filled_workbook.h"

#include "server/report/zip_parts.h"

#include <fmt/format.h>

namespace einlass::report {
namespace {

constexpr std::string_view begin_of_range = "<dimension ref=\"";
constexpr std::string_view end_of_rows = "</sheetData>";

tl::unexpected<base::Error> no_such_sheet() {
  return base::fail(base::ErrorKind::Internal,
                    "The spreadsheet could not be made, because a sheet is not as expected: export as CSV.");
}

// Between its titles and what follows them. Its range has to be right: some programs read no further.
base::Result<void> add_sheet(ZipWriter& to, std::string_view titles, SheetRows& rows) {
  const auto range = titles.find(begin_of_range);
  if (range == std::string_view::npos) return no_such_sheet();
  const auto after_range = titles.find('"', range + begin_of_range.size());
  const auto end = titles.find(end_of_rows);
  if (end == std::string_view::npos || after_range > end) return no_such_sheet();
  to.add(titles.substr(0, range));
  to.add(begin_of_range);
  to.add(rows.range());
  to.add(titles.substr(after_range, end - after_range));
  if (auto handed = rows.hand_over([&](std::string_view piece) { to.add(piece); }); !handed) return handed;
  to.add(titles.substr(end));
  return {};
}

SheetRows* sheet_in(const std::string& part, std::span<SheetRows* const> sheets) {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (part == fmt::format("xl/worksheets/sheet{}.xml", i + 1)) return sheets[i];
  }
  return nullptr;
}

base::Result<void> write_parts(ZipReader& from, ZipWriter& to, std::span<SheetRows* const> sheets) {
  std::size_t filled = 0;
  for (;;) {
    const auto part = from.next();
    if (!part) return base::failed(part);
    if (!*part) break;
    to.begin((*part)->name);
    if (auto* rows = sheet_in((*part)->name, sheets)) {
      if (auto added = add_sheet(to, (*part)->content, *rows); !added) return added;
      ++filled;
    } else {
      to.add((*part)->content);
    }
    to.end();
  }
  return filled == sheets.size() ? base::Result<void>() : no_such_sheet();
}

}  // namespace

base::Result<ScratchFile> fill_workbook(const std::filesystem::path& titles, std::span<SheetRows* const> sheets) {
  auto scratch = ScratchFile::open();
  if (!scratch) return base::failed(scratch);
  ZipReader from(titles);
  ZipWriter to(scratch->path());
  if (auto written = write_parts(from, to, sheets); !written) return base::failed(written);
  if (auto closed = to.close(); !closed) return base::failed(closed);
  return scratch;
}

}  // namespace einlass::report
