#include "printing/badge/background.h"
#include "printing/badge/lengths.h"
#include "printing/badge/lint_rules.h"
#include "printing/badge/placement.h"
#include "printing/badge/renderer.h"
#include "printing/badge/svg_elements.h"
#include "printing/badge/svg_values.h"
#include "printing/badge/typesetter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include <cairo.h>
#include <fmt/format.h>
#include <pugixml.hpp>

namespace einlass::badge {
namespace {

constexpr double dots_per_mm = 150 / 25.4;

// The drawing with an id on everything that puts ink on the page, so that each can be drawn alone.
struct Marked {
  std::string svg;
  std::vector<std::string> ids;  // in the order of painting
  std::map<std::string, std::size_t> lines;
};

void mark(const std::string& svg, pugi::xml_node parent, Marked& marked) {
  for (auto node = parent.first_child(); node;) {
    const auto next = node.next_sibling();
    if (node.type() == pugi::node_element && (is_box(node) || is_sample(node))) {
      parent.remove_child(node);
    } else if (node.type() == pugi::node_element && is_drawn(node)) {
      if (!node.attribute("id")) {
        node.append_attribute("id").set_value(fmt::format("einlass-{}", marked.lines.size()).c_str());
      }
      marked.ids.emplace_back(node.attribute("id").value());
      marked.lines.emplace(marked.ids.back(), line_of(svg, node));
    } else if (!hides_positions(node)) {
      mark(svg, node, marked);
    }
    node = next;
  }
}

Marked marked_of(const std::string& svg) {
  pugi::xml_document document;
  document.load_buffer(svg.data(), svg.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  Marked marked;
  mark(svg, document.document_element(), marked);
  std::ostringstream text;
  document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
  marked.svg = text.str();
  return marked;
}

class Layer {
 public:
  Layer(double width_mm, double height_mm, cairo_format_t format)
      : width(static_cast<int>(std::lround(width_mm * dots_per_mm))),
        height(static_cast<int>(std::lround(height_mm * dots_per_mm))),
        surface_(cairo_image_surface_create(format, width, height), &cairo_surface_destroy),
        canvas(cairo_create(surface_.get()), &cairo_destroy) {}

  std::uint32_t at(int x, int y) const {
    const auto* row = cairo_image_surface_get_data(surface_.get()) + y * cairo_image_surface_get_stride(surface_.get());
    return reinterpret_cast<const std::uint32_t*>(row)[x];
  }
  void flush() { cairo_surface_flush(surface_.get()); }

  int width, height;

 private:
  std::shared_ptr<cairo_surface_t> surface_;

 public:
  std::shared_ptr<cairo_t> canvas;
};

bool is_white(std::uint32_t pixel) {
  return (pixel & 255U) > 235 && ((pixel >> 8U) & 255U) > 235 && ((pixel >> 16U) & 255U) > 235;
}

bool is_black(std::uint32_t pixel) {
  return (pixel & 255U) < 40 && ((pixel >> 8U) & 255U) < 40 && ((pixel >> 16U) & 255U) < 40;
}

// Of a dot with transparency, as cairo keeps it.
std::uint32_t on_paper(std::uint32_t dot) {
  const std::uint32_t paper = 255 - (dot >> 24U);
  return dot + paper * 0x010101U;
}

class PageLint {
 public:
  PageLint(const std::string& svg, const BadgeTemplate& drawing, std::shared_ptr<const FontSet> fonts,
           const LintOptions& options, const Report& warn, const Report& hint)
      : drawing_(drawing),
        typesetter_(std::move(fonts)),
        thermal_(options.thermal),
        warn_(warn),
        hint_(hint),
        marked_(marked_of(svg)),
        background_(marked_.svg) {}

  void run() {
    const Typesetter::FontsForDrawings fonts(typesetter_);
    std::set<std::string> seen;
    for (const auto& guest : guests_who_differ(drawing_)) {
      for (const char* colour : {"", "#1a237e", "#ffeb3b"}) {
        auto content = guest;
        content.category_colour = colour;
        const auto look = background_.look(content);
        if (!look) return cannot_be_drawn(look.error());
        const bool as_drawn = *colour == '\0';
        if (as_drawn && seen.insert((*look)->key).second) ink((*look)->picture);
        texts(**look, content, as_drawn);
      }
    }
    for (const auto& [line, sentence] : said_) warn_(line, sentence);
  }

 private:
  void cannot_be_drawn(const base::Error& error) { warn_(1, error.message); }

  Area page(double per_mm) const { return {0, 0, drawing_.width_mm() * per_mm, drawing_.height_mm() * per_mm}; }

  // Which element is the topmost at each dot that `suspect` picks; the lines of those, each once.
  template <typename Suspect>
  std::set<std::size_t> lines_of(const SvgPicture& picture, const Layer& whole, const Suspect& suspect) {
    std::map<std::pair<int, int>, std::string> top;
    for (int y = 0; y < whole.height; ++y) {
      for (int x = 0; x < whole.width; ++x) {
        if (suspect(x, y)) top[{x, y}] = {};
      }
    }
    std::set<std::size_t> lines;
    if (top.empty()) return lines;
    for (const auto& id : marked_.ids) {
      if (!picture.has_element(id)) continue;
      Layer alone(drawing_.width_mm(), drawing_.height_mm(), CAIRO_FORMAT_ARGB32);
      if (!picture.draw_element(alone.canvas.get(), page(dots_per_mm), id)) continue;
      alone.flush();
      for (auto& [at, owner] : top) {
        const auto dot = alone.at(at.first, at.second);
        if ((dot >> 24U) > 127) owner = is_white(on_paper(dot)) ? std::string() : id;
      }
    }
    for (const auto& [at, owner] : top) {
      if (!owner.empty()) lines.insert(marked_.lines.at(owner));
    }
    return lines;
  }

  void ink(const SvgPicture& picture) {
    Layer whole(drawing_.width_mm(), drawing_.height_mm(), CAIRO_FORMAT_RGB24);
    cairo_set_source_rgb(whole.canvas.get(), 1, 1, 1);
    cairo_paint(whole.canvas.get());
    if (const auto drawn = picture.draw(whole.canvas.get(), page(dots_per_mm)); !drawn) {
      return cannot_be_drawn(drawn.error());
    }
    whole.flush();
    const int margin = static_cast<int>(unprintable_mm * dots_per_mm) - 1;
    const auto in_margin = [&](int x, int y) {
      return std::min({x, y, whole.width - 1 - x, whole.height - 1 - y}) < margin && !is_white(whole.at(x, y));
    };
    for (const auto line : lines_of(picture, whole, in_margin)) {
      say(line, fmt::format("Ink lies in the outer {} mm, where most printers cannot print: move it inwards.",
                            unprintable_mm));
    }
    if (thermal_) greys(picture, whole);
  }

  // Where neighbours are alike: the edges of black on white are grey, too.
  void greys(const SvgPicture& picture, const Layer& whole) {
    const auto is_grey = [&](int x, int y) {
      const auto pixel = whole.at(x, y);
      if (is_white(pixel) || is_black(pixel) || x + 1 >= whole.width || y + 1 >= whole.height) return false;
      return pixel == whole.at(x + 1, y) && pixel == whole.at(x, y + 1) && pixel == whole.at(x + 1, y + 1);
    };
    for (const auto line : lines_of(picture, whole, is_grey)) {
      if (!hinted_.insert(line).second) continue;
      hint_(line, "Grey or colour is drawn here, and a thermal printer makes dots of it: use #000 and #fff.");
    }
  }

  void texts(Background::Look& look, const BadgeContent& content, bool as_drawn) {
    const auto ground = look.ground_of(drawing_.width_mm(), drawing_.height_mm());
    if (!ground) return cannot_be_drawn(ground.error());
    for (const auto& box : drawing_.boxes()) {
      if (!holds(shown_when(box), content)) continue;
      if (const auto* text = std::get_if<TextRules>(&box.rules)) text_contrast(box, *text, **ground, content, as_drawn);
      if (const auto* qr = std::get_if<QrRules>(&box.rules)) quiet_zone(box, *qr, **ground);
    }
  }

  // Of the colours tried for a category, only what lies below a text counts: its own may be chosen to be readable.
  void text_contrast(const Box& box, const TextRules& rules, const Ground& ground, const BadgeContent& content,
                     bool as_drawn) {
    if (rules.colour.by == TintBy::Category && !as_drawn) return;
    const auto category = parse_colour(content.category_colour);
    const double least = least_contrast(rules.min_size_pt, rules.weight == Weight::Bold);
    const double level = luminance(colour_of(rules.colour, category));
    const double width = box.placement.width_mm * points_per_mm, height = box.placement.height_mm * points_per_mm;
    const bool bad = box.backdrop
                         ? contrast(level, luminance(colour_of(box.backdrop->colour, category))) < least
                         : ground.unreadable(box.placement, {{0, 0, width, height}}, level, least) > most_unreadable;
    if (!bad) return;
    say(box.line,
        fmt::format("The text of the box \"{}\" stands out too little from what lies below it ({}:1 is needed): "
                    "change data-color, or data-color=\"on-category\" on the category's colour.",
                    box.field, least));
  }

  // The standard's zone, as far as it lies outside the box: inside it is white anyway.
  void quiet_zone(const Box& box, const QrRules& rules, const Ground& ground) {
    constexpr int standard_modules = 4;  // ISO/IEC 18004, 5.3.8
    const double width = box.placement.width_mm * points_per_mm, height = box.placement.height_mm * points_per_mm;
    const double module = std::min(width, height) / (badge_code_modules + 2 * rules.quiet_modules);
    const double beyond = (standard_modules - rules.quiet_modules) * module;
    if (beyond <= 0) return;
    const std::vector<TextSpot> zone{{-beyond, -beyond, width + 2 * beyond, beyond},
                                     {-beyond, height, width + 2 * beyond, beyond},
                                     {-beyond, 0, beyond, height},
                                     {width, 0, beyond, height}};
    constexpr double light_enough = 10;  // of black modules to their ground
    if (ground.unreadable(box.placement, zone, luminance(black), light_enough) <= 0.01) return;
    say(box.line,
        fmt::format("Around the QR symbol {} modules must stay white, and the drawing reaches in there: leave it "
                    "room, or remove data-quiet.",
                    standard_modules));
  }

  void say(std::size_t line, std::string sentence) { said_.emplace(line, std::move(sentence)); }

  const BadgeTemplate& drawing_;
  Typesetter typesetter_;
  bool thermal_;
  const Report& warn_;
  const Report& hint_;
  Marked marked_;
  Background background_;
  std::set<std::pair<std::size_t, std::string>> said_;
  std::set<std::size_t> hinted_;
};

}  // namespace

std::vector<BadgeContent> guests_who_differ(const BadgeTemplate& drawing) {
  std::set<std::string> categories{"another"};
  for (const auto& condition : drawing.conditions()) {
    for (const auto& term : condition) categories.insert(term.categories.begin(), term.categories.end());
  }
  std::vector<BadgeContent> guests;
  for (const auto& category : categories) {
    for (const bool full : {true, false}) {
      for (const bool marked : {true, false}) {
        BadgeContent guest;
        if (full) {
          for (const auto& field : text_fields()) guest.fields[field] = "x";
          for (const auto& field : image_fields()) guest.images[field] = "x";
          guest.code = "x";
        }
        guest.fields["category"] = category;
        if (marked) guest.flags.insert(mark_fields().begin(), mark_fields().end());
        guests.push_back(std::move(guest));
      }
    }
  }
  return guests;
}

void lint_page(const std::string& svg, const BadgeTemplate& drawing, std::shared_ptr<const FontSet> fonts,
               const LintOptions& options, const Report& warn, const Report& hint) {
  PageLint(svg, drawing, std::move(fonts), options, warn, hint).run();
}

}  // namespace einlass::badge
