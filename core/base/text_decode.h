// Text files of unknown origin become UTF-8 (ICU). Pure; any thread.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace einlass::base {

struct DecodedText {
  std::string text;      // UTF-8 without byte order mark, line breaks as \n
  std::string encoding;  // "UTF-8", "UTF-16" or "Windows-1252"
};

// By the byte order mark; else UTF-8 if the bytes are valid; else Windows-1252, which is what spreadsheets of western
// Europe write. InvalidInput: none of them, such as a picture or an archive; or UTF-8 with some other bytes, whose line
// is named.
Result<DecodedText> decode_text(std::string_view bytes);

}  // namespace einlass::base
