// Scenes that are typed into: forms, and lists that are searched. UI thread.
#pragma once

#include "kiosk/screens/field_list.h"
#include "kiosk/screens/keyboard_view.h"
#include "kiosk/screens/scenes.h"

#include <functional>
#include <string>
#include <vector>

namespace einlass::screens {

class TypingScene : public Scene {
 public:
  void begin() override;
  KeyboardView* keyboard() override { return keyboard_; }

 protected:
  TypingScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> keys_turned);
  int keys_width(const Measure& measure) const;
  static constexpr double keys_edge = 6;  // below the keys

  const Theme& theme_;
  FieldList fields_;
  KeyboardView* keyboard_;
};

// Fields, and keys to fill them in; with a keyboard below, with a number pad beside or below.
class FormScene final : public TypingScene {
 public:
  FormScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> keys_turned);

  void set_model(const flow::ScreenModel& model) override;
  void arrange(const Measure& measure) override;
  bool turn_to(const std::string& id) override { return buttons_.grid().turn_to(id); }
  int least_height(const Measure& measure, int width) override;

 private:
  int keys_height(const Measure& measure, int width);
  void arrange_beside_pad(const wxRect& room, const Measure& measure);
  void arrange_above_keys(const wxRect& room, const Measure& measure);
  void arrange_above_keys_beside(const wxRect& room, const Measure& measure);
  int side_width(const Measure& measure, int width) const;
  int words_least(const Measure& measure, int width);
  int least_above(const Measure& measure, int width);
  bool fit_words(const wxSize& room, const Measure& measure, double shrink, bool with_body);
  void place_words(const wxRect& room, const Measure& measure);

  TextBlock* headline_;
  TextBlock* body_;
  ButtonShelf buttons_;
  bool beside_pad_ = false;
  Measure measure_;
};

// Rows, one of which is pressed; with a field and a keyboard where they are searched.
class ListScene final : public TypingScene {
 public:
  ListScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> keys_turned);

  void set_model(const flow::ScreenModel& model) override;
  void arrange(const Measure& measure) override;
  bool turn_to(const std::string& id) override { return rows_grid_.turn_to(id) || buttons_.grid().turn_to(id); }
  int least_height(const Measure& measure, int width) override;
  int bare_height(const Measure& measure, int width) override;

 private:
  bool is_searched() const;
  int height_with(int few, const Measure& measure, int width);
  int least_touched(const Measure& measure, int width, int rows);
  int arrange_top(const Measure& measure, const wxRect& room);
  int arrange_beside_headline(const Measure& measure, const wxRect& room, int buttons);
  void place_words(const wxRect& room, const Measure& measure);
  int place_headline(const wxRect& place, const Measure& measure);
  int place_fields(const wxRect& room, const Measure& measure);
  int place_buttons(const wxRect& place, int width, const Measure& measure);
  int arrange_keys(const Measure& measure);
  void arrange_rows(const wxRect& room, const Measure& measure);
  void arrange_low(const Measure& measure);
  int buttons_width(const Measure& measure, int widest) const;

  OnPress on_press_;
  std::string sought_;  // what was typed
  TextBlock* headline_;
  TextBlock* body_;
  std::vector<RowCell*> rows_;
  Grid rows_grid_;
  RowCell* usual_row_;  // never shown: as high as most are
  ButtonShelf buttons_;
  bool words_above_ = false;  // in the upper half, where nothing is touched
  bool body_beside_ = false;  // below the headline, not above the rows
  Measure measure_;
};

}  // namespace einlass::screens
