#include "server/report/spreadsheet_text.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace einlass::report {
namespace {

constexpr std::size_t longest_text = 32'000;

// _x0041_ in a text is not meant as a letter A. What follows its digits may become a _ only by being escaped itself.
bool looks_escaped(std::string_view text) {
  const auto is_hex = [](char c) {
    return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
  };
  const auto digits = text.substr(std::min<std::size_t>(text.size(), 2), 4);
  return text.starts_with("_x") && digits.size() == 4 && std::all_of(digits.begin(), digits.end(), is_hex);
}

// U+FFFE and U+FFFF, which are no characters of XML.
bool is_noncharacter(std::string_view text) {
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

bool is_space(char character) {
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

// Of the character at the front of `text`, and how many bytes it had; 0: it stands for itself.
std::size_t put_special(std::string& to, std::string_view text) {
  const char first = text.front();
  switch (first) {
    case '&':
      to += "&amp;";
      return 1;
    case '<':
      to += "&lt;";
      return 1;
    case '>':
      to += "&gt;";
      return 1;
    case '_':
      if (!looks_escaped(text)) return 0;
      to += "_x005F_";
      return 1;
    case '\xEF':
      if (!is_noncharacter(text)) return 0;
      to += text[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      return 3;
    default:
      if (static_cast<unsigned char>(first) >= 0x20 || first == '\t' || first == '\n') return 0;
      fmt::format_to(std::back_inserter(to), "_x{:04X}_", static_cast<unsigned>(first));
      return 1;
  }
}

}  // namespace

void put_text_element(std::string& to, std::string_view utf8) {
  const auto shown = base::first_bytes(utf8, longest_text);
  const bool has_space_at_ends = !utf8.empty() && (is_space(utf8.front()) || is_space(utf8.back()));
  to += has_space_at_ends ? "<t xml:space=\"preserve\">" : "<t>";
  for (auto rest = shown; !rest.empty();) {
    auto taken = put_special(to, rest);
    if (taken == 0) {
      to += rest.front();
      taken = 1;
    }
    rest.remove_prefix(taken);
  }
  if (shown.size() < utf8.size()) to += "…";
  to += "</t>";
}

}  // namespace einlass::report
