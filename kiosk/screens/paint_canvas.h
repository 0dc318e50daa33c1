// The canvas of a pane that paints itself, its ground filled. Inner to kiosk/screens.
#pragma once

#include <memory>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

namespace einlass::screens {

inline std::unique_ptr<wxGraphicsContext> canvas_on(wxAutoBufferedPaintDC& dc, const wxColour& ground) {
  dc.SetBackground(wxBrush(ground));
  dc.Clear();
  return std::unique_ptr<wxGraphicsContext>(wxGraphicsContext::Create(dc));
}

}  // namespace einlass::screens
