// Folding of names for search and comparison, and cleaning of text that comes from outside (ICU).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace einlass::base {

// Case-folded, without accents, ß → ss, one space between words: "Müller-Lüdenscheidt " → "muller-ludenscheidt".
// Scripts other than Latin keep their letters (NFKD, then marks removed).
std::string fold_text(std::string_view utf8);

// Its words, as they are searched: what is neither letter nor digit parts them.
std::vector<std::string> words_in(std::string_view folded);

// All spellings under which a German name may be looked up: "Müller" → {"muller", "mueller"}.
std::vector<std::string> fold_spellings(std::string_view utf8);

// NFC, control characters removed (a tab or line break becomes a space), trimmed.
std::string clean_text(std::string_view utf8);

// A to Z only, whatever the locale: of addresses and of names that protocols give.
std::string lower_ascii(std::string_view text);

bool is_valid_utf8(std::string_view text);

// Its code points that leave something to see; what only joins, turns or parts others is left out.
std::u32string characters_in(std::string_view utf8);

// Number of user-perceived characters (grapheme clusters, UAX #29).
std::size_t count_characters(std::string_view utf8);

}  // namespace einlass::base
