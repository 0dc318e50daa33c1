// Draws one line of shaped text, emoji as pictures. Under the renderer's lock.
#pragma once

#include "printing/badge/dots.h"

#include <vector>

struct _PangoLayoutLine;
struct _cairo;

namespace einlass::badge {

// Text is shaped once at this size, without hinting, and scaled: every measure is exactly linear in the size. Large,
// because cairo rounds the extents of ink to whole units.
inline constexpr double shaping_size = 250;

// From the canvas's origin to the right, in the canvas's colour; the text was shaped at shaping_size. With `pictures`
// letters are hinted for dots that are black or white, and where coloured ones lie is added there.
void paint_line(_cairo* canvas, _PangoLayoutLine* line, std::vector<DotArea>* pictures);

}  // namespace einlass::badge
