// The middle of the screen in its two shapes: the attract screen with the camera's picture, and a message in words.
// Children of the KioskFrame, which hands them the model and their size. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/badge_card.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/pictures.h"
#include "kiosk/screens/press_button.h"
#include "kiosk/screens/text_block.h"

#include <array>
#include <vector>

namespace einlass::screens {

class AttractScene : public Pane {
 public:
  AttractScene(wxWindow* parent, const Theme& theme, PictureSource pictures, bool mirrored);

  void set_model(const flow::ScreenModel& model);
  void arrange(double scale);
  void set_live(bool live) { picture_->set_live(live); }

 private:
  void arrange_beside(double scale);
  void arrange_below(double scale);

  const Theme& theme_;
  CameraPicture* picture_;
  TextBlock* headline_;
  TextBlock* body_;
};

class MessageScene : public Pane {
 public:
  MessageScene(wxWindow* parent, const Theme& theme, const OnPress& on_press);

  void set_model(const flow::ScreenModel& model);
  void arrange(double scale);

 private:
  struct Piece {
    wxSize size;
    int gap_above = 0;
  };
  int measure(double scale, double shrink);
  void place(double scale, double shrink);
  int card_columns(double scale) const;
  wxSize cards_size(double scale, double shrink) const;
  wxSize buttons_size(double scale);
  void place_cards(int top, double scale, double shrink);
  void place_buttons(int top, double scale);
  int text_width(double scale) const;

  const Theme& theme_;
  OnPress on_press_;
  bool choice_ = false;
  IconView* icon_;
  TextBlock* headline_;
  TextBlock* name_;
  TextBlock* body_;
  std::vector<BadgeCard*> cards_;
  std::vector<PressButton*> buttons_;
  std::size_t shown_cards_ = 0;
  std::size_t shown_buttons_ = 0;
  std::array<Piece, 6> pieces_;
};

}  // namespace einlass::screens
