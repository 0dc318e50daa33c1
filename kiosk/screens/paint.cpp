#include "kiosk/screens/paint.h"

#include "core/base/file.h"
#include "core/base/log.h"
#include "kiosk/screens/gtk_style.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <wx/bmpbndl.h>

namespace einlass::screens {

wxFont theme_font(const Theme& theme, int pixels, FontWeight weight) {
  wxFontInfo info(std::max(1, pixels) * 72.0 / font_dpi());
  info.FaceName(wx_text(theme.font_family));
  return weight == FontWeight::Bold ? wxFont(info.Bold()) : wxFont(info);
}

namespace {

wxBitmap read_icon(const Theme& theme, const std::string& name, int pixels, Colour colour) {
  const auto file = theme.folder / "icons" / (name + ".svg");
  auto svg = base::read_file(file, 1U << 20U);
  if (!svg) {
    base::log_warning("{}", svg.error().message);
    return {};
  }
  const std::string black = "#000000";
  for (auto at = svg->find(black); at != std::string::npos; at = svg->find(black, at + black.size())) {
    svg->replace(at, black.size(), colour_text(colour));
  }
  const wxSize size(pixels, pixels);
  return wxBitmapBundle::FromSVG(svg->c_str(), size).GetBitmap(size);
}

}  // namespace

wxBitmap theme_icon(const Theme& theme, const std::string& name, int pixels, Colour colour) {
  // Parsing an SVG takes longer than a screen change should; a kiosk shows a few dozen icons in its life.
  static std::map<std::tuple<std::string, std::string, int, std::string>, wxBitmap> drawn;
  const auto key = std::make_tuple(theme.folder.string(), name, pixels, colour_text(colour));
  const auto known = drawn.find(key);
  if (known != drawn.end()) return known->second;
  if (drawn.size() > 200) drawn.clear();
  return drawn.emplace(key, read_icon(theme, name, pixels, colour)).first->second;
}

}  // namespace einlass::screens
