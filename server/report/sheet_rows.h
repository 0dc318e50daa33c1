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
#include <string_view>
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
  // They follow one row of titles in `columns` columns. `zone` outlives them. Storage: no temporary file.
  static base::Result<SheetRows> open(std::size_t columns, const CellFormats& formats, const base::VenueZone& zone);

  // From the first column on. InvalidInput: more rows than a sheet has, or more columns.
  base::Result<void> add(std::span<const Cell> cells);

  std::string range() const;  // A1:Y100001, the row of titles among them
  base::Result<void> flush() { return file_.flush(); }
  base::Result<void> hand_over(const Sink& sink) const { return file_.hand_over(sink); }  // when flushed

 private:
  SheetRows(ScratchFile file, const CellFormats& formats, const base::VenueZone& zone);
  void need_columns(std::size_t columns);

  ScratchFile file_;
  CellFormats formats_;
  const base::VenueZone* zone_;
  std::vector<std::string> names_;  // of the columns: A, B, …
  std::uint32_t rows_ = 1;
  std::string row_;
};

// As it stands in XML: what XML 1.0 cannot hold is written _x0007_ (ECMA-376-1, 22.9.2.19, ST_Xstring).
std::string spreadsheet_text(std::string_view text);

}  // namespace einlass::report
