// Things of one size in columns, such as buttons, rows and fields; where not all of them have room, page by page with
// two native buttons that turn the pages. No window of its own: its cells are children of whoever owns the grid.
#pragma once

#include "kiosk/screens/measure.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/press_button.h"
#include "kiosk/screens/text_block.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::screens {

class GridCell {
 public:
  virtual ~GridCell() = default;
  virtual int fit(const Measure& measure, int width) = 0;  // the height it needs
  virtual bool is_whole() const { return true; }           // no word of it had to be broken to fit
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
  bool pager = true;     // else pages follow keep_in_view()
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
  bool shows_all() const { return per_page_ >= cells_.size(); }

 private:
  bool try_columns(const wxSize& room, const Measure& measure, const GridShape& shape, int columns);
  bool is_whole() const;
  void turn(int pages);
  int rows_in_view() const;
  std::size_t pages() const;

  const Theme& theme_;
  std::function<void()> turned_;
  Pager* pager_;
  std::vector<GridCell*> cells_;
  std::string first_id_;
  std::size_t page_ = 0;
  std::size_t per_page_ = 0;
  int columns_ = 1;
  int gap_ = 0;
  int pager_width_ = 0;  // 0: all cells are in view
  wxSize cell_;
  bool fits_ = true;
};

}  // namespace einlass::screens
