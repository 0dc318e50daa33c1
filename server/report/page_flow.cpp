#include "server/report/page_flow.h"

#include "printing/badge/tagged_pdf.h"
#include "server/report/list_pages.h"

#include <fmt/format.h>

namespace einlass::report {
namespace {

constexpr double foot = 16;  // from the lower edge
constexpr double foot_pt = 8;
constexpr double grey_of_foot = 0.35;

}  // namespace

PageFlow::PageFlow(Document document, const badge::Typesetter& typesetter)
    : document_(std::move(document)), surface_(width, height), pen_(surface_.canvas(), typesetter, {}) {
  badge::set_document_title(surface_.canvas(), document_.title);
}

badge::MeasuredPen::Paragraph PageFlow::set(const std::string& text, double width_mm, double size_pt,
                                            badge::Weight weight, int max_lines) const {
  return pen_.paragraph(text, {.size_pt = size_pt, .weight = weight, .widest_mm = width_mm}, max_lines);
}

void PageFlow::add(double height_mm, std::function<void(double y)> draw, bool keep_with_next) {
  blocks_.push_back({height_mm, std::move(draw), keep_with_next});
}

void PageFlow::add_text(const std::string& text, double size_pt, const char* element, double below_mm,
                        bool keep_with_next) {
  const bool is_heading = element[0] == 'H';
  const auto block = set(text, room, size_pt, is_heading ? badge::Weight::Bold : badge::Weight::Regular, 8);
  add(
      block.height_mm + below_mm,
      [this, block, element](double y) {
        const badge::PdfTag tag(canvas(), element);
        pen_.write(margin, y, block);
      },
      is_heading || keep_with_next);
}

void PageFlow::add_gap(double height_mm) {
  add(
      height_mm, [](double) {}, true);
}

void PageFlow::begin(const char* element) {
  add(
      0, [this, element](double) { badge::begin_tag(canvas(), element); }, true);
}

void PageFlow::end(const char* element) {
  add(0, [this, element](double) { badge::end_tag(canvas(), element); });
}

base::Result<std::string> PageFlow::pdf() {
  std::vector<RowHeight> heights;
  for (const auto& block : blocks_) heights.push_back({block.height_mm, block.keep_with_next});
  const double space = height - margin - foot - 4;
  const auto ends = page_ends(heights, {.first_mm = space, .others_mm = space});
  {
    const badge::PdfTag whole(canvas(), "Document");
    std::size_t next = 0;
    for (std::size_t page = 0; page < ends.size(); ++page) {
      double y = margin;
      for (; next < ends[page]; y += blocks_[next++].height_mm) blocks_[next].draw(y);
      if (page + 1 < ends.size()) {
        draw_footer(page + 1, ends.size());
        surface_.end_page();
      }
    }
  }
  draw_footer(ends.size(), ends.size());
  surface_.end_page();
  return surface_.finish().map(
      [&](std::string pdf) { return badge::with_document_language(std::move(pdf), document_.language); });
}

void PageFlow::draw_footer(std::size_t page, std::size_t pages) const {
  const auto numbers = fmt::format(fmt::runtime(document_.page_text), page, pages);
  const badge::MeasuredPen::Words words{.size_pt = foot_pt, .grey = grey_of_foot};
  const double wide = pen_.measure(numbers, words).width_mm;
  pen_.write(width - margin - wide, height - foot, numbers, words);
  auto left = words;
  left.widest_mm = room - wide - 8;
  pen_.write(margin, height - foot, document_.footer, left);
}

}  // namespace einlass::report
