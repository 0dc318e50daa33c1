// Colours, type and spacing of all screens, from one file per look (assets/theme). A plain value, read once at start.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace einlass::screens {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  friend bool operator==(const Colour&, const Colour&) = default;
};

std::string colour_text(Colour colour);  // "#13263A"

// WCAG 2.1, contrast ratio: 1 to 21.
double contrast(Colour one, Colour other);

struct Colours {
  Colour background, surface, ink, ink_soft, line, accent, accent_ink, focus;
  Colour success, success_background, success_disc, success_ink;
  Colour attention, attention_background, attention_disc, attention_ink;
  Colour picture, picture_ink;
};

// Pixels on a screen of 1280 x 800.
struct Sizes {
  int title = 0, small = 0, body = 0, headline = 0, name = 0, eyebrow = 0, button = 0;
  int margin = 0, gap = 0, control = 0, radius = 0, icon = 0;
};

struct Theme {
  Colours colours;
  Sizes sizes;
  std::string font_family;
  double least_degrees = 0;      // of a capital H at the viewing distance; 0: sizes alone count
  std::filesystem::path folder;  // where icons/ lies
};

// NotFound: no such file. InvalidInput: a key is missing or malformed, or a text could hardly be read: 7:1 for text,
// 3:1 for the outlines of controls (WCAG 2.1, 1.4.6 and 1.4.11).
base::Result<Theme> read_theme(const std::filesystem::path& file);

// What could hardly be read, one sentence each; empty for a good theme.
std::vector<std::string> weak_contrasts(const Colours& colours);

}  // namespace einlass::screens
