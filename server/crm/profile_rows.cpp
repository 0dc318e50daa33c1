#include "server/crm/profile_rows.h"

#include <algorithm>

namespace einlass::crm {
namespace {

// As long as a cell of a list may be: for more its ticket would be refused.
constexpr std::size_t longest_cell = 500;

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(';'), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

void add_word(std::string& words, std::string_view word) {
  const auto begin = word.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return;
  word = word.substr(begin, word.find_last_not_of(" \t\r\n") - begin + 1);
  if (has_word(words, word) || words.size() + 1 + word.size() > longest_cell) return;
  if (!words.empty()) words += ';';
  words += word;
}

void add_words(std::string& words, std::string_view more) {
  while (!more.empty()) {
    const auto end = std::min(more.find(';'), more.size());
    add_word(words, more.substr(0, end));
    more.remove_prefix(std::min(end + 1, more.size()));
  }
}

std::string joined(const std::vector<std::string>& texts) {
  std::string words;
  for (const auto& text : texts) add_words(words, text);
  return words;
}

std::string first_word(const std::vector<std::string>& texts) {
  std::string word;
  for (const auto& text : texts) {
    if (word.empty()) add_word(word, text);
  }
  return word;
}

}  // namespace

rules::Profile profile_of(const std::function<std::vector<std::string>(std::string_view field)>& texts) {
  return {.sector = first_word(texts("sector")), .club = joined(texts("club")), .topics = joined(texts("topics"))};
}

void add(rules::Profile& profile, const rules::Profile& more) {
  if (profile.sector.empty()) profile.sector = more.sector;
  add_words(profile.club, more.club);
  add_words(profile.topics, more.topics);
}

}  // namespace einlass::crm
