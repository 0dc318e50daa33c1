// The theme's look for native buttons and gauges. Native, because only native controls are nodes that assistive
// technology can find and press; GTK's own style sheets, because wx can colour them but not shape them.
#pragma once

#include "kiosk/screens/theme.h"

#include <string>

class wxStaticText;
class wxWindow;

namespace einlass::screens {

enum class ControlLook {
  Plain,
  Primary,
  Selected,
  Other,
  Choice,
  Key,
  KeyHeld,
  Field,
  FieldTyped,
  FieldTrouble,
  Row,
  Alert,
  Gauge
};

// After the first window exists. `scale`: window to theme pixels; called again when the window's size or look changes.
void install_style(const Theme& theme, double scale);

// Replaces the look given before.
void set_look(wxWindow& control, ControlLook look);

// Dots per inch by which points become pixels here; wx would search for a pixel size by trial.
double font_dpi();

// After the text's creation wx offers no way to do this.
enum class TextAlign { Left, Centre, Right };
void set_alignment(wxStaticText& text, TextAlign align);
// After each change of its label.
void align_button_text(wxWindow& button, TextAlign align);

// How assistive technology calls a control whose label is a sign, or elsewhere.
void set_spoken_name(wxWindow& control, const std::string& name);

}  // namespace einlass::screens
