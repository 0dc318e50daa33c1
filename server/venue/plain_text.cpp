#include "server/venue/plain_text.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <array>

namespace einlass::venue {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMostBytesOfCharacter = 64;  // a letter may bear marks, but not without end

// U+2028 LINE SEPARATOR … U+202E RIGHT-TO-LEFT OVERRIDE, U+2066 … U+2069 (UAX #9, explicit formatting).
constexpr std::array kBreakingOrTurning = {"\u2028"sv, "\u2029"sv, "\u202A"sv, "\u202B"sv, "\u202C"sv, "\u202D"sv,
                                           "\u202E"sv, "\u2066"sv, "\u2067"sv, "\u2068"sv, "\u2069"sv};

// C0 and DEL are bytes of their own, C1 is C2 80 … C2 9F.
bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

}  // namespace

bool is_plain_line(std::string_view text, std::size_t most_characters) {
  if (text.size() > most_characters * kMostBytesOfCharacter || !base::is_valid_utf8(text) || has_control(text)) {
    return false;
  }
  const auto turns = [&](std::string_view each) { return text.find(each) != std::string_view::npos; };
  if (std::any_of(kBreakingOrTurning.begin(), kBreakingOrTurning.end(), turns)) return false;
  return base::count_characters(text) <= most_characters;
}

bool is_plain_name(std::string_view text, std::size_t most_characters) {
  return is_plain_line(text, most_characters) && !base::clean_text(text).empty();
}

}  // namespace einlass::venue
