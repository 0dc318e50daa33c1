// The rows of one sheet of a spreadsheet as SpreadsheetML (ECMA-376-1, 18.3.1), which go to disk as they come.
// libxlsxwriter makes all else of a workbook; a hundred thousand rows take it longer than reading them. One thread.
#pragma once

#include "core/base/error.h"
#include "core/base/venue_zone.h"
#include "server/report/cell.h"
#include "server/report/scratch_file.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace einlass::report {

// Which of the workbook's cell formats (18.8.10, cellXfs) a cell has, by what stands in it. Numbers have the first.
struct CellFormats {
  int text = 0;
  int day = 0;
  int time = 0;
};

class SheetRows {
 public:
  // What a ZIP holds in one part without its extensions of 64 bits, less some for what stands around the rows.
  static constexpr std::uint64_t longest_part = 4'000'000'000;

  // They follow one row of titles in `columns` columns. `zone` outlives them. InvalidInput: more columns than a sheet
  // has. Storage: no temporary file.
  static base::Result<SheetRows> open(std::size_t columns, const CellFormats& formats, const base::VenueZone& zone,
                                      std::uint64_t most_bytes = longest_part);

  // From the first column on. InvalidInput: more rows or columns than a sheet has, or more bytes. Storage: no room.
  base::Result<void> add(std::span<const Cell> cells);

  std::string range() const;  // A1:Y100001, the row of titles among them
  base::Result<void> hand_over(const Sink& sink);

 private:
  SheetRows(ScratchFile file, const CellFormats& formats, const base::VenueZone& zone, std::uint64_t most_bytes);
  base::Result<void> need_columns(std::size_t columns);

  ScratchFile file_;
  CellFormats formats_;
  const base::VenueZone* zone_;
  std::uint64_t most_bytes_;
  std::vector<std::string> names_;  // of the columns: A, B, …
  std::uint32_t rows_ = 1;
  std::string row_;
};

}  // namespace einlass::report
