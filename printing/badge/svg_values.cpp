#include "printing/badge/svg_values.h"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace einlass::badge {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Reads a number at the start of `text` and removes it.
std::optional<double> take_number(std::string_view& text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<std::vector<double>> parse_list(std::string_view text) {
  std::vector<double> values;
  while (true) {
    const auto next = text.find_first_not_of(" \t\r\n,");
    if (next == std::string_view::npos) return values;
    text.remove_prefix(next);
    const auto value = take_number(text);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
}

Affine turned(double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  return {std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle), 0, 0};
}

Affine moved(double x, double y) {
  return {1, 0, 0, 1, x, y};
}

std::optional<Affine> one_transform(std::string_view name, const std::vector<double>& v) {
  if (name == "translate" && v.size() == 1) return moved(v[0], 0);
  if (name == "translate" && v.size() == 2) return moved(v[0], v[1]);
  if (name == "scale" && v.size() == 1) return Affine{v[0], 0, 0, v[0], 0, 0};
  if (name == "scale" && v.size() == 2) return Affine{v[0], 0, 0, v[1], 0, 0};
  if (name == "rotate" && v.size() == 1) return turned(v[0]);
  if (name == "rotate" && v.size() == 3) {
    return compose(moved(v[1], v[2]), compose(turned(v[0]), moved(-v[1], -v[2])));
  }
  if (name == "matrix" && v.size() == 6) return Affine{v[0], v[1], v[2], v[3], v[4], v[5]};
  return std::nullopt;
}

std::optional<int> hex_value(char digit) {
  int value = 0;
  const auto [end, error] = std::from_chars(&digit, &digit + 1, value, 16);
  if (error != std::errc{} || end == &digit) return std::nullopt;
  return value;
}

}  // namespace

Affine compose(const Affine& o, const Affine& i) {
  return {o.a * i.a + o.c * i.b, o.b * i.a + o.d * i.b,       o.a * i.c + o.c * i.d,
          o.b * i.c + o.d * i.d, o.a * i.e + o.c * i.f + o.e, o.b * i.e + o.d * i.f + o.f};
}

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  const auto value = take_number(text);
  if (!text.empty()) return std::nullopt;
  return value;
}

std::optional<double> parse_length(std::string_view text) {
  struct Unit {
    std::string_view name;
    double user_units;
  };
  constexpr std::array<Unit, 7> units{
      {{"", 1}, {"px", 1}, {"mm", 96 / 25.4}, {"cm", 960 / 25.4}, {"in", 96}, {"pt", 96.0 / 72}, {"pc", 16}}};
  text = trim(text);
  const auto value = take_number(text);
  if (!value) return std::nullopt;
  for (const auto& unit : units) {
    if (text == unit.name) return *value * unit.user_units;
  }
  return std::nullopt;
}

std::optional<double> parse_millimetres(std::string_view text) {
  text = trim(text);
  const auto value = take_number(text);
  if (!value || text != "mm") return std::nullopt;
  return value;
}

std::optional<Colour> parse_colour(std::string_view text) {
  text = trim(text);
  if (text == "black") return Colour{0, 0, 0};
  if (text == "white") return Colour{1, 1, 1};
  if (!text.starts_with('#') || (text.size() != 4 && text.size() != 7)) return std::nullopt;
  const std::size_t digits = text.size() == 7 ? 2 : 1;
  std::array<double, 3> parts{};
  for (std::size_t part = 0; part < 3; ++part) {
    const auto high = hex_value(text[1 + part * digits]);
    const auto low = hex_value(text[part * digits + digits]);
    if (!high || !low) return std::nullopt;
    parts[part] = (*high * 16 + *low) / 255.0;
  }
  return Colour{parts[0], parts[1], parts[2]};
}

std::optional<TintBy> parse_tint(std::string_view text) {
  if (text == "category") return TintBy::Category;
  if (text == "on-category") return TintBy::OnCategory;
  return std::nullopt;
}

std::optional<Affine> parse_transform(std::string_view text) {
  Affine all;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    if (text.starts_with(',')) {
      text.remove_prefix(1);
      continue;
    }
    const auto open = text.find('(');
    const auto close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
    const auto values = parse_list(text.substr(open + 1, close - open - 1));
    if (!values) return std::nullopt;
    const auto step = one_transform(trim(text.substr(0, open)), *values);
    if (!step) return std::nullopt;
    all = compose(all, *step);
    text.remove_prefix(close + 1);
  }
  return all;
}

std::optional<Placement> place(const UserRectangle& rectangle, const Affine& m) {
  const double across = std::hypot(m.a, m.b);
  const double down = std::hypot(m.c, m.d);
  const double determinant = m.a * m.d - m.b * m.c;
  const double tolerance = 0.005;  // of editors that round their numbers
  if (across <= 0 || determinant <= 0 || std::abs(across - down) > tolerance * across ||
      std::abs(determinant - across * down) > tolerance * across * down) {
    return std::nullopt;
  }
  return Placement{.x_mm = m.a * rectangle.x + m.c * rectangle.y + m.e,
                   .y_mm = m.b * rectangle.x + m.d * rectangle.y + m.f,
                   .width_mm = rectangle.width * across,
                   .height_mm = rectangle.height * down,
                   .turn_degrees = std::atan2(m.b, m.a) * 180 / std::numbers::pi};
}

}  // namespace einlass::badge
