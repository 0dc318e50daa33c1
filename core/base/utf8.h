// The bytes of UTF-8 (RFC 3629 §3), where code points are enough; characters as people see them are text_fold.h's.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace einlass::base {

// Of a byte: it goes on with a code point that another one began.
constexpr bool goes_on_in_utf8(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

constexpr std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return !goes_on_in_utf8(c); }));
}

// The first whole code points of `utf8` that are `bytes` long at most.
constexpr std::string_view first_bytes(std::string_view utf8, std::size_t bytes) {
  if (utf8.size() <= bytes) return utf8;
  while (bytes > 0 && goes_on_in_utf8(utf8[bytes])) --bytes;
  return utf8.substr(0, bytes);
}

// The first code point; empty of an empty text.
constexpr std::string_view first_code_point(std::string_view utf8) {
  std::size_t end = utf8.empty() ? 0 : 1;
  while (end < utf8.size() && goes_on_in_utf8(utf8[end])) ++end;
  return utf8.substr(0, end);
}

}  // namespace einlass::base
