// Blocks of a report, one below the other on A4 pages, with a line at the foot of each. Drawn with the packaged fonts;
// tagged for screen readers (printing/badge/tagged_pdf.h). One thread.
#pragma once

#include "core/base/error.h"
#include "printing/badge/measured_pen.h"
#include "printing/badge/surface.h"
#include "server/report/page_words.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::report {

class PageFlow {
 public:
  static constexpr double width = 210, height = 297, margin = 18;
  static constexpr double room = width - 2 * margin;

  struct Document {
    std::string title;
    std::string language;
    std::string footer;  // left
    std::string page_text = page_of_pages.en;
  };

  PageFlow(Document document, const badge::Typesetter& typesetter);

  const badge::MeasuredPen& pen() const { return pen_; }
  _cairo* canvas() const { return surface_.canvas(); }
  badge::MeasuredPen::Paragraph set(const std::string& text, double width_mm, double size_pt,
                                    badge::Weight weight = badge::Weight::Regular, int max_lines = 4) const;

  // `draw` is called with the block's upper edge, when its page is drawn.
  void add(double height_mm, std::function<void(double y)> draw, bool keep_with_next = false);
  // A heading ("H2") is kept with what follows.
  void add_text(const std::string& text, double size_pt, const char* element = "P", double below_mm = 3,
                bool keep_with_next = false);
  void add_gap(double height_mm);
  // The blocks between are one element: "Table".
  void begin(const char* element);
  void end(const char* element);

  base::Result<std::string> pdf();

 private:
  struct Block {
    double height_mm = 0;
    std::function<void(double y)> draw;
    bool keep_with_next = false;
  };
  void draw_footer(std::size_t page, std::size_t pages) const;

  Document document_;
  badge::PdfSurface surface_;
  badge::MeasuredPen pen_;
  std::vector<Block> blocks_;
};

}  // namespace einlass::report
