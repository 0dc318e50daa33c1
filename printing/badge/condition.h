// When a box or a part of the drawing is printed: data-when="category=press,speaker !company" (docs/badges.md). Values;
// pure.
#pragma once

#include "core/base/error.h"
#include "printing/badge/badge_content.h"

#include <string>
#include <string_view>
#include <vector>

namespace einlass::badge {

struct Term {
  std::string field;                    // a text, a picture, a mark or "qr": there is something to show
  std::vector<std::string> categories;  // not empty: instead, the guest's category is one of these
  bool holds = true;                    // false: written with a "!" before it

  friend bool operator==(const Term&, const Term&) = default;
};

using Condition = std::vector<Term>;  // all must hold; none: always

// InvalidInput: the message says what to write instead.
base::Result<Condition> parse_condition(std::string_view text);

bool holds(const Condition& condition, const BadgeContent& content);

// Never both for one guest, as their terms say.
bool exclude_each_other(const Condition& one, const Condition& other);

}  // namespace einlass::badge
