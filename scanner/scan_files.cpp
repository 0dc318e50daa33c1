#include "scanner/scan_files.h"

#include "scanner/decoder.h"
#include "scanner/image_file.h"

#include <ostream>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace einlass::scan {
namespace {

// One code is one line, whatever it holds.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '\\') {
      line += "\\\\";
    } else if (letter == '\n') {
      line += "\\n";
    } else if (letter == '\r') {
      line += "\\r";
    } else if (byte < 0x20 || byte == 0x7f) {
      line += fmt::format("\\x{:02X}", byte);
    } else {
      line += letter;
    }
  }
  return line;
}

bool scan_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err) {
  const auto picture = load_image(file);
  if (!picture) {
    err << picture.error().message << '\n';
    return false;
  }
  const auto codes = Decoder().decode_still(*picture);
  for (const ScannedCode& code : codes) {
    out << file.string() << '\t' << format_name(code.format) << '\t' << on_one_line(code.text) << '\n';
  }
  if (codes.empty()) err << file.string() << " shows no code that can be read; take it closer and with more light.\n";
  return !codes.empty();
}

}  // namespace

int scan_files(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err) {
  bool all_read = true;
  for (const auto& file : files) all_read = scan_file(file, out, err) && all_read;
  return all_read ? 0 : 1;
}

}  // namespace einlass::scan
