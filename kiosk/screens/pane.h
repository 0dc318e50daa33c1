// A part of the window that takes no focus itself, so that Tab goes from button to button.
#pragma once

#include <wx/panel.h>

namespace einlass::screens {

class Pane : public wxPanel {
 public:
  explicit Pane(wxWindow* parent) : wxPanel(parent) { m_container.DisableSelfFocus(); }
};

}  // namespace einlass::screens
