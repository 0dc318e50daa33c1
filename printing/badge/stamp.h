// Where a word is stamped over a badge whose template knows nothing of it: where it hides least, and never on name or
// code as long as there is any other place. Pure; any thread.
#pragma once

#include "printing/badge/badge_content.h"
#include "printing/badge/badge_template.h"

namespace einlass::badge {

// A band within the part of the label that every printer reaches, upright.
Placement place_for_stamp(const BadgeTemplate& drawing, const BadgeContent& content);

}  // namespace einlass::badge
