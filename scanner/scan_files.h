// `einlass scan FILE…`: what is in these pictures?
#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

namespace einlass::scan {

// One line per code on `out`: file, format and text, separated by tabs; line breaks and control characters of the text
// are escaped as \n and \x1D. Sentences about files without a code or not readable go to `err`. Returns the exit code:
// 0 if every file had a code, else 1.
int scan_files(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err);

// The same as one JSON array with an object per file: "file", "codes" (each "format" and "text", or "hex" where the
// code is not UTF-8) and, without a code, "problem". Nothing goes to `err`.
int scan_files_as_json(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err);

}  // namespace einlass::scan
