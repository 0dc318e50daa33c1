// A workbook that has only rows of titles, written anew with the rows of its sheets.
#pragma once

#include "server/report/sheet_rows.h"

#include <filesystem>

namespace einlass::report {

// `titles`: an XLSX (a ZIP of parts, ECMA-376-2) as libxlsxwriter writes it, whose first sheet gets the first rows.
// Storage: there is no room, or the file is damaged. Internal: it has no such sheets.
base::Result<ScratchFile> fill_workbook(const std::filesystem::path& titles, std::span<SheetRows* const> sheets);

}  // namespace einlass::report
