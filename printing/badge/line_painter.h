// Draws one line of shaped text, emoji as pictures. Under the renderer's lock.
#pragma once

struct _PangoLayoutLine;
struct _cairo;

namespace einlass::badge {

// From the canvas's origin to the right, in the canvas's colour; the text was shaped at 100 units.
void paint_line(_cairo* canvas, _PangoLayoutLine* line);

}  // namespace einlass::badge
