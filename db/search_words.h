// Words by which guests are found: folded, so that Müller, Mueller and Muller are one spelling, and compared so that
// one typing error does no harm. Pure.
#pragma once

#include "core/rules/guest_row.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::store {

// What is searched of one row. Folded: no letter case, no accents, ä = ae = a.
struct SearchWords {
  std::string order_ref;
  std::string name;
  std::string rest;  // company, e-mail, table, ticket type, further fields

  static SearchWords of(const rules::GuestRow& row);

  std::string text() const;  // one line, to be kept sealed
  static SearchWords parse(const std::string& text);
};

std::string folded(const std::string& text);
std::vector<std::string> words_of(const std::string& folded);

// How well a row fits; smaller is better.
enum SearchRank { WordsOfName, BeginningsInName, Beginnings, NearlyBeginnings, InsideWords };

// As GuestSearch ranks its rows. Nothing: it does not fit.
std::optional<int> rank_of(const std::vector<std::string>& wanted, const SearchWords& words);

// `word` begins with `wanted` but for one letter that is missing, added or another, or two that changed places. Shorter
// ones than four letters would be near to everything.
bool nearly_begins_with(std::string_view word, std::string_view wanted);

}  // namespace einlass::store
