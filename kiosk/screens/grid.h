// Things in columns of one width, such as buttons, rows and fields; where not all of them have room, page by page with
// two native buttons that turn the pages. What is called "back" and stands last is on every page. No window of its own:
// its cells are children of whoever owns the grid.
#pragma once

#include "kiosk/screens/measure.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/press_button.h"
#include "kiosk/screens/text_block.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::screens {

class GridCell {
 public:
  virtual ~GridCell() = default;
  virtual int fit(const Measure& measure, int width) = 0;  // the height it needs
  virtual bool is_whole() const { return true; }           // no word of it had to be broken to fit
  virtual int type() const { return 0; }                   // size of what is written, as fitted; 0: has its own
  virtual void limit_type(int /*most*/) {}                 // so that all in a grid are alike; 0: no limit
  virtual void put(const wxRect& place, const Measure& measure) = 0;
  virtual void show(bool shown) = 0;
  virtual std::string id() const = 0;  // of its button
};

// One page up, one page down, and which of how many this is.
class Pager : public Pane {
 public:
  Pager(wxWindow* parent, const Theme& theme, std::function<void(int)> turn);
  void set_page(std::size_t page, std::size_t pages);
  void arrange(const wxRect& place, const Measure& measure);

 private:
  PressButton* up_;
  PressButton* down_;
  TextBlock* where_;
  const Theme& theme_;
};

struct GridShape {
  int least_columns = 1;
  int most_columns = 1;
  double narrowest = 0;  // theme pixels: no column is narrower, but for the first
  double gap = 12;       // theme pixels between cells
  bool pager = true;     // else pages follow turn_to()
};

class Grid {
 public:
  // `turned`: a page was turned, and the grid must be placed anew.
  Grid(wxWindow* parent, const Theme& theme, std::function<void()> turned);

  // Those that are shown, in order; they outlive their stay here. Begins at the first page where the ids are others.
  void set_cells(std::vector<GridCell*> cells);
  std::size_t size() const { return cells_.size(); }

  // Height of the highest; 0: there are none.
  int tallest(const Measure& measure, int width);
  // Chooses columns and page for a room; returns the size that it takes of it.
  wxSize fit(const wxSize& room, const Measure& measure, const GridShape& shape);
  void put(const wxPoint& corner, const Measure& measure);

  // The page with this cell; false: there is none, or it is in view.
  bool turn_to(const std::string& id);
  bool fits() const { return cells_.empty() || fits_; }  // whether its room holds one row at least
  bool shows_all() const { return pages_.size() < 2; }

 private:
  // Which cells stand beside each other, and how high they are.
  struct Row {
    std::size_t first = 0;
    std::size_t end = 0;
    int height = 0;
  };
  using Page = std::vector<Row>;

  bool try_columns(const wxSize& room, const Measure& measure, const GridShape& shape, int columns);
  void fit_cells(const Measure& measure, int width);
  std::vector<Row> rows_of(std::size_t begin, std::size_t end) const;
  void lay_pages(int room);
  void lay_pages_with_way_back(int room);
  int height_of(const Page& page) const;
  int height() const;
  void put_row(const Row& row, const wxPoint& corner, const Measure& measure);
  bool is_whole() const;
  void turn(int pages);

  const Theme& theme_;
  std::function<void()> turned_;
  Pager* pager_;
  std::vector<GridCell*> cells_;
  std::vector<int> heights_;  // that the cells need
  std::vector<Page> pages_;
  std::string first_id_;
  std::size_t page_ = 0;
  int columns_ = 1;
  int gap_ = 0;
  int width_ = 0;                    // of a cell
  int pager_width_ = 0;              // 0: all cells are in view
  int height_ = 0;                   // of all that was fitted
  std::optional<wxPoint> way_back_;  // where the last cell is on each of several pages
  bool fits_ = true;
};

}  // namespace einlass::screens
