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

}  // namespace

std::string folded(const std::string& text) {
  std::string folded = base::fold_text(text);
  for (const char* vowel : {"a", "o", "u"}) replace_all(folded, std::string(vowel) + "e", vowel);
  return folded;
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
