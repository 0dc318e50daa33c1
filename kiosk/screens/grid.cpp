#include "kiosk/screens/grid.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::screens {

namespace {

constexpr double least_gap = 4;  // theme pixels

// Of both, below each other.
int arrows_height(const Measure& measure) {
  return 2 * measure.target + measure.px(least_gap);
}

}  // namespace

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
  if (place.height < arrows_height(measure)) {  // beside each other
    const int half = (place.width - measure.px(least_gap)) / 2;
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

void Grid::fit_cells(const Measure& measure, int width) {
  int type = 0;
  for (GridCell* cell : cells_) {
    cell->limit_type(0);
    cell->fit(measure, width);
    if (cell->type() > 0) type = type == 0 ? cell->type() : std::min(type, cell->type());
  }
  heights_.clear();
  for (GridCell* cell : cells_) {
    cell->limit_type(type);
    heights_.push_back(std::max(measure.target, cell->fit(measure, width)));
  }
}

std::vector<Grid::Row> Grid::rows_of(std::size_t begin, std::size_t end) const {
  std::vector<Row> rows;
  for (std::size_t first = begin; first < end; first += static_cast<std::size_t>(columns_)) {
    const std::size_t last = std::min(end, first + static_cast<std::size_t>(columns_));
    const auto at = [this](std::size_t i) { return heights_.begin() + static_cast<std::ptrdiff_t>(i); };
    rows.push_back({.first = first, .end = last, .height = *std::max_element(at(first), at(last))});
  }
  return rows;
}

int Grid::height_of(const Page& page) const {
  int sum = 0;
  for (const Row& row : page) sum += row.height + (sum > 0 ? gap_ : 0);
  return sum;
}

// Of the highest page, so that nothing moves when a page is turned.
int Grid::height() const {
  int highest = 0;
  for (const Page& page : pages_) highest = std::max(highest, height_of(page));
  return way_back_ ? std::max(highest, way_back_->y + pages_.front().front().height) : highest;
}

// All rows are as high as the highest if they have the room.
void Grid::lay_pages(int room) {
  way_back_.reset();
  pages_.assign(1, rows_of(0, cells_.size()));
  Page alike = pages_.front();
  for (Row& row : alike) row.height = *std::max_element(heights_.begin(), heights_.end());
  if (height_of(alike) <= room) pages_.front() = std::move(alike);
  if (height_of(pages_.front()) <= room) return;
  const Page all = std::exchange(pages_, {}).front();
  for (const Row& row : all) {
    if (pages_.empty() || height_of(pages_.back()) + gap_ + row.height > room) pages_.emplace_back();
    pages_.back().push_back(row);
  }
}

void Grid::lay_pages_with_way_back(int room) {
  const int highest = *std::max_element(heights_.begin(), heights_.end());
  const int rows = std::max(1, (room + gap_) / (highest + gap_));
  const int last_slot = rows * columns_ - 1;
  if (last_slot < 1) return;
  pages_.clear();
  const std::size_t ways_on = cells_.size() - 1;
  for (std::size_t begin = 0; begin < ways_on; begin += static_cast<std::size_t>(last_slot)) {
    pages_.push_back(rows_of(begin, std::min(ways_on, begin + static_cast<std::size_t>(last_slot))));
    for (Row& row : pages_.back()) row.height = highest;
  }
  way_back_.emplace((columns_ - 1) * (width_ + gap_), (rows - 1) * (highest + gap_));
}

// Whether all cells have room in so many columns; the grid is laid out for them either way.
bool Grid::try_columns(const wxSize& room, const Measure& measure, const GridShape& shape, int columns) {
  columns_ = columns;
  gap_ = measure.px(shape.gap);
  width_ = (room.x - (columns - 1) * gap_) / columns;
  fit_cells(measure, width_);
  lay_pages(room.y);
  if (pages_.size() < 2) return true;
  gap_ = measure.px(least_gap);
  lay_pages(room.y);
  if (pages_.size() < 2) return true;
  if (cells_.back()->id() == "back") lay_pages_with_way_back(room.y);
  return false;
}

// As few columns as will do; rather more pages than broken words.
wxSize Grid::fit(const wxSize& room, const Measure& measure, const GridShape& shape) {
  pager_width_ = 0;
  if (cells_.empty()) return {0, 0};
  const int narrowest = std::max(measure.target, measure.px(shape.narrowest));
  int columns = shape.least_columns;
  bool all = try_columns(room, measure, shape, columns);
  while (!is_whole() && columns > 1) all = try_columns(room, measure, shape, --columns);
  while (!all && columns < shape.most_columns && (room.x - columns * gap_) / (columns + 1) >= narrowest) {
    all = try_columns(room, measure, shape, columns + 1);
    if (!is_whole()) {
      all = try_columns(room, measure, shape, columns);
      break;
    }
    ++columns;
  }
  if (!all && shape.pager) {
    pager_width_ = std::max(measure.target, measure.px(84));
    if (room.y < arrows_height(measure)) pager_width_ = 2 * pager_width_ + measure.px(least_gap);
    const wxSize beside(room.x - pager_width_ - measure.px(12), room.y);
    try_columns(beside, measure, shape, columns);
    while (!is_whole() && columns > 1) try_columns(beside, measure, shape, --columns);
    if (shows_all()) pager_width_ = 0;
  }
  page_ = std::min(page_, pages_.size() - 1);
  fits_ = *std::max_element(heights_.begin(), heights_.end()) <= room.y;
  const int arrows = pager_width_ > 0 ? std::min(room.y, arrows_height(measure)) : 0;
  height_ = std::max({height(), arrows, measure.target});
  return {room.x, height_};
}

void Grid::put_row(const Row& row, const wxPoint& corner, const Measure& measure) {
  for (std::size_t i = row.first; i < row.end; ++i) {
    const int column = static_cast<int>(i - row.first);
    cells_[i]->put({corner.x + column * (width_ + gap_), corner.y, width_, row.height}, measure);
  }
}

void Grid::put(const wxPoint& corner, const Measure& measure) {
  if (cells_.empty()) return;
  const Page& page = pages_.at(page_);
  int top = corner.y;
  for (const Row& row : page) {
    put_row(row, {corner.x, top}, measure);
    top += row.height + gap_;
  }
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i]->show(i >= page.front().first && i < page.back().end);
  if (way_back_) {
    cells_.back()->put({corner.x + way_back_->x, corner.y + way_back_->y, width_, page.front().height}, measure);
    cells_.back()->show(true);
  }
  const bool paged = pager_width_ > 0;
  if (paged) {
    const int left = corner.x + columns_ * (width_ + gap_) - gap_ + measure.px(12);
    pager_->set_page(page_, pages_.size());
    pager_->arrange({left, corner.y, pager_width_, height_}, measure);
  }
  pager_->Show(paged);
}

bool Grid::is_whole() const {
  return std::all_of(cells_.begin(), cells_.end(), [](const GridCell* cell) { return cell->is_whole(); });
}

void Grid::turn(int pages_on) {
  const auto wanted = static_cast<int>(page_) + pages_on;
  page_ = static_cast<std::size_t>(std::clamp(wanted, 0, static_cast<int>(pages_.size()) - 1));
  turned_();
}

bool Grid::turn_to(const std::string& id) {
  const auto found =
      std::find_if(cells_.begin(), cells_.end(), [&id](const GridCell* cell) { return cell->id() == id; });
  if (found == cells_.end() || (way_back_ && *found == cells_.back())) return false;
  const auto index = static_cast<std::size_t>(found - cells_.begin());
  const auto page = std::find_if(pages_.begin(), pages_.end(), [index](const Page& each) {
    return index >= each.front().first && index < each.back().end;
  });
  if (page == pages_.end()) return false;
  const auto wanted = static_cast<std::size_t>(page - pages_.begin());
  return std::exchange(page_, wanted) != wanted;
}

}  // namespace einlass::screens
