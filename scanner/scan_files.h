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

}  // namespace einlass::scan
