// From a box's data- attributes to its rules, with a sentence for each mistake. Pure, for the template reader.
#pragma once

#include "core/base/error.h"
#include "printing/badge/badge_template.h"

#include <map>
#include <string>

namespace einlass::badge {

// All attributes of one <rect> that begin with "data-", without that beginning.
using BoxAttributes = std::map<std::string, std::string>;

struct BoxShape {
  Placement placement;
  double radius_mm = 0;
};

// The error's message is the end of a sentence: `has a box with the unknown field "nmae": …`. An image box's data-src
// is left to the caller, who can read files.
base::Result<Box> make_box(const BoxAttributes& attributes, const BoxShape& shape);

}  // namespace einlass::badge
