#include "kiosk/screens/theme.h"

#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <wx/fileconf.h>
#include <wx/wfstream.h>

namespace einlass::screens {

namespace {

struct NamedColour {
  const char* name;
  Colour Colours::*member;
};
constexpr std::array named_colours{
    NamedColour{"background", &Colours::background},
    NamedColour{"surface", &Colours::surface},
    NamedColour{"ink", &Colours::ink},
    NamedColour{"ink_soft", &Colours::ink_soft},
    NamedColour{"line", &Colours::line},
    NamedColour{"accent", &Colours::accent},
    NamedColour{"accent_ink", &Colours::accent_ink},
    NamedColour{"focus", &Colours::focus},
    NamedColour{"success", &Colours::success},
    NamedColour{"success_background", &Colours::success_background},
    NamedColour{"success_disc", &Colours::success_disc},
    NamedColour{"success_ink", &Colours::success_ink},
    NamedColour{"attention", &Colours::attention},
    NamedColour{"attention_background", &Colours::attention_background},
    NamedColour{"attention_disc", &Colours::attention_disc},
    NamedColour{"attention_ink", &Colours::attention_ink},
    NamedColour{"picture", &Colours::picture},
    NamedColour{"picture_ink", &Colours::picture_ink},
};

struct NamedSize {
  const char* name;
  int Sizes::*member;
};
constexpr std::array named_sizes{
    NamedSize{"title", &Sizes::title},       NamedSize{"small", &Sizes::small},   NamedSize{"body", &Sizes::body},
    NamedSize{"headline", &Sizes::headline}, NamedSize{"name", &Sizes::name},     NamedSize{"eyebrow", &Sizes::eyebrow},
    NamedSize{"button", &Sizes::button},     NamedSize{"margin", &Sizes::margin}, NamedSize{"gap", &Sizes::gap},
    NamedSize{"control", &Sizes::control},   NamedSize{"radius", &Sizes::radius}, NamedSize{"icon", &Sizes::icon},
};

// What lies on what, and how well it must stand out.
struct Pair {
  const char* above;
  const char* below;
  double least;
};
constexpr double text_least = 7.0;     // WCAG 2.1, 1.4.6
constexpr double control_least = 3.0;  // WCAG 2.1, 1.4.11
constexpr std::array pairs{
    Pair{"ink", "background", text_least},
    Pair{"ink", "surface", text_least},
    Pair{"ink", "success_background", text_least},
    Pair{"ink", "attention_background", text_least},
    Pair{"ink_soft", "background", text_least},
    Pair{"ink_soft", "surface", text_least},
    Pair{"ink_soft", "success_background", text_least},
    Pair{"ink_soft", "attention_background", text_least},
    Pair{"accent", "background", text_least},
    Pair{"accent", "surface", text_least},
    Pair{"accent_ink", "accent", text_least},
    Pair{"success", "success_background", text_least},
    Pair{"success", "surface", text_least},
    Pair{"attention", "attention_background", text_least},
    Pair{"attention", "surface", text_least},
    Pair{"picture_ink", "picture", text_least},
    Pair{"success_ink", "success_disc", control_least},
    Pair{"success_disc", "success_background", control_least},
    Pair{"attention_ink", "attention_disc", text_least},
    Pair{"attention_disc", "attention_background", control_least},
    Pair{"line", "background", control_least},
    Pair{"line", "surface", control_least},
    Pair{"line", "success_background", control_least},
    Pair{"line", "attention_background", control_least},
    Pair{"focus", "surface", control_least},
};

std::optional<Colour> parse_colour(const std::string& text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  if (text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) return std::nullopt;
  const auto part = [&text](std::size_t at) {
    return static_cast<std::uint8_t>(std::stoi(text.substr(at, 2), nullptr, 16));
  };
  return Colour{part(1), part(3), part(5)};
}

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

Colour by_name(const Colours& colours, const std::string& name) {
  for (const auto& [known, member] : named_colours) {
    if (name == known) return colours.*member;
  }
  return {};
}

}  // namespace

std::string colour_text(Colour colour) {
  return fmt::format("#{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue);
}

double contrast(Colour one, Colour other) {
  const double a = luminance(one) + 0.05;
  const double b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

std::vector<std::string> weak_contrasts(const Colours& colours) {
  std::vector<std::string> weak;
  for (const Pair& pair : pairs) {
    const double found = contrast(by_name(colours, pair.above), by_name(colours, pair.below));
    if (found >= pair.least) continue;
    weak.push_back(fmt::format("{} on {} has a contrast of {:.1f}:1 and needs {:.0f}:1", pair.above, pair.below, found,
                               pair.least));
  }
  return weak;
}

base::Result<Theme> read_theme(const std::filesystem::path& file) {
  const auto fail = [&file](base::ErrorKind kind, const std::string& why) {
    return base::fail(kind, fmt::format("The theme {} cannot be used: {}.", file.string(), why));
  };
  wxLogNull quiet;  // wx would open a window to complain
  wxFileInputStream stream(wxString::FromUTF8(file.string()));
  if (!stream.IsOk()) return fail(base::ErrorKind::NotFound, "there is no such file");
  wxFileConfig config(stream);
  config.SetExpandEnvVars(false);

  Theme theme;
  theme.folder = file.parent_path();
  theme.font_family = config.Read("/font/family", "").utf8_string();
  if (theme.font_family.empty()) return fail(base::ErrorKind::InvalidInput, "family is missing in [font]");
  theme.least_degrees = config.ReadDouble("/font/least_degrees", 0);
  if (theme.least_degrees < 0 || theme.least_degrees > 2)
    return fail(base::ErrorKind::InvalidInput, "least_degrees in [font] must be 0 to 2");
  for (const auto& [name, member] : named_colours) {
    const auto colour = parse_colour(config.Read(wxString("/colours/") + name, "").utf8_string());
    if (!colour) return fail(base::ErrorKind::InvalidInput, fmt::format("{} in [colours] must be #RRGGBB", name));
    theme.colours.*member = *colour;
  }
  for (const auto& [name, member] : named_sizes) {
    const long size = config.ReadLong(wxString("/sizes/") + name, 0);
    if (size < 1 || size > 1000)
      return fail(base::ErrorKind::InvalidInput, fmt::format("{} in [sizes] must be 1 to 1000", name));
    theme.sizes.*member = static_cast<int>(size);
  }
  const auto weak = weak_contrasts(theme.colours);
  if (!weak.empty()) return fail(base::ErrorKind::InvalidInput, weak.front());
  return theme;
}

}  // namespace einlass::screens
