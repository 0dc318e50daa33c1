// Where a page knows only black and white, text must be of the one that its ground is not. Under the renderer's lock.
#pragma once

#include "printing/badge/badge_template.h"
#include "printing/badge/dots.h"
#include "printing/badge/svg_picture.h"

struct _cairo;

namespace einlass::badge {

// The dots of an image surface that an area of its canvas touches.
DotArea dots_under(_cairo* canvas, const Area& area);

// Black, or white where most of what has been painted in the area is darker than half.
Colour ink_seen_on(_cairo* canvas, const Area& area);

}  // namespace einlass::badge
