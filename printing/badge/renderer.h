// Turns a template and a guest's fields into a PDF for the printer or a PNG for a screen. Made once and kept: fonts and
// backgrounds stay warm. Every member may be called from any thread; calls on one renderer wait for each other, so a
// second worker that must not wait has a renderer of its own over the same FontSet.
#pragma once

#include "core/base/error.h"
#include "printing/badge/badge_content.h"
#include "printing/badge/badge_template.h"
#include "printing/badge/dots.h"
#include "printing/badge/font_set.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

struct _cairo;

namespace einlass::badge {

// How one text box came out.
struct TextOutcome {
  std::string field;
  double size_pt = 0;
  std::vector<std::string> lines;
  bool overflowed = false;  // smaller than the template's smallest size; all of it is printed nevertheless
  int unknown_glyphs = 0;   // characters that no packaged font has
};

inline constexpr double least_qr_module_mm = 0.3;

// What an organiser should look at before the doors open. Fields are named once per box, in the drawing's order.
struct BadgeReport {
  std::vector<TextOutcome> texts;
  std::vector<std::string> overflows;
  std::map<std::string, int> unknown_glyphs;  // per field; only fields with at least one
  std::vector<std::string> empty_fields;      // marks that are not set are not empty
  std::vector<std::string> low_contrast;      // too little between text and what lies below it (WCAG 2.1, 1.4.3)
  double smallest_qr_module_mm = 0;           // 0: no QR was drawn; below least_qr_module_mm some scanners fail

  bool is_clean() const {
    return overflows.empty() && unknown_glyphs.empty() && empty_fields.empty() && low_contrast.empty();
  }
};

struct RenderedPdf {
  std::string pdf;  // one page of exactly the template's size
  BadgeReport report;
};

struct RenderedPng {
  std::string png;
  int width_px = 0, height_px = 0;
  BadgeReport report;
};

struct RenderedDots {
  Dots dots;
  BadgeReport report;
};

class Renderer {
 public:
  explicit Renderer(std::shared_ptr<const FontSet> fonts);
  ~Renderer();
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  // With the printer's resolution, QR modules are whole dots of it; 0 where it is not known.
  base::Result<RenderedPdf> render_pdf(const BadgeTemplate& drawing, const BadgeContent& content,
                                       double printer_dpi = 0);

  // 20 to 1200 dpi, white paper.
  base::Result<RenderedPng> render_png(const BadgeTemplate& drawing, const BadgeContent& content, double dpi);

  // 20 to 1200 dpi, for printers that know black and white only: letters and codes end on whole dots, text is black or
  // white, whichever is seen on its ground, and only pictures have anything like grey.
  base::Result<RenderedDots> render_dots(const BadgeTemplate& drawing, const BadgeContent& content, int dpi);

  // As one of several on a page: upper left corner at the canvas's origin, whose unit is the point.
  base::Result<BadgeReport> draw_on(_cairo* canvas, const BadgeTemplate& drawing, const BadgeContent& content);

  // Layout only, nothing drawn: for the pre-flight of a whole guest list.
  base::Result<BadgeReport> check(const BadgeTemplate& drawing, const BadgeContent& content);

 private:
  struct Press;  // font map and backgrounds
  std::unique_ptr<Press> press_;
};

}  // namespace einlass::badge
