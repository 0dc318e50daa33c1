// Words by which guests are found: folded, so that Müller, Mueller and Muller are one spelling, and compared so that
// one typing error does no harm. Pure.
#pragma once

#include "core/rules/guest_row.h"

#include <string>
#include <string_view>

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

// How well a row fits what was typed, each word of it; smaller is better. The words of her name; words of her name that
// begin so; words of the row that do; that do or nearly do (nearly_begins_with()); that have it inside.
enum SearchRank { WordsOfName, BeginningsInName, Beginnings, NearlyBeginnings, InsideWords };

// `word` begins with `wanted` but for one letter that is missing, added or another, or two that changed places. Shorter
// ones than four letters would be near to everything.
bool nearly_begins_with(std::string_view word, std::string_view wanted);

}  // namespace einlass::store
