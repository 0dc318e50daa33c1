// Fields of a scene in a grid. Owned by the scene whose children they are. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/cells.h"

#include <memory>
#include <vector>

namespace einlass::screens {

// Fields that a grid shows: as many as have room, and always the one that is typed into. What was wrong with one keeps
// its place until it is forgotten, so that nothing moves while it is mended.
class FieldList {
 public:
  FieldList(wxWindow* parent, const Theme& theme, const OnPress& on_press);
  void set_fields(const std::vector<flow::Field>& fields);
  void forget_trouble() { trouble_ = false; }
  bool is_empty() const { return grid_.size() == 0; }
  wxSize fit(const wxSize& room, const Measure& measure, const GridShape& shape);
  bool fits() const { return grid_.fits(); }
  void put(const wxPoint& corner, const Measure& measure);
  int place_for_trouble(const Measure& measure) const;
  int least_height(const Measure& measure, int width);  // of one field

 private:
  wxWindow* parent_;
  const Theme& theme_;
  OnPress on_press_;
  Grid grid_;
  std::vector<FieldCell*> cells_;
  std::string typed_into_;
  bool trouble_ = false;
};

}  // namespace einlass::screens
