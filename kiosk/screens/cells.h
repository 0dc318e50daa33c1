// What stands in grids: a button, a row of a list, a field of a form.
#pragma once

#include "kiosk/screens/grid.h"
#include "kiosk/screens/small_icon.h"

namespace einlass::screens {

class ButtonCell final : public GridCell {
 public:
  ButtonCell(wxWindow* parent, const Theme& theme, const OnPress& on_press, TextAlign align = TextAlign::Centre);
  void set_button(const flow::Button& button, ControlLook look);
  bool is_primary() const { return primary_; }

  int fit(const Measure& measure, int width) override;
  bool is_whole() const override { return button_->is_whole(); }
  int type() const override { return button_->type_size(); }
  void limit_type(int most) override { most_type_ = most; }
  int natural_width(const Measure& measure, int widest);
  void put(const wxRect& place, const Measure& measure) override;
  void show(bool shown) override;
  std::string id() const override { return button_->id(); }

 private:
  const Theme& theme_;
  PressButton* button_;
  bool primary_ = false;
  int most_type_ = 0;
};

// Title, what is known besides, and at the end a mark in words with an icon. All of it is one button.
class RowCell final : public Pane, public GridCell {
 public:
  RowCell(wxWindow* parent, const Theme& theme, const OnPress& on_press);
  void set_row(const flow::Row& row);

  int fit(const Measure& measure, int width) override;
  void put(const wxRect& place, const Measure& measure) override;
  void show(bool shown) override { Show(shown); }
  std::string id() const override { return button_->id(); }

 private:
  int mark_width(const Measure& measure, int width) const;

  const Theme& theme_;
  PressButton* button_;
  TextBlock* title_;
  TextBlock* detail_;
  TextBlock* mark_;
  SmallIcon* icon_;
  flow::Tone tone_ = flow::Tone::Calm;
  wxSize title_size_, detail_size_;
};

// Its name, what was typed, and what is wrong with it.
class FieldCell final : public Pane, public GridCell {
 public:
  FieldCell(wxWindow* parent, const Theme& theme, const OnPress& on_press);
  void set_field(const flow::Field& field);
  // Shows which of how many it is, where not all are in view; 0: all are.
  void set_number(std::size_t number, std::size_t count);
  // Whether any field beside this one has or had trouble: then all keep the place for it.
  void keep_place_for_trouble(bool keep);
  int trouble_height(const Measure& measure, int width);

  int fit(const Measure& measure, int width) override;
  void put(const wxRect& place, const Measure& measure) override;
  void show(bool shown) override { Show(shown); }
  std::string id() const override { return button_->id(); }

 private:
  static int trouble_side(const Measure& measure);
  void write(const Measure& measure, int width);

  const Theme& theme_;
  TextBlock* label_;
  PressButton* button_;
  TextBlock* trouble_;
  SmallIcon* icon_;
  std::string name_;
  std::string text_;
  bool typed_into_ = false;
  bool in_trouble_ = false;  // else trouble_ has the words of the last one, whose place may be kept
  bool trouble_place_ = false;
};

}  // namespace einlass::screens
