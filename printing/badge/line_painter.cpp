#include "printing/badge/line_painter.h"

#include "printing/badge/ink.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include <cairo.h>
#include <pango/pangocairo.h>

namespace einlass::badge {
namespace {

double pango_units(int pango) {
  return static_cast<double>(pango) / PANGO_SCALE;
}

bool is_colour_font(PangoFont* font) {
  PangoFontDescription* description = pango_font_describe(font);
  const bool colour =
      std::string_view(pango_font_description_get_family(description)).find("Emoji") != std::string_view::npos;
  pango_font_description_free(description);
  return colour;
}

// cairo would put a coloured glyph into a PDF with 72 dpi; as a picture it keeps the pixels that the font has.
Area draw_colour_glyph(cairo_t* canvas, PangoFont* font, PangoGlyph glyph, double pen_x, double pen_y) {
  constexpr double scale = 109 / shaping_size;  // Noto Color Emoji has one strike, of 109 pixels per em
  constexpr int side = 176, margin = 20, baseline = 132;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> picture(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side), &cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> brush(cairo_create(picture.get()), &cairo_destroy);
  cairo_translate(brush.get(), margin, baseline);
  cairo_scale(brush.get(), scale, scale);
  cairo_set_scaled_font(brush.get(), pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
  const cairo_glyph_t at_origin{glyph, 0, 0};
  cairo_show_glyphs(brush.get(), &at_origin, 1);
  cairo_save(canvas);
  cairo_translate(canvas, pen_x, pen_y);
  cairo_scale(canvas, 1 / scale, 1 / scale);
  cairo_set_source_surface(canvas, picture.get(), -margin, -baseline);
  cairo_pattern_set_filter(cairo_get_source(canvas), CAIRO_FILTER_BEST);
  cairo_paint(canvas);
  cairo_restore(canvas);
  return {pen_x - margin / scale, pen_y - baseline / scale, side / scale, side / scale};
}

double draw_colour_run(cairo_t* canvas, const PangoGlyphItem& run, double pen, std::vector<DotArea>* pictures) {
  for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
    const PangoGlyphInfo& glyph = run.glyphs->glyphs[i];
    const double x = pen + pango_units(glyph.geometry.x_offset), y = pango_units(glyph.geometry.y_offset);
    if ((glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0 && glyph.glyph != PANGO_GLYPH_EMPTY) {
      const Area drawn = draw_colour_glyph(canvas, run.item->analysis.font, glyph.glyph, x, y);
      if (pictures != nullptr) pictures->push_back(dots_under(canvas, drawn));
    }
    pen += pango_units(glyph.geometry.width);
  }
  return pen;
}

// Every stem as wide as the next, and none that vanishes between two dots: hinted for dots, as FreeType does it for one
// bit. Glyphs lie where linear measures put them, to the nearest dot.
double draw_run_in_dots(cairo_t* canvas, const PangoGlyphItem& run, double pen) {
  std::vector<cairo_glyph_t> glyphs;
  for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
    const PangoGlyphInfo& glyph = run.glyphs->glyphs[i];
    if (glyph.glyph != PANGO_GLYPH_EMPTY) {
      glyphs.push_back({glyph.glyph, pen + pango_units(glyph.geometry.x_offset), pango_units(glyph.geometry.y_offset)});
    }
    pen += pango_units(glyph.geometry.width);
  }
  cairo_save(canvas);
  cairo_set_scaled_font(canvas, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run.item->analysis.font)));
  const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
      cairo_font_options_create(), &cairo_font_options_destroy);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_NONE);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_FULL);
  cairo_set_font_options(canvas, options.get());
  cairo_show_glyphs(canvas, glyphs.data(), static_cast<int>(glyphs.size()));
  cairo_restore(canvas);
  return pen;
}

bool has_unknown_glyphs(const PangoGlyphItem& run) {
  const auto* first = run.glyphs->glyphs;
  return std::any_of(first, first + run.glyphs->num_glyphs,
                     [](const PangoGlyphInfo& glyph) { return (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0; });
}

}  // namespace

void paint_line(cairo_t* canvas, PangoLayoutLine* line, std::vector<DotArea>* pictures) {
  const char* text = pango_layout_get_text(line->layout);
  double pen = 0;
  for (GSList* node = line->runs; node != nullptr; node = node->next) {
    auto* run = static_cast<PangoGlyphItem*>(node->data);
    if (is_colour_font(run->item->analysis.font)) {
      pen = draw_colour_run(canvas, *run, pen, pictures);
      continue;
    }
    if (pictures != nullptr && !has_unknown_glyphs(*run)) {
      pen = draw_run_in_dots(canvas, *run, pen);
      continue;
    }
    cairo_move_to(canvas, pen, 0);
    pango_cairo_show_glyph_item(canvas, text, run);
    pen += pango_units(pango_glyph_string_get_width(run->glyphs));
  }
}

}  // namespace einlass::badge
