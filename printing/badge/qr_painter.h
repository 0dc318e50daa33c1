// Draws a symbol as rectangles that end exactly on the device's dots. Under the renderer's lock.
#pragma once

#include "printing/badge/module_grid.h"
#include "printing/badge/svg_picture.h"

struct _cairo;

namespace einlass::badge {

struct QrPlacing {
  int quiet_modules = 4;
  double grid = 0;  // pitch of the device's dots in device units; 0: none
};

// Centred in the area of the canvas, as large as whole dots allow, on a white ground that includes the quiet zone.
// Returns the size of a module in units of the device.
double paint_qr_symbol(_cairo* canvas, const ModuleGrid& symbol, const Area& area, const QrPlacing& placing);

}  // namespace einlass::badge
