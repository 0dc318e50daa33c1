#include "server/report/list_pdf.h"

#include "printing/badge/measured_pen.h"
#include "printing/badge/qr_symbol.h"
#include "printing/badge/surface.h"
#include "server/report/list_pages.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

namespace einlass::report {

namespace {

constexpr double page_width = 210, page_height = 297;
constexpr double margin = 15;      // also of printers that cannot reach the edge, and for a punch
constexpr double footer_top = 12;  // from the lower edge
constexpr double room_width = page_width - 2 * margin;
constexpr double padding = 1.5;  // left and right in a cell
constexpr double hairline = 0.15;
constexpr double grey_of_lines = 0.6;

// Rows are as high as a pen needs to find the box.
struct Measures {
  double least_row = 8, around = 1.5 /* above and below a text */, box_side = 4.5, text_pt = 10.5;
  double module = 0.45;  // of a code: a phone's camera a hand away has five pixels for it
  int max_lines = 3;
};
constexpr Measures usual{},
    dense{.least_row = 5.2, .around = 0.5, .box_side = 3.6, .text_pt = 9, .module = 0.35, .max_lines = 2};

using Block = badge::MeasuredPen::Paragraph;

struct Look {
  double size_pt = usual.text_pt;
  badge::Weight weight = badge::Weight::Regular;
  int max_lines = 3;
};

struct LaidRow {
  std::vector<Block> cells;
  std::optional<badge::DataMatrix> code;
  double height_mm = 0;
};

struct Boxes {
  int all = 0;
  int crossed = 0;
};

Boxes boxes_in(ListColumn::Kind kind, const std::string& cell) {
  switch (kind) {
    case ListColumn::Kind::Text:
    case ListColumn::Kind::Code:
      return {};
    case ListColumn::Kind::TickBox:
      return {.all = 1, .crossed = cell.empty() ? 0 : 1};
    case ListColumn::Kind::TickBoxes: {
      const auto slash = cell.find('/');
      if (slash == std::string::npos) return {};
      return {.all = std::atoi(cell.c_str() + slash + 1), .crossed = std::atoi(cell.c_str())};
    }
  }
  return {};
}

class ListDrawing {
 public:
  ListDrawing(const PaperList& list, const badge::Typesetter& typesetter)
      : list_(list),
        of_(list.dense ? dense : usual),
        surface_(page_width, page_height),
        pen_(surface_.canvas(), typesetter, {}) {}

  base::Result<std::string> pdf() {
    if (auto fits = find_columns(); !fits) return tl::make_unexpected(fits.error());
    if (auto laid = lay_out(); !laid) return tl::make_unexpected(laid.error());
    const auto ends = page_ends(heights(), {.first_mm = bottom() - head_height(), .others_mm = bottom() - next_top()});
    std::size_t begin = 0;
    for (std::size_t page = 0; page < ends.size(); ++page) {
      draw_page(begin, ends[page], page == 0);
      if (auto footed = draw_footer(page + 1, ends.size()); !footed) return tl::make_unexpected(footed.error());
      surface_.end_page();
      begin = ends[page];
    }
    return surface_.finish();
  }

 private:
  static double bottom() { return page_height - margin - footer_top + 4; }
  double head_height() const { return head_height_ + titles_.height_mm; }
  double next_top() const { return margin + 8 + titles_.height_mm; }

  base::Result<void> find_columns() {
    double given = 0;
    int sharing = 0;
    for (const auto& column : list_.columns) {
      given += column.width_mm;
      sharing += column.width_mm <= 0 ? 1 : 0;
    }
    if (list_.columns.empty() || given > room_width || (sharing > 0 && given >= room_width)) {
      return base::fail(base::ErrorKind::InvalidInput, "The list's columns do not fit a page: leave some out.");
    }
    for (const auto& column : list_.columns) {
      widths_.push_back(column.width_mm > 0 ? column.width_mm : (room_width - given) / sharing);
    }
    return {};
  }

  Block set(const std::string& text, double width_mm, const Look& look) const {
    return pen_.paragraph(text, {.size_pt = look.size_pt, .weight = look.weight, .widest_mm = width_mm},
                          look.max_lines);
  }

  base::Result<void> lay_out() {
    title_ = set(list_.title, room_width, {.size_pt = 20, .weight = badge::Weight::Bold});
    head_height_ = margin + title_.height_mm + 4;
    for (const auto& line : list_.lines) {
      lines_.push_back(set(line, room_width, {.size_pt = 11, .max_lines = 3}));
      head_height_ += lines_.back().height_mm + 2;
    }
    notice_ = set(list_.notice, room_width - 6, {.size_pt = 11, .weight = badge::Weight::Bold, .max_lines = 6});
    if (notice_.text) head_height_ += notice_.height_mm + 8;
    head_height_ += 2;
    again_ = set(list_.title, room_width, {.size_pt = 11, .weight = badge::Weight::Bold, .max_lines = 1});
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      titles_.cells.push_back(set(list_.columns[i].title, widths_[i] - 2 * padding,
                                  {.size_pt = 9, .weight = badge::Weight::Bold, .max_lines = 2}));
    }
    titles_.height_mm = height_of(titles_.cells, 6);
    for (const auto& row : list_.rows) {
      rows_.push_back(row.is_heading ? heading(row) : laid(row));
      if (auto coded = add_code(row, rows_.back()); !coded) return coded;
    }
    return {};
  }

  base::Result<void> add_code(const ListRow& row, LaidRow& laid) const {
    for (std::size_t i = 0; i < widths_.size() && i < row.cells.size(); ++i) {
      if (row.is_heading || list_.columns[i].kind != ListColumn::Kind::Code || row.cells[i].empty()) continue;
      auto code = badge::DataMatrix::encode(row.cells[i]);
      if (!code) return tl::make_unexpected(code.error());
      constexpr int quiet_modules = 1;
      laid.height_mm = std::max(laid.height_mm, (code->modules() + 2 * quiet_modules) * of_.module);
      laid.code = *std::move(code);
    }
    return {};
  }

  double height_of(const std::vector<Block>& cells, double least) const {
    double height = least;
    for (const auto& cell : cells) height = std::max(height, cell.height_mm + 2 * of_.around);
    return height;
  }

  LaidRow heading(const ListRow& row) const {
    LaidRow laid;
    const Look look{.size_pt = 12, .weight = badge::Weight::Bold};
    laid.cells.push_back(set(row.cells.empty() ? std::string() : row.cells.front(), room_width - 2 * padding, look));
    laid.height_mm = height_of(laid.cells, of_.least_row) + 2;
    return laid;
  }

  LaidRow laid(const ListRow& row) const {
    LaidRow laid;
    for (std::size_t i = 0; i < widths_.size() && i < row.cells.size(); ++i) {
      const auto& column = list_.columns[i];
      const bool is_text = column.kind == ListColumn::Kind::Text;
      const Look look{.size_pt = of_.text_pt,
                      .weight = column.bold ? badge::Weight::Bold : badge::Weight::Regular,
                      .max_lines = of_.max_lines};
      laid.cells.push_back(is_text ? set(row.cells[i], widths_[i] - 2 * padding, look) : Block{});
    }
    laid.cells.resize(widths_.size());
    laid.height_mm = height_of(laid.cells, std::max(of_.least_row, row.least_mm));
    return laid;
  }

  std::vector<RowHeight> heights() const {
    std::vector<RowHeight> heights;
    for (std::size_t i = 0; i < rows_.size(); ++i) heights.push_back({rows_[i].height_mm, list_.rows[i].is_heading});
    return heights;
  }

  void draw_page(std::size_t begin, std::size_t end, bool first) const {
    double y = first ? draw_head() : draw_short_head();
    draw_titles(y);
    y += titles_.height_mm;
    for (std::size_t i = begin; i < end; ++i) {
      draw_row(i, y);
      y += rows_[i].height_mm;
      line(y);
    }
  }

  double draw_head() const {
    pen_.write(margin, margin, title_);
    double y = margin + title_.height_mm + 4;
    for (const auto& block : lines_) {
      pen_.write(margin, y, block);
      y += block.height_mm + 2;
    }
    if (notice_.text) {
      frame(margin, y + 1, room_width, notice_.height_mm + 5, 0.5);
      pen_.write(margin + 3, y + 3, notice_);
    }
    return head_height_;
  }

  double draw_short_head() const {
    pen_.write(margin, margin, again_);
    return margin + 8;
  }

  void draw_titles(double y) const {
    double x = margin;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      pen_.write(x + padding, y + titles_.height_mm - titles_.cells[i].height_mm - 1.8, titles_.cells[i]);
      x += widths_[i];
    }
    pen_.level_line(margin, y + titles_.height_mm, room_width, 0.4);
  }

  void draw_row(std::size_t row, double y) const {
    double x = margin;
    const auto& cells = rows_[row].cells;
    const double height = rows_[row].height_mm;
    if (list_.rows[row].is_heading)
      return pen_.write(x + padding, y + height - cells.front().height_mm - 1.8, cells.front());
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const auto& texts = list_.rows[row].cells;
      const auto boxes = boxes_in(list_.columns[i].kind, i < texts.size() ? texts[i] : std::string());
      if (list_.columns[i].kind == ListColumn::Kind::Code) draw_code(rows_[row], x, y + height / 2);
      draw_boxes(boxes, x + padding, y + height / 2, widths_[i] - 2 * padding);
      pen_.write(x + padding, y + (height - cells[i].height_mm) / 2, cells[i]);
      x += widths_[i];
    }
  }

  // At the left edge of its column: where that is the first, nothing is left of it.
  void draw_code(const LaidRow& row, double x, double middle) const {
    if (row.code) pen_.code(x, middle - row.code->modules() * of_.module / 2, *row.code, of_.module);
  }

  void draw_boxes(const Boxes& boxes, double x, double middle, double room) const {
    constexpr double gap = 1;
    const double step = of_.box_side + gap;
    if (boxes.all * step - gap > room) return draw_number_line(boxes, x, middle, room);
    const double top = middle - of_.box_side / 2;
    for (int box = 0; box < boxes.all; ++box, x += step) {
      frame(x, top, of_.box_side, of_.box_side, 0.3);
      if (box < boxes.crossed) pen_.cross(x + 0.9, top + 0.9, of_.box_side - 1.8, 0.5);
    }
  }

  // Somebody writes how many came, of so many.
  void draw_number_line(const Boxes& boxes, double x, double middle, double room) const {
    const badge::MeasuredPen::Words words{.size_pt = of_.text_pt};
    const auto most = fmt::format("/ {}", boxes.all);
    const auto size = pen_.measure(most, words);
    pen_.level_line(x, middle + of_.box_side / 2, room - size.width_mm - 1, 0.3);
    pen_.write(x + room - size.width_mm, middle - size.height_mm / 2, most, words);
  }

  void frame(double x, double y, double width, double height, double thick) const {
    pen_.level_line(x, y, width, thick);
    pen_.level_line(x, y + height, width, thick);
    pen_.upright_line(x, y, height, thick);
    pen_.upright_line(x + width, y, height, thick);
  }

  void line(double y) const { pen_.fill(margin, y - hairline / 2, room_width, hairline, grey_of_lines); }

  base::Result<void> draw_footer(std::size_t page, std::size_t pages) const {
    std::string numbers;
    try {
      numbers = fmt::format(fmt::runtime(list_.page_text), page, pages);
    } catch (const fmt::format_error&) {
      return base::fail(base::ErrorKind::InvalidInput, "The text of the page numbers must have two places for them.");
    }
    const double y = page_height - footer_top;
    const badge::MeasuredPen::Words words{.size_pt = 8};
    const double width = pen_.measure(numbers, words).width_mm;
    pen_.write(page_width - margin - width, y, numbers, words);
    if (list_.footer.empty()) return {};
    pen_.write(margin, y, list_.footer, {.size_pt = 8, .widest_mm = room_width - width - 6});
    return {};
  }

  const PaperList& list_;
  const Measures& of_;
  badge::PdfSurface surface_;
  badge::MeasuredPen pen_;
  std::vector<double> widths_;
  Block title_, again_, notice_;
  std::vector<Block> lines_;
  double head_height_ = 0;  // from the page's upper edge, without the titles of the columns
  LaidRow titles_;
  std::vector<LaidRow> rows_;
};

}  // namespace

base::Result<std::string> list_pdf(const PaperList& list, const std::shared_ptr<const badge::FontSet>& fonts) {
  const badge::Typesetter typesetter(fonts);
  return ListDrawing(list, typesetter).pdf();
}

}  // namespace einlass::report
