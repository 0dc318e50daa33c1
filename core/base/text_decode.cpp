#include "core/base/text_decode.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace einlass::base {
namespace {

// What UTF-8 and other bytes of a text there are.
struct Utf8Census {
  std::size_t letters = 0;  // sequences of several bytes that are UTF-8
  std::size_t plainly = 0;  // of those, "Ã" and a sign in Windows-1252, which no language writes: ä, ö, ü, ß, é …
  std::size_t wrong = 0;    // bytes that belong to none
  int wrong_line = 0;       // of the first of them
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // within ICU's macro
// Negative: no UTF-8.
UChar32 next_letter(std::string_view bytes, std::int32_t& at) {
  UChar32 letter = 0;
  U8_NEXT(bytes.data(), at, static_cast<std::int32_t>(bytes.size()), letter);
  return letter;
}
#pragma GCC diagnostic pop

Utf8Census census_of(std::string_view bytes) {
  Utf8Census census;
  int line = 1;
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t at = 0; at < size;) {
    const auto start = at;
    const auto lead = static_cast<unsigned char>(bytes[static_cast<std::size_t>(start)]);
    const auto letter = next_letter(bytes, at);
    if (letter < 0) {
      ++census.wrong;
      if (census.wrong_line == 0) census.wrong_line = line;
    } else if (lead >= 0x80) {
      ++census.letters;
      if (lead == 0xC3 && !u_isupper(letter)) ++census.plainly;
    }
    // A line break is \n, \r\n or, on very old machines, \r alone.
    if (letter == '\n' || (letter == '\r' && (at == size || bytes[static_cast<std::size_t>(at)] != '\n'))) ++line;
  }
  return census;
}

tl::unexpected<Error> broken_utf8(const Utf8Census& census) {
  return fail(ErrorKind::InvalidInput,
              fmt::format("Line {} has a byte that is not UTF-8, while the list otherwise is; correct that line and "
                          "save the list as UTF-8 again.",
                          census.wrong_line));
}

tl::unexpected<Error> not_text() {
  return fail(ErrorKind::InvalidInput, "This is not a text file; export the list as CSV in UTF-8 and try again.");
}

// Fails at the first byte that the encoding does not have, instead of replacing it.
Result<std::string> convert(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status), &ucnv_close);
  if (U_FAILURE(status)) return fail(ErrorKind::Internal, "ICU lacks a converter; reinstall libicu.");
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString decoded(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return not_text();
  std::string text;
  decoded.toUTF8String(text);
  return text;
}

// Controls that stand in binary files but in no list. U+001D separates the parts of some ticket codes (GS1).
bool has_binary_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != 0x0B && byte != 0x0C && byte != 0x1D;
  });
}

// U+0080 … U+009F are what the five unassigned bytes of Windows-1252 decode to.
bool has_c1_controls(std::string_view utf8) {
  for (auto at = utf8.find('\xC2'); at != std::string_view::npos; at = utf8.find('\xC2', at + 1)) {
    if (at + 1 < utf8.size() && static_cast<unsigned char>(utf8[at + 1]) < 0xA0) return true;
  }
  return false;
}

std::string with_unix_breaks(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      result.push_back(text[i]);
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      result.push_back('\n');
    }
  }
  return result;
}

Result<DecodedText> finish(const Result<std::string>& text, const char* encoding) {
  if (!text) return tl::make_unexpected(text.error());
  if (has_binary_controls(*text)) return not_text();
  return DecodedText{with_unix_breaks(*text), encoding};
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return finish(convert(bytes.substr(2), "UTF-16LE"), "UTF-16");
  if (bytes.starts_with("\xFE\xFF")) return finish(convert(bytes.substr(2), "UTF-16BE"), "UTF-16");
  // Before anything is said of lines and letters: a picture has none.
  if (has_binary_controls(bytes)) return not_text();
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    const auto rest = bytes.substr(3);
    if (!is_valid_utf8(rest)) return broken_utf8(census_of(rest));
    return finish(std::string(rest), "UTF-8");
  }
  if (is_valid_utf8(bytes)) return finish(std::string(bytes), "UTF-8");
  // „Spaß“ in Windows-1252 ends in two bytes that might be UTF-8; a list with more of them is damaged UTF-8, and
  // reading it as Windows-1252 would garble every name in silence.
  const auto census = census_of(bytes);
  if (census.plainly > 0 || census.letters >= census.wrong) return broken_utf8(census);
  auto text = convert(bytes, "windows-1252");
  if (text && has_c1_controls(*text)) return not_text();
  return finish(text, "Windows-1252");
}

}  // namespace einlass::base
