#include "kiosk/screens/grid.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::screens {

Pager::Pager(wxWindow* parent, const Theme& theme, std::function<void(int)> turn)
    : Pane(parent),
      up_(new PressButton(this, theme, [turn](const flow::Event&) { turn(-1); })),
      down_(new PressButton(this, theme, [turn](const flow::Event&) { turn(1); })),
      where_(new TextBlock(this, theme, FontWeight::Regular)),
      theme_(theme) {
  Hide();
}

void Pager::set_page(std::size_t page, std::size_t pages) {
  const std::string where = fmt::format("{} / {}", page + 1, pages);
  where_->set_text(where);
  up_->set_button(flow::Button{.label = where + " ↑", .event = flow::Touched{}, .id = "page_up", .symbol = "up"},
                  ControlLook::Plain);
  down_->set_button(flow::Button{.label = where + " ↓", .event = flow::Touched{}, .id = "page_down", .symbol = "down"},
                    ControlLook::Plain);
  up_->Enable(page > 0);
  down_->Enable(page + 1 < pages);
}

void Pager::arrange(const wxRect& place, const Measure& measure) {
  SetSize(place);
  const int words = where_
                        ->fit({.width = place.width,
                               .height = place.height,
                               .size = measure.px(theme_.sizes.small + 2),
                               .smallest = measure.px(12)})
                        .y;
  if (place.height < 2 * measure.target) {  // a single row: beside each other
    const int half = (place.width - measure.px(4)) / 2;
    up_->put({0, 0, half, place.height});
    down_->put({place.width - half, 0, half, place.height});
    where_->Hide();
    return;
  }
  const int side = std::max(measure.target, std::min(measure.px(110), (place.height - words) / 2 - measure.px(4)));
  up_->put({0, 0, place.width, side});
  where_->put({0, side, place.width, std::max(words, place.height - 2 * side)});
  down_->put({0, place.height - side, place.width, side});
  where_->Show(place.height - 2 * side >= words);
}

Grid::Grid(wxWindow* parent, const Theme& theme, std::function<void()> turned)
    : theme_(theme), turned_(std::move(turned)), pager_(new Pager(parent, theme, [this](int pages) { turn(pages); })) {}

void Grid::set_cells(std::vector<GridCell*> cells) {
  for (GridCell* before : cells_) {
    if (std::find(cells.begin(), cells.end(), before) == cells.end()) before->show(false);
  }
  cells_ = std::move(cells);
  const std::string first = cells_.empty() ? std::string() : cells_.front()->id();
  if (std::exchange(first_id_, first) == first) return;
  page_ = 0;
  pager_width_ = 0;  // an earlier screen's may stand there still
  pager_->Hide();
}

int Grid::tallest(const Measure& measure, int width) {
  int height = cells_.empty() ? 0 : measure.target;
  for (GridCell* cell : cells_) height = std::max(height, cell->fit(measure, width));
  return height;
}

// Whether all cells have room in so many columns; the grid is laid out for them either way.
bool Grid::try_columns(const wxSize& room, const Measure& measure, const GridShape& shape, int columns) {
  const int count = static_cast<int>(cells_.size());
  columns_ = columns;
  gap_ = measure.px(shape.gap);
  cell_.x = (room.x - (columns - 1) * gap_) / columns;
  cell_.y = tallest(measure, cell_.x);
  const int rows = (count + columns - 1) / columns;
  const int squeezed = std::max(measure.px(4), gap_ / 3);
  if (rows > 1 && rows * (cell_.y + gap_) - gap_ > room.y) gap_ = squeezed;
  const int fitting = std::max(1, (room.y + gap_) / (cell_.y + gap_));
  per_page_ = static_cast<std::size_t>(std::min(rows, fitting) * columns);
  return rows <= fitting;
}

wxSize Grid::fit(const wxSize& room, const Measure& measure, const GridShape& shape) {
  pager_width_ = 0;
  if (cells_.empty()) return {0, 0};
  const int narrowest = std::max(measure.target, measure.px(shape.narrowest));
  int columns = shape.least_columns;
  bool all = try_columns(room, measure, shape, columns);
  while (!all && columns < shape.most_columns && (room.x - columns * gap_) / (columns + 1) >= narrowest) {
    all = try_columns(room, measure, shape, columns + 1);
    if (!is_whole()) {  // rather more pages than broken words
      all = try_columns(room, measure, shape, columns);
      break;
    }
    ++columns;
  }
  if (!all && shape.pager) {
    pager_width_ = std::max(measure.target, measure.px(84));
    const auto beside_pager = [&] { return wxSize(room.x - pager_width_ - measure.px(12), room.y); };
    try_columns(beside_pager(), measure, shape, columns);
    while (!is_whole() && columns > 1) try_columns(beside_pager(), measure, shape, --columns);
    if (rows_in_view() * (cell_.y + gap_) - gap_ < 2 * measure.target) {
      pager_width_ = 2 * pager_width_ + measure.px(4);
      try_columns(beside_pager(), measure, shape, columns);
    }
  }
  page_ = std::min(page_, pages() - 1);
  fits_ = cell_.y <= room.y;
  return {room.x, rows_in_view() * (cell_.y + gap_) - gap_};
}

void Grid::put(const wxPoint& corner, const Measure& measure) {
  const std::size_t first = page_ * per_page_;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const bool shown = i >= first && i < first + per_page_;
    if (shown) {
      const int at = static_cast<int>(i - first);
      cells_[i]->put(
          {corner.x + at % columns_ * (cell_.x + gap_), corner.y + at / columns_ * (cell_.y + gap_), cell_.x, cell_.y},
          measure);
    }
    cells_[i]->show(shown);
  }
  const bool paged = pager_width_ > 0;
  if (paged) {
    const int left = corner.x + columns_ * (cell_.x + gap_) - gap_ + measure.px(12);
    pager_->set_page(page_, pages());
    pager_->arrange({left, corner.y, pager_width_, rows_in_view() * (cell_.y + gap_) - gap_}, measure);
  }
  pager_->Show(paged);
}

bool Grid::is_whole() const {
  return std::all_of(cells_.begin(), cells_.end(), [](const GridCell* cell) { return cell->is_whole(); });
}

int Grid::rows_in_view() const {
  const int shown = static_cast<int>(std::min(per_page_, cells_.size()));
  return (shown + columns_ - 1) / columns_;
}

std::size_t Grid::pages() const {
  return per_page_ == 0 ? 1 : std::max<std::size_t>(1, (cells_.size() + per_page_ - 1) / per_page_);
}

void Grid::turn(int pages_on) {
  const auto wanted = static_cast<int>(page_) + pages_on;
  page_ = static_cast<std::size_t>(std::clamp(wanted, 0, static_cast<int>(pages()) - 1));
  turned_();
}

bool Grid::turn_to(const std::string& id) {
  const auto found =
      std::find_if(cells_.begin(), cells_.end(), [&id](const GridCell* cell) { return cell->id() == id; });
  if (found == cells_.end() || per_page_ == 0) return false;
  const auto page = static_cast<std::size_t>(found - cells_.begin()) / per_page_;
  if (page == page_) return false;
  page_ = page;
  return true;
}

}  // namespace einlass::screens
