#include "scanner/scan_files.h"

#include "core/base/bytes.h"
#include "core/base/text_fold.h"
#include "scanner/decoder.h"
#include "scanner/image_file.h"

#include <ostream>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::scan {
namespace {

namespace json = boost::json;

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

// At least one code, or the sentence that says why not.
base::Result<std::vector<ScannedCode>> codes_in(const std::filesystem::path& file) {
  const auto picture = load_image(file);
  if (!picture) return tl::make_unexpected(picture.error());
  auto codes = Decoder().decode_still(*picture);
  if (!codes.empty()) return codes;
  if (is_cut_off(file)) {
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("{} is a damaged picture: its end is missing; copy it again.", file.string()));
  }
  return base::fail(
      base::ErrorKind::NotFound,
      fmt::format("{} shows no code that can be read; take it closer and with more light.", file.string()));
}

bool scan_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err) {
  const auto codes = codes_in(file);
  if (!codes) {
    err << codes.error().message << '\n';
    return false;
  }
  for (const ScannedCode& code : *codes) {
    out << file.string() << '\t' << format_name(code.format) << '\t' << on_one_line(code.text) << '\n';
  }
  return true;
}

json::object json_of(const ScannedCode& code) {
  json::object object{{"format", format_name(code.format)}};
  if (base::is_valid_utf8(code.text)) {
    object["text"] = code.text;
  } else {
    object["hex"] = base::hex(base::to_bytes(code.text));
  }
  return object;
}

}  // namespace

int scan_files(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err) {
  bool all_read = true;
  for (const auto& file : files) all_read = scan_file(file, out, err) && all_read;
  return all_read ? 0 : 1;
}

int scan_files_as_json(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& /*err*/) {
  bool all_read = true;
  json::array result;
  for (const auto& file : files) {
    json::array codes;
    const auto found = codes_in(file);
    if (found) {
      for (const ScannedCode& code : *found) codes.push_back(json_of(code));
    }
    json::object object{{"file", file.string()}, {"codes", std::move(codes)}};
    if (!found) object["problem"] = found.error().message;
    result.push_back(std::move(object));
    all_read = all_read && found.has_value();
  }
  out << json::serialize(result) << '\n';
  return all_read ? 0 : 1;
}

}  // namespace einlass::scan
