// A spreadsheet in XLSX: its sheets, titles, formats and charts come from libxlsxwriter, whose types stay in the .cpp,
// its rows from sheet_rows.h. Rows go to disk as they come, so that memory does not grow with them. One thread.
#pragma once

#include "core/base/error.h"
#include "server/report/cell.h"
#include "server/report/scratch_file.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace einlass::report {

class Workbook {
 public:
  // `title`: of the document, as its properties say. `zone` outlives the workbook. Storage: no temporary file.
  static base::Result<Workbook> open(const std::string& title, const base::VenueZone& zone);
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  struct Column {
    std::string title;  // empty: a gap
    int width = 12;     // in characters
  };
  // With a row of titles that stays in sight. `name`: at most 31 characters, none of []:*?/\ among them. At
  // least one column has a title. InvalidInput: more columns than a sheet has. Storage: no temporary file.
  base::Result<std::size_t> add_sheet(const std::string& name, const std::vector<Column>& columns);

  // The next row, from the first column on. Text stays text, whatever it begins with: its cells are never formulas, and
  // are formatted as text, so that they do not become one when somebody edits them (OWASP, CSV injection). Days and
  // times are dates of the spreadsheet, in the zone's local time. InvalidInput: more than a sheet has. Storage: no
  // room.
  base::Result<void> add_row(std::size_t sheet, std::span<const Cell> cells);

  // Stacked columns of what stands in `rows` rows below the titles.
  struct Chart {
    std::string title;
    std::size_t labels = 0;           // the column of what they are of
    std::vector<std::size_t> values;  // columns, named by their titles
    std::size_t rows = 0;
    std::size_t at = 0;  // the column at which it stands, at the top
  };
  void add_chart(std::size_t sheet, const Chart& chart);

  base::Result<void> finish(const Sink& sink);

 private:
  struct Impl;
  explicit Workbook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::report
