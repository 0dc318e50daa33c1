#include "printing/badge/sheet.h"

#include <algorithm>
#include <cmath>

#include <cairo.h>
#include <fmt/format.h>

namespace einlass::badge {

using base::Result;

namespace {

constexpr double any_size = 100;  // until the first page has its own
constexpr double mark_gap = 1, mark_length = 4, mark_width = 0.1;

int how_many(double room, double length, double gap) {
  return static_cast<int>(std::floor((room + gap) / (length + gap) + 1e-6));
}

double covered(int count, double length, double gap) {
  return count * length + (count - 1) * gap;
}

void line(_cairo* canvas, double x0, double y0, double x1, double y1) {
  cairo_move_to(canvas, x0 * points_per_mm, y0 * points_per_mm);
  cairo_line_to(canvas, x1 * points_per_mm, y1 * points_per_mm);
}

}  // namespace

Result<SheetGrid> sheet_grid(const SheetLayout& layout, PaperSize badge) {
  if (!layout.paper)
    return SheetGrid{.columns = 1, .rows = 1, .width_mm = badge.width_mm, .height_mm = badge.height_mm};
  const auto& [sheet, margin, gap] = layout;
  const PaperSize paper = *sheet;
  SheetGrid grid{.columns = how_many(paper.width_mm - 2 * margin, badge.width_mm, gap),
                 .rows = how_many(paper.height_mm - 2 * margin, badge.height_mm, gap),
                 .left_mm = 0,
                 .top_mm = 0,
                 .width_mm = badge.width_mm,
                 .height_mm = badge.height_mm,
                 .gap_mm = gap};
  if (grid.columns < 1 || grid.rows < 1) {
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("A badge of {:g} x {:g} mm has no room on paper of {:g} x {:g} mm with a margin of "
                                  "{:g} mm: choose larger paper or a smaller margin.",
                                  badge.width_mm, badge.height_mm, paper.width_mm, paper.height_mm, margin));
  }
  grid.left_mm = (paper.width_mm - covered(grid.columns, badge.width_mm, gap)) / 2;
  grid.top_mm = (paper.height_mm - covered(grid.rows, badge.height_mm, gap)) / 2;
  return grid;
}

Sheets::Sheets(Renderer& renderer, const SheetLayout& layout)
    : renderer_(renderer), layout_(layout), surface_(any_size, any_size) {}

Result<BadgeReport> Sheets::add(const BadgeTemplate& drawing, const BadgeContent& content) {
  if (auto room = make_room(drawing); !room) return tl::make_unexpected(room.error());
  _cairo* canvas = surface_.canvas();
  cairo_save(canvas);
  cairo_translate(canvas, grid_->x_mm(taken_ % grid_->columns) * points_per_mm,
                  grid_->y_mm(taken_ / grid_->columns) * points_per_mm);
  // What a template draws beyond its page belongs to no neighbour.
  cairo_rectangle(canvas, 0, 0, drawing.width_mm() * points_per_mm, drawing.height_mm() * points_per_mm);
  cairo_clip(canvas);
  auto report = renderer_.draw_on(canvas, drawing, content);
  cairo_restore(canvas);
  if (report) ++taken_;
  return report;
}

Result<void> Sheets::make_room(const BadgeTemplate& drawing) {
  const bool fits = grid_ && grid_->width_mm == drawing.width_mm() && grid_->height_mm == drawing.height_mm();
  if (fits && taken_ < grid_->badges()) return {};
  auto grid = sheet_grid(layout_, {drawing.width_mm(), drawing.height_mm()});
  if (!grid) return tl::make_unexpected(grid.error());
  if (pages_ > 0) surface_.end_page();
  const PaperSize page = layout_.paper.value_or(PaperSize{drawing.width_mm(), drawing.height_mm()});
  surface_.set_page_size(page.width_mm, page.height_mm);
  grid_ = *grid;
  taken_ = 0;
  ++pages_;
  draw_marks();
  return {};
}

// In the margins only, so that nothing of them stays on a badge: at both edges of every column and row.
void Sheets::draw_marks() const {
  _cairo* canvas = surface_.canvas();
  const double right = grid_->x_mm(grid_->columns - 1) + grid_->width_mm;
  const double bottom = grid_->y_mm(grid_->rows - 1) + grid_->height_mm;
  const double across = std::min(mark_length, grid_->left_mm - mark_gap);
  const double down = std::min(mark_length, grid_->top_mm - mark_gap);
  cairo_save(canvas);
  for (int column = 0; column < grid_->columns && down > 0; ++column) {
    for (const double x : {grid_->x_mm(column), grid_->x_mm(column) + grid_->width_mm}) {
      line(canvas, x, grid_->top_mm - mark_gap - down, x, grid_->top_mm - mark_gap);
      line(canvas, x, bottom + mark_gap, x, bottom + mark_gap + down);
    }
  }
  for (int row = 0; row < grid_->rows && across > 0; ++row) {
    for (const double y : {grid_->y_mm(row), grid_->y_mm(row) + grid_->height_mm}) {
      line(canvas, grid_->left_mm - mark_gap - across, y, grid_->left_mm - mark_gap, y);
      line(canvas, right + mark_gap, y, right + mark_gap + across, y);
    }
  }
  cairo_set_source_rgb(canvas, 0, 0, 0);
  cairo_set_line_width(canvas, mark_width * points_per_mm);
  cairo_stroke(canvas);
  cairo_restore(canvas);
}

Result<std::string> Sheets::finish() {
  return surface_.finish();
}

}  // namespace einlass::badge
