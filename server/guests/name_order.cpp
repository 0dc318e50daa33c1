#include "server/guests/name_order.h"

#include <cstddef>

#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace einlass::guests {
namespace {

enum class Writing { Other, Han, Kana, Hangul };

struct Written {
  Writing writing = Writing::Other;
  std::size_t letters = 0;
};

Writing writing_of(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = letter == U'ー' ? USCRIPT_KATAKANA : uscript_getScript(letter, &status);
  if (script == USCRIPT_HAN) return Writing::Han;
  if (script == USCRIPT_HANGUL) return Writing::Hangul;
  const bool kana = script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
  return kana ? Writing::Kana : Writing::Other;
}

// Ideographs among kana are Japanese; any other mixture is Other.
Writing both(Writing one, Writing other) {
  if (one == other) return one;
  const bool japanese =
      (one == Writing::Kana && other == Writing::Han) || (one == Writing::Han && other == Writing::Kana);
  return japanese ? Writing::Kana : Writing::Other;
}

Written written(const std::string& text) {
  const auto letters = icu::UnicodeString::fromUTF8(text);
  Written result;
  for (int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
    const auto one = writing_of(letters.char32At(at));
    result.writing = result.letters == 0 ? one : both(result.writing, one);
    ++result.letters;
  }
  return result;
}

}  // namespace

bool begins_with_family_name(const std::string& first, const std::string& last) {
  const auto given = written(first), family = written(last);
  const auto writing = both(given.writing, family.writing);
  return writing != Writing::Other && (writing != Writing::Hangul || family.letters <= 2);
}

std::string in_natural_order(const std::string& first, const std::string& last) {
  if (first.empty() || last.empty()) return first + last;
  if (!begins_with_family_name(first, last)) return first + " " + last;
  const auto family = written(last);
  const auto writing = both(written(first).writing, family.writing);
  // Chinese family names have one ideograph, nearly all; those of two or more are mostly Japanese and take a space.
  const bool joined = writing == Writing::Hangul || (writing == Writing::Han && family.letters == 1);
  return last + (joined ? "" : " ") + first;
}

}  // namespace einlass::guests
