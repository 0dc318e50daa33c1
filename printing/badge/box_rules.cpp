#include "printing/badge/box_rules.h"

#include "printing/badge/badge_content.h"
#include "printing/badge/lengths.h"
#include "printing/badge/svg_values.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::badge {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <typename Value>
using Words = std::initializer_list<std::pair<std::string_view, Value>>;

// Reads attributes one after another; a wrong one counts as not written.
class AttributeReader {
 public:
  AttributeReader(const BoxAttributes& attributes, std::string field, std::vector<BoxMistake>& mistakes)
      : attributes_(attributes), field_(std::move(field)), mistakes_(mistakes) {}

  double number(const std::string& name, double otherwise, double least, double most) {
    const auto* text = find(name);
    if (text == nullptr) return otherwise;
    const auto value = parse_number(*text);
    if (value && *value >= least && *value <= most) return *value;
    complain(name, *text, fmt::format("write a number from {} to {}", least, most));
    return otherwise;
  }

  Tint tint(const std::string& name, Tint otherwise) {
    const auto* text = find(name);
    if (text == nullptr) return otherwise;
    if (const auto by = parse_tint(*text)) return {.colour = *by == TintBy::OnCategory ? white : black, .by = *by};
    const auto value = parse_colour(*text);
    if (!value) complain(name, *text, "write a colour such as #1a2b3c, or category, or on-category");
    return value ? Tint{.colour = *value} : otherwise;
  }

  template <typename Value>
  Value word(const std::string& name, Value otherwise, Words<Value> words) {
    const auto* text = find(name);
    if (text == nullptr) return otherwise;
    std::vector<std::string_view> known;
    for (const auto& [word, value] : words) {
      if (word == *text) return value;
      known.push_back(word);
    }
    complain(name, *text, fmt::format("write {}", fmt::join(known, ", ")));
    return otherwise;
  }

  std::string text(const std::string& name) {
    const auto* text = find(name);
    return text == nullptr ? std::string() : *text;
  }

  bool has(const std::string& name) { return find(name) != nullptr; }

  void complain(const std::string& name, const std::string& value, const std::string& advice) {
    mistakes_.push_back(
        {"data-" + name, fmt::format("has a box \"{}\" with data-{}=\"{}\": {}.", field_, name, value, advice)});
  }

  // An attribute that nobody asked for is a typing error that would otherwise go unnoticed.
  void refuse_unknown() {
    for (const auto& [name, value] : attributes_) {
      if (holds(asked_, name) || name == "name") continue;  // data-name: Illustrator writes it everywhere
      mistakes_.push_back(
          {"data-" + name, fmt::format("has a box \"{}\" with the unknown attribute data-{}: correct or "
                                       "remove it.",
                                       field_, name)});
    }
  }

 private:
  const std::string* find(const std::string& name) {
    asked_.push_back(name);
    const auto found = attributes_.find(name);
    return found == attributes_.end() ? nullptr : &found->second;
  }

  const BoxAttributes& attributes_;
  std::string field_;
  std::vector<std::string> asked_;
  std::vector<BoxMistake>& mistakes_;
};

// On the category's colour text is readable unless the template says otherwise.
Tint text_tint(AttributeReader& read) {
  const bool on_category = parse_tint(read.text("background")) == TintBy::Category;
  return read.tint("color", on_category ? Tint{.colour = white, .by = TintBy::OnCategory} : Tint{});
}

TextRules text_rules(AttributeReader& read, const Placement& placement) {
  TextRules rules;
  const double by_height = placement.height_mm * points_per_mm * 0.75;
  rules.max_size_pt = read.number("max-size", std::clamp(by_height, 1.0, 400.0), 1, 400);
  rules.min_size_pt = read.number("min-size", std::min(rules.max_size_pt, 7.0), 1, 400);
  rules.wrap_below_pt = read.number("wrap-below", rules.min_size_pt, 1, 400);
  rules.max_lines = static_cast<int>(read.number("lines", 1, 1, 8));
  rules.line_height = read.number("line-height", 1.15, 0.8, 3);
  rules.tracking = read.number("tracking", 0, -0.1, 1);
  rules.align = read.word<Align>(
      "align", Align::Left,
      {{"left", Align::Left}, {"center", Align::Center}, {"right", Align::Right}, {"start", Align::Start}});
  rules.vertical_align = read.word<VerticalAlign>(
      "valign", VerticalAlign::Middle,
      {{"top", VerticalAlign::Top}, {"middle", VerticalAlign::Middle}, {"bottom", VerticalAlign::Bottom}});
  rules.weight = read.word<Weight>("weight", Weight::Regular, {{"regular", Weight::Regular}, {"bold", Weight::Bold}});
  rules.letter_case = read.word<LetterCase>("case", LetterCase::AsWritten,
                                            {{"as-written", LetterCase::AsWritten}, {"upper", LetterCase::Upper}});
  rules.colour = text_tint(read);
  rules.prefix = read.text("prefix");
  rules.suffix = read.text("suffix");
  if (rules.min_size_pt > rules.max_size_pt) {
    read.complain("min-size", read.text("min-size"), "the smallest size is larger than the largest");
  }
  return rules;
}

ImageRules image_rules(AttributeReader& read) {
  ImageRules rules;
  rules.fit =
      read.word<ImageFit>("fit", ImageFit::Contain, {{"contain", ImageFit::Contain}, {"cover", ImageFit::Cover}});
  read.has("src");
  return rules;
}

std::optional<Backdrop> backdrop(AttributeReader& read, double radius_mm) {
  const bool hugs = read.word<bool>("background-fit", false, {{"box", false}, {"text", true}});
  if (!read.has("background")) return std::nullopt;
  return Backdrop{.colour = read.tint("background", {}), .radius_mm = radius_mm, .hugs_text = hugs};
}

std::string unknown_field(const std::string& field) {
  std::vector<std::string> names = text_fields();
  names.emplace_back(qr_field);
  names.insert(names.end(), image_fields().begin(), image_fields().end());
  names.insert(names.end(), mark_fields().begin(), mark_fields().end());
  return fmt::format("has a box with the unknown field \"{}\": write one of {}.", field, fmt::join(names, ", "));
}

}  // namespace

std::optional<Box> make_box(const BoxAttributes& attributes, const BoxShape& shape, std::vector<BoxMistake>& mistakes) {
  const auto named = attributes.find("field");
  if (named == attributes.end()) {
    mistakes.push_back({{}, "has a box without data-field: name the field that it shows."});
    return std::nullopt;
  }
  Box box;
  box.field = named->second;
  box.placement = shape.placement;
  AttributeReader read(attributes, box.field, mistakes);
  for (const char* elsewhere : {"field", "when"}) read.has(elsewhere);
  if (holds(text_fields(), box.field)) {
    box.rules = text_rules(read, shape.placement);
  } else if (box.field == qr_field) {
    box.rules = QrRules{.quiet_modules = static_cast<int>(read.number("quiet", 4, 0, 10))};
  } else if (holds(image_fields(), box.field)) {
    box.rules = image_rules(read);
  } else if (holds(mark_fields(), box.field)) {
    box.rules = MarkRules{.colour = text_tint(read)};
  } else {
    mistakes.push_back({"data-field", unknown_field(box.field)});
    return std::nullopt;
  }
  const double half = std::min(shape.placement.width_mm, shape.placement.height_mm) / 2;
  box.padding_mm = read.number("padding", 0, 0, half * 0.9);
  box.backdrop = backdrop(read, shape.radius_mm);
  read.refuse_unknown();
  return box;
}

}  // namespace einlass::badge
