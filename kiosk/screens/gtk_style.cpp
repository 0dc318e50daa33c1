#include "kiosk/screens/gtk_style.h"

#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <gtk/gtk.h>
#include <wx/stattext.h>

namespace einlass::screens {

namespace {

constexpr std::array classes{"einlass-plain",       "einlass-primary",       "einlass-selected", "einlass-other",
                             "einlass-choice",      "einlass-key",           "einlass-key-held", "einlass-field",
                             "einlass-field-typed", "einlass-field-trouble", "einlass-row",      "einlass-alert",
                             "einlass-gauge"};

const char* class_of(ControlLook look) {
  return classes.at(static_cast<std::size_t>(look));
}

// The ring that shows the focus lies inside the button, so it must stand out from the button's own colour.
std::string button_rule(ControlLook look, Colour ink, Colour below, Colour edge, Colour ring) {
  return fmt::format(
      "button.{0} {{ background: {2}; border-color: {3}; }} button.{0} label {{ color: {1}; }}\n"
      "button.{0}:active {{ background: shade({2}, 0.92); }} button.{0}:focus {{ outline-color: {4}; }}\n",
      class_of(look), colour_text(ink), colour_text(below), colour_text(edge), colour_text(ring));
}

std::string style_sheet(const Theme& theme, double scale) {
  const Colours& c = theme.colours;
  const auto px = [scale](double pixels) { return static_cast<int>(std::lround(pixels * scale)); };
  std::string css = fmt::format(
      "button {{ transition: none; background-image: none; box-shadow: none; text-shadow: none; border-style: solid; "
      "border-width: {}px; border-radius: {}px; padding: 0 {}px; min-height: 0; min-width: 0; }}\n"
      "button:focus {{ outline: {}px solid {}; outline-offset: {}px; -gtk-outline-radius: {}px; }}\n",
      std::max(1, px(2)), px(theme.sizes.radius), px(14), px(4), colour_text(c.focus), px(-7),
      px(theme.sizes.radius - 5));
  css += button_rule(ControlLook::Plain, c.ink, c.surface, c.line, c.focus);
  css += button_rule(ControlLook::Primary, c.accent_ink, c.accent, c.accent, c.accent_ink);
  css += button_rule(ControlLook::Selected, c.accent_ink, c.accent, c.accent, c.accent_ink);
  css += button_rule(ControlLook::Other, c.ink, c.surface, c.line, c.focus);
  css += button_rule(ControlLook::Choice, c.ink, c.surface, c.accent, c.focus);
  css += button_rule(ControlLook::Key, c.ink, c.surface, c.line, c.focus);
  css += button_rule(ControlLook::KeyHeld, c.accent_ink, c.accent, c.accent, c.accent_ink);
  css += button_rule(ControlLook::Field, c.ink, c.surface, c.line, c.focus);
  css += button_rule(ControlLook::FieldTyped, c.ink, c.surface, c.accent, c.focus);
  css += button_rule(ControlLook::FieldTrouble, c.ink, c.surface, c.attention_disc, c.focus);
  css += button_rule(ControlLook::Row, c.ink, c.surface, c.line, c.focus);
  css += button_rule(ControlLook::Alert, c.attention, c.attention_background, c.attention_disc, c.focus);
  css += fmt::format("button.{}, button.{} {{ padding: 0; border-radius: {}px; }}\n", class_of(ControlLook::Key),
                     class_of(ControlLook::KeyHeld), px(theme.sizes.radius * 0.7));
  css += fmt::format("button.{}, button.{} {{ border-width: {}px; }}\n", class_of(ControlLook::FieldTyped),
                     class_of(ControlLook::FieldTrouble), std::max(2, px(4)));
  css += fmt::format(
      "progressbar.{0} trough, progressbar.{0} progress {{ min-height: {1}px; border-radius: {1}px; border: none; }}\n"
      "progressbar.{0} trough {{ background: {2}; }} progressbar.{0} progress {{ background: {3}; }}\n",
      class_of(ControlLook::Gauge), px(8), colour_text(c.background), colour_text(c.success_disc));
  return css;
}

GtkCssProvider* provider() {
  static GtkCssProvider* const installed = [] {
    GtkCssProvider* made = gtk_css_provider_new();  // lives as long as the program
    gtk_style_context_add_provider_for_screen(gdk_screen_get_default(), GTK_STYLE_PROVIDER(made),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    return made;
  }();
  return installed;
}

}  // namespace

void install_style(const Theme& theme, double scale) {
  const std::string css = style_sheet(theme, scale);
  gtk_css_provider_load_from_data(provider(), css.data(), static_cast<gssize>(css.size()), nullptr);
}

void set_look(wxWindow& control, ControlLook look) {
  GtkStyleContext* style = gtk_widget_get_style_context(control.GetHandle());
  for (const char* other : classes) gtk_style_context_remove_class(style, other);
  gtk_style_context_add_class(style, class_of(look));
}

double font_dpi() {
  const double resolution = gdk_screen_get_resolution(gdk_screen_get_default());
  return resolution > 0 ? resolution : 96.0;
}

namespace {

float part_of(TextAlign align) {
  return align == TextAlign::Left ? 0.0F : align == TextAlign::Right ? 1.0F : 0.5F;
}

GtkJustification justification_of(TextAlign align) {
  return align == TextAlign::Left    ? GTK_JUSTIFY_LEFT
         : align == TextAlign::Right ? GTK_JUSTIFY_RIGHT
                                     : GTK_JUSTIFY_CENTER;
}

}  // namespace

void align_button_text(wxWindow& button, TextAlign align) {
  GtkWidget* child = gtk_bin_get_child(GTK_BIN(button.GetHandle()));
  if (child == nullptr || !GTK_IS_LABEL(child)) return;
  gtk_widget_set_halign(child, GTK_ALIGN_FILL);
  gtk_label_set_xalign(GTK_LABEL(child), part_of(align));
  gtk_label_set_justify(GTK_LABEL(child), justification_of(align));
}

void set_spoken_name(wxWindow& control, const std::string& name) {
  atk_object_set_name(gtk_widget_get_accessible(control.GetHandle()), name.c_str());
}

void set_alignment(wxStaticText& text, TextAlign align) {
  GtkLabel* label = GTK_LABEL(text.GetHandle());
  gtk_label_set_xalign(label, part_of(align));
  gtk_label_set_yalign(label, 0.5F);
  gtk_label_set_justify(label, justification_of(align));
}

}  // namespace einlass::screens
