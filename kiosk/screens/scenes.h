// The middle of the screen in its shapes, one per flow::Layout; those with a keyboard: typing_scenes.h. Children of the
// KioskFrame, which hands them the model and their size. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/badge_card.h"
#include "kiosk/screens/badge_view.h"
#include "kiosk/screens/button_shelf.h"
#include "kiosk/screens/cells.h"
#include "kiosk/screens/keyboard_view.h"
#include "kiosk/screens/pictures.h"

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::screens {

class Scene : public Pane {
 public:
  using Pane::Pane;
  // Before the first model of another page: nothing of the one before is kept.
  virtual void begin() {}
  virtual void set_model(const flow::ScreenModel& model) = 0;
  virtual void arrange(const Measure& measure) = 0;
  // Turns to the page with this button; false: there is nothing to turn.
  virtual bool turn_to(const std::string& /*id*/) { return false; }
  // Less than this, what is touched has no place: then what stands around it gives way.
  virtual int least_height(const Measure& /*measure*/, int /*width*/) { return 0; }
  // Less than this, there is no use in it: then even staff's tools give way.
  virtual int bare_height(const Measure& measure, int width) { return least_height(measure, width); }
  // What there is typed with; nullptr: nothing.
  virtual KeyboardView* keyboard() { return nullptr; }
  // Whether words had their place when they were arranged last.
  bool fits() const { return fits_; }

 protected:
  // Where the window's lower half begins.
  int reach_top() const { return GetParent()->GetClientSize().y / 2 + 1 - GetPosition().y; }
  bool fits_ = true;
};

class AttractScene final : public Scene {
 public:
  AttractScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, PictureSource pictures, bool mirrored);

  void set_model(const flow::ScreenModel& model) override;
  void arrange(const Measure& measure) override;
  void set_live(bool live) { picture_->set_live(live); }
  bool turn_to(const std::string& id) override { return buttons_.grid().turn_to(id); }

 private:
  void arrange_beside(const Measure& measure);
  void arrange_below(const Measure& measure);

  const Theme& theme_;
  CameraPicture* picture_;
  TextBlock* headline_;
  TextBlock* body_;
  ButtonShelf buttons_;
  Measure measure_;
};

// A result or a question in words, with badges on their way, and what can be answered.
class MessageScene final : public Scene {
 public:
  MessageScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, BadgeSource badge);

  void set_model(const flow::ScreenModel& model) override;
  void arrange(const Measure& measure) override;
  bool turn_to(const std::string& id) override { return buttons_.grid().turn_to(id); }

 private:
  struct Piece {
    wxSize size;
    int gap_above = 0;
  };
  int text_width(const Measure& measure) const;
  int shrink_words(const Measure& measure, double& shrink, int room);
  int fit_words(const Measure& measure, double shrink, int room);
  int height_of_words() const;
  std::array<int, 6> order_of_words() const;
  void place_words(const Measure& measure, double shrink, const wxRect& room);
  int card_columns(const Measure& measure) const;
  wxSize cards_size(const Measure& measure, double shrink) const;
  void place_cards(int top, const Measure& measure, double shrink);
  bool fit_in_one_row(const Measure& measure) const;
  int buttons_width(const Measure& measure) const;
  int fit_buttons(const Measure& measure, int room);
  void place_buttons(int top, const Measure& measure);

  const Theme& theme_;
  bool choice_ = false;
  bool with_icon_ = false;
  bool one_row_ = false;  // of buttons, each as wide as its words
  IconView* icon_;
  TextBlock* headline_;
  TextBlock* name_;
  TextBlock* body_;
  BadgeView* badge_;
  std::vector<BadgeCard*> cards_;
  ButtonShelf buttons_;
  std::size_t shown_cards_ = 0;
  std::array<Piece, 6> pieces_;
  Measure measure_;
};

// What is known of one guest, and everything that can be done.
class SheetScene final : public Scene {
 public:
  SheetScene(wxWindow* parent, const Theme& theme, const OnPress& on_press);

  void set_model(const flow::ScreenModel& model) override;
  void arrange(const Measure& measure) override;
  bool turn_to(const std::string& id) override { return buttons_.grid().turn_to(id); }
  int least_height(const Measure& measure, int width) override;

 private:
  struct Fact {
    TextBlock* label;
    TextBlock* text;
  };
  static bool is_beside(const Measure& measure) { return !measure.upright && !measure.low; }
  static int buttons_share(int width) { return width * 47 / 100; }
  GridShape buttons_shape(const Measure& measure) const;
  int card_pixels(const Measure& measure, double shrink) const;
  int icon_width(const Measure& measure) const;
  int card_columns(const Measure& measure, int width) const;
  int fit_facts(const Measure& measure, double shrink, const wxSize& room);
  void place_facts(const wxRect& room, const Measure& measure, double shrink);
  void place_cards(const wxRect& first, const Measure& measure);

  const Theme& theme_;
  SmallIcon* icon_;
  TextBlock* headline_;
  TextBlock* name_;
  TextBlock* body_;
  std::vector<Fact> facts_;
  std::vector<BadgeCard*> cards_;
  ButtonShelf buttons_;
  flow::Tone tone_ = flow::Tone::Calm;
  std::size_t shown_facts_ = 0;
  int label_width_ = 0;  // 0: labels stand above their texts
  std::size_t shown_cards_ = 0;
  Measure measure_;
};

}  // namespace einlass::screens
