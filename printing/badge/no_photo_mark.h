// The mark of a guest who does not wish to be photographed: a crossed-out camera.
#pragma once

#include "printing/badge/badge_template.h"

#include <string>

namespace einlass::badge {

// A square SVG drawing in one colour.
std::string no_photo_mark(const Colour& colour);

}  // namespace einlass::badge
