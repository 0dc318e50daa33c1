// Badges of many guests in one document: several on a page, each in its own size, with marks along which to cut, or
// each on a page of its own. Nothing is scaled. Made for one document, on one thread.
#pragma once

#include "core/base/error.h"
#include "printing/badge/paper_size.h"
#include "printing/badge/renderer.h"
#include "printing/badge/surface.h"

#include <optional>
#include <string>

namespace einlass::badge {

struct SheetLayout {
  std::optional<PaperSize> paper;  // nothing: each badge is a page
  double margin_mm = 10;           // of the paper, at least; the marks stand there
  double gap_mm = 4;               // between two badges
};

// How badges of one size lie on the paper, in the middle of it.
struct SheetGrid {
  int columns = 0, rows = 0;
  double left_mm = 0, top_mm = 0;  // of the first badge
  double width_mm = 0, height_mm = 0, gap_mm = 0;

  int badges() const { return columns * rows; }
  double x_mm(int column) const { return left_mm + column * (width_mm + gap_mm); }
  double y_mm(int row) const { return top_mm + row * (height_mm + gap_mm); }
};

// InvalidInput: not one badge has room on the paper.
base::Result<SheetGrid> sheet_grid(const SheetLayout& layout, PaperSize badge);

class Sheets {
 public:
  // The renderer outlives it.
  Sheets(Renderer& renderer, const SheetLayout& layout);

  // Row by row. A badge of another size begins a new page: order them by size. Errors of Renderer and sheet_grid().
  base::Result<BadgeReport> add(const BadgeTemplate& drawing, const BadgeContent& content);

  int pages() const { return pages_; }
  // The document. Precondition: add() has succeeded once.
  base::Result<std::string> finish();

 private:
  base::Result<void> make_room(const BadgeTemplate& drawing);
  void draw_marks() const;

  Renderer& renderer_;
  SheetLayout layout_;
  PdfSurface surface_;
  std::optional<SheetGrid> grid_;  // of the page that is being filled
  int taken_ = 0;                  // of its places
  int pages_ = 0;
};

}  // namespace einlass::badge
