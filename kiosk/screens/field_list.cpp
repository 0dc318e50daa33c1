#include "kiosk/screens/field_list.h"

#include <algorithm>

namespace einlass::screens {

FieldList::FieldList(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : parent_(parent), theme_(theme), on_press_(on_press), grid_(parent, theme, [] {}) {}

void FieldList::set_fields(const std::vector<flow::Field>& fields) {
  while (cells_.size() < fields.size()) cells_.push_back(new FieldCell(parent_, theme_, on_press_));
  trouble_ = trouble_ ||
             std::any_of(fields.begin(), fields.end(), [](const flow::Field& field) { return !field.trouble.empty(); });
  typed_into_.clear();
  std::vector<GridCell*> shown;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    cells_[i]->set_field(fields[i]);
    cells_[i]->keep_place_for_trouble(trouble_);
    if (fields[i].typed_into) typed_into_ = fields[i].edit.id;
    shown.push_back(cells_[i]);
  }
  grid_.set_cells(std::move(shown));
}

// Where not all have room, those are shown that stand beside the one that is typed into.
wxSize FieldList::fit(const wxSize& room, const Measure& measure, const GridShape& shape) {
  const auto number = [this](bool paged) {
    for (std::size_t i = 0; i < grid_.size(); ++i) cells_[i]->set_number(i + 1, paged ? grid_.size() : 0);
  };
  number(false);
  wxSize size = grid_.fit(room, measure, shape);
  if (grid_.shows_all()) return size;
  number(true);
  size = grid_.fit(room, measure, shape);
  grid_.turn_to(typed_into_);
  return size;
}

void FieldList::put(const wxPoint& corner, const Measure& measure) {
  grid_.put(corner, measure);
}

int FieldList::least_height(const Measure& measure, int width) {
  return grid_.tallest(measure, width);
}

int FieldList::place_for_trouble(const Measure& measure) const {
  return trouble_ && !cells_.empty() ? cells_.front()->trouble_height(measure, cells_.front()->GetSize().x) : 0;
}

}  // namespace einlass::screens
