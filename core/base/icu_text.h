// ICU's text as UTF-8. Inner to core/base: ICU's types stand in .cpp files only.
#pragma once

#include <string>

#include <unicode/unistr.h>

namespace einlass::base {

inline std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

}  // namespace einlass::base
