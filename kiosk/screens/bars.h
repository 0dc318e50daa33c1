// What stands around the middle of every screen: the event above; below it notices, a hint or the warning before the
// screen goes; at the foot the languages, the privacy notice and the call for help, all within reach (EN 301 549, 8.3).
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/pictures.h"
#include "kiosk/screens/press_button.h"
#include "kiosk/screens/text_block.h"

#include <vector>

namespace einlass::screens {

class HeadBar : public Pane {
 public:
  HeadBar(wxWindow* parent, const Theme& theme);
  void set_model(const flow::ScreenModel& model);
  int height(double scale) const;
  void arrange(double scale);

 private:
  const Theme& theme_;
  TextBlock* event_;
  TextBlock* door_;
};

class NoticeBar : public Pane {
 public:
  NoticeBar(wxWindow* parent, const Theme& theme);
  void set_model(const flow::ScreenModel& model);
  int height(double scale) const;  // 0 without notices
  void arrange(double scale);

 private:
  void paint();

  const Theme& theme_;
  std::vector<TextBlock*> lines_;
  std::vector<flow::Notice> notices_;
  double scale_ = 1;
};

// Always takes its place, so that nothing jumps when a hint or the warning appears.
class HintBar : public Pane {
 public:
  HintBar(wxWindow* parent, const Theme& theme, const OnPress& on_press);
  void set_model(const flow::ScreenModel& model);
  int height(double scale) const;
  void arrange(double scale);

 private:
  void paint();

  const Theme& theme_;
  TextBlock* text_;
  PressButton* more_time_;
  bool warns_ = false;
  double scale_ = 1;
};

class FootBar : public Pane {
 public:
  FootBar(wxWindow* parent, const Theme& theme, const OnPress& on_press, QrSource qr);
  void set_model(const flow::ScreenModel& model);
  int height(double scale, int width) const;
  void arrange(double scale);

 private:
  bool two_rows(double scale, int width) const;
  void place_privacy(const wxRect& room, double scale);

  const Theme& theme_;
  OnPress on_press_;
  std::vector<PressButton*> languages_;
  PressButton* help_;
  QrView* qr_;
  TextBlock* privacy_;
  TextBlock* privacy_url_;
};

}  // namespace einlass::screens
