#include "core/base/text_fold.h"

#include "core/base/icu_text.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

namespace einlass::base {
namespace {

icu::UnicodeString from_utf8(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalisation data; reinstall libicu.");
  return *found;
}

icu::UnicodeString normalized(const icu::Normalizer2& form, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  return form.normalize(text, status);
}

// Calls `take` with each code point.
template <typename Take>
void each_code_point(const icu::UnicodeString& text, Take take) {
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) take(text.char32At(i));
}

// Spaces and control characters become one space between words; `keep` says which others stay.
template <typename Keep>
icu::UnicodeString squeeze(const icu::UnicodeString& text, Keep keep) {
  icu::UnicodeString out;
  bool space_due = false;
  each_code_point(text, [&](UChar32 c) {
    if (u_isUWhiteSpace(c) || c == '\t' || c == '\n' || c == '\r') {
      space_due = !out.isEmpty();
      return;
    }
    if (!keep(c)) return;
    if (space_due) out.append(static_cast<UChar>(' '));
    space_due = false;
    out.append(c);
  });
  return out;
}

bool is_mark(UChar32 c) {
  return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}
bool is_control(UChar32 c) {
  return u_iscntrl(c) || u_charType(c) == U_FORMAT_CHAR;
}

// Letters that NFKD does not take apart, as people type them without a special keyboard.
icu::UnicodeString plain_letters(icu::UnicodeString text) {
  static const std::pair<const char*, const char*> kPlain[] = {{"ø", "o"},  {"ł", "l"},  {"đ", "d"},  {"ð", "d"},
                                                               {"æ", "ae"}, {"œ", "oe"}, {"þ", "th"}, {"ı", "i"}};
  for (const auto& [letter, plain] : kPlain) text.findAndReplace(from_utf8(letter), from_utf8(plain));
  return text;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What fold_text does to letters that have no accents, at a tenth of the cost: a list of 100,000 is mostly these.
std::string fold_ascii(std::string_view text) {
  std::string folded;
  bool space_due = false;
  for (const char c : text) {
    const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
    if (is_space) space_due = !folded.empty();
    if (is_space || c < ' ' || c == 0x7F) continue;
    if (std::exchange(space_due, false)) folded += ' ';
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return folded;
}

// A space in place of all else but digits.
std::string with_letters_only(std::string_view text) {
  if (!is_ascii(text)) {
    icu::UnicodeString spaced;
    each_code_point(from_utf8(text), [&](UChar32 c) { spaced.append(u_isalnum(c) ? c : UChar32(' ')); });
    return to_utf8(spaced);
  }
  std::string spaced(text);
  for (char& c : spaced) {
    if (!u_isalnum(c)) c = ' ';
  }
  return spaced;
}

}  // namespace

std::string fold_text(std::string_view utf8) {
  if (is_ascii(utf8)) return fold_ascii(utf8);
  icu::UnicodeString text = from_utf8(utf8);
  text.foldCase();  // also turns ß into ss
  text = plain_letters(normalized(normalizer(icu::Normalizer2::getNFKDInstance), text));
  return to_utf8(squeeze(text, [](UChar32 c) { return !is_mark(c) && !is_control(c); }));
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (auto& letter : lower) {
    if ('A' <= letter && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string> words_in(std::string_view folded) {
  const std::string spaced = with_letters_only(folded);
  std::vector<std::string> words;
  for (std::size_t at = spaced.find_first_not_of(' '); at != std::string::npos;) {
    const auto end = std::min(spaced.find(' ', at), spaced.size());
    words.push_back(spaced.substr(at, end - at));
    at = spaced.find_first_not_of(' ', end);
  }
  return words;
}

std::vector<std::string> fold_spellings(std::string_view utf8) {
  icu::UnicodeString expanded = normalized(normalizer(icu::Normalizer2::getNFCInstance), from_utf8(utf8));
  expanded.foldCase();
  static const std::pair<const char*, const char*> kUmlauts[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}};
  for (const auto& [umlaut, letters] : kUmlauts) expanded.findAndReplace(from_utf8(umlaut), from_utf8(letters));
  std::vector<std::string> spellings{fold_text(utf8)};
  std::string with_letters = fold_text(to_utf8(expanded));
  if (with_letters != spellings.front()) spellings.push_back(std::move(with_letters));
  return spellings;
}

std::string clean_text(std::string_view utf8) {
  const auto text = normalized(normalizer(icu::Normalizer2::getNFCInstance), from_utf8(utf8));
  // U+200C and U+200D shape Persian and emoji, so they stay although they are format characters.
  return to_utf8(squeeze(text, [](UChar32 c) { return c == 0x200C || c == 0x200D || !is_control(c); }));
}

bool is_valid_utf8(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<int32_t>(text.size()), &status);
  return status != U_INVALID_CHAR_FOUND;
}

std::u32string characters_in(std::string_view utf8) {
  std::u32string characters;
  each_code_point(from_utf8(utf8), [&](UChar32 c) {
    const bool unseen =
        is_control(c) || u_isUWhiteSpace(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
    if (!unseen) characters.push_back(static_cast<char32_t>(c));
  });
  return characters;
}

std::size_t count_characters(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> clusters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no break rules; reinstall libicu.");
  const auto text = from_utf8(utf8);
  clusters->setText(text);
  std::size_t count = 0;
  while (clusters->next() != icu::BreakIterator::DONE) ++count;
  return count;
}

}  // namespace einlass::base
