// From a box's data- attributes to its rules, with a sentence for each mistake. Pure, for the template reader.
#pragma once

#include "printing/badge/badge_template.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::badge {

// All attributes of one <rect> that begin with "data-", without that beginning.
using BoxAttributes = std::map<std::string, std::string>;

struct BoxShape {
  Placement placement;
  double radius_mm = 0;
};

struct BoxMistake {
  std::string attribute;        // "data-lines"; empty: the box as a whole
  std::string end_of_sentence;  // `has a box with the unknown field "nmae": …`
};

// Nothing where its field is not known. A box with other mistakes is made all the same, as if those were not written.
// An image box's data-src and data-when are left to the caller, who can read files and knows the groups.
std::optional<Box> make_box(const BoxAttributes& attributes, const BoxShape& shape, std::vector<BoxMistake>& mistakes);

}  // namespace einlass::badge
