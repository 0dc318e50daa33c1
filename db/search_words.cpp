#include "db/search_words.h"

#include "core/base/text_fold.h"

#include <algorithm>
#include <sstream>

namespace einlass::store {
namespace {

constexpr std::size_t shortest_with_errors = 4;

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

template <typename Fits>
bool each_fits_one(const std::vector<std::string>& wanted, const std::vector<std::string>& words, Fits fits) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& each) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return fits(word, each); });
  });
}

bool begins_with(std::string_view word, std::string_view wanted) {
  return word.starts_with(wanted);
}

bool begins_or_nearly(std::string_view word, std::string_view wanted) {
  return word.starts_with(wanted) || nearly_begins_with(word, wanted);
}

}  // namespace

std::string folded(const std::string& text) {
  std::string folded = base::fold_text(text);
  for (const char* vowel : {"a", "o", "u"}) replace_all(folded, std::string(vowel) + "e", vowel);
  return folded;
}

// As the index takes a text apart: what is neither letter nor digit parts words.
std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  std::string word;
  const auto is_letter = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80U || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  for (const char c : folded) {
    if (is_letter(c)) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

SearchWords SearchWords::of(const rules::GuestRow& row) {
  const auto& guest = row.guest;
  std::string rest =
      guest.company + " " + guest.email + " " + guest.table + " " + row.ticket.ticket_type + " " + row.order_ref;
  for (const auto& [field, value] : guest.extra) rest += " " + value;
  return {.order_ref = folded(row.order_ref),
          .name = folded(guest.full_name + " " + guest.first_name + " " + guest.last_name),
          .rest = folded(rest)};
}

std::string SearchWords::text() const {
  return order_ref + "\n" + name + "\n" + rest;
}

SearchWords SearchWords::parse(const std::string& text) {
  SearchWords words;
  std::istringstream lines(text);
  std::getline(lines, words.order_ref);
  std::getline(lines, words.name);
  std::getline(lines, words.rest);
  return words;
}

std::optional<int> rank_of(const std::vector<std::string>& wanted, const SearchWords& words) {
  if (wanted.empty()) return std::nullopt;
  const auto name = words_of(words.name);
  if (each_fits_one(wanted, name, std::equal_to<std::string_view>())) return WordsOfName;
  if (each_fits_one(wanted, name, begins_with)) return BeginningsInName;
  auto all = words_of(words.rest);
  all.insert(all.end(), name.begin(), name.end());
  if (each_fits_one(wanted, all, begins_with)) return Beginnings;
  if (each_fits_one(wanted, all, begins_or_nearly)) return NearlyBeginnings;
  const auto inside = [](std::string_view word, std::string_view each) { return word.find(each) != word.npos; };
  if (each_fits_one(wanted, all, inside)) return InsideWords;
  return std::nullopt;
}

// From the first letter that differs on, one step in either text or both must make the rest fit.
bool nearly_begins_with(std::string_view word, std::string_view wanted) {
  if (wanted.size() < shortest_with_errors) return false;
  const auto [in_word, in_wanted] = std::mismatch(word.begin(), word.end(), wanted.begin(), wanted.end());
  const auto at = static_cast<std::size_t>(in_word - word.begin());
  if (at >= wanted.size()) return true;
  const auto rest = word.substr(at);
  const auto wanted_rest = wanted.substr(at);
  if (rest.starts_with(wanted_rest.substr(1))) return true;  // one too many
  if (rest.empty()) return false;
  if (rest.substr(1).starts_with(wanted_rest)) return true;            // one left out
  if (rest.substr(1).starts_with(wanted_rest.substr(1))) return true;  // another one
  return rest.size() > 1 && wanted_rest.size() > 1 && rest[0] == wanted_rest[1] && rest[1] == wanted_rest[0] &&
         rest.substr(2).starts_with(wanted_rest.substr(2));  // two changed places
}

}  // namespace einlass::store
