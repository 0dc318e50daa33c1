// What stands around the middle of every screen: that it is a rehearsal, and the event, above; below it notices,
// staff's tools, a hint or the warning before the screen goes; at the foot the languages, the looks, the privacy notice
// and the call for help, all within reach (EN 301 549, 8.3).
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/grid.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/pictures.h"
#include "kiosk/screens/press_button.h"
#include "kiosk/screens/small_icon.h"
#include "kiosk/screens/text_block.h"

#include <vector>

namespace einlass::screens {

// That nothing done here counts, above all else: no other bar gives way less.
class RehearsalBar : public Pane {
 public:
  RehearsalBar(wxWindow* parent, const Theme& theme);
  void set_model(const flow::ScreenModel& model);
  int height(const Measure& measure, int width);  // 0 where it is no rehearsal
  void arrange(const Measure& measure);

 private:
  const Theme& theme_;
  TextBlock* text_;
};

// Event and door; for staff in two lines, with the time, who is signed in, and what does not fit.
class HeadBar : public Pane {
 public:
  HeadBar(wxWindow* parent, const Theme& theme);
  void set_model(const flow::ScreenModel& model);
  bool warns() const { return !mismatch_->is_empty(); }
  int height(const Measure& measure, bool dense) const;
  void arrange(const Measure& measure);

 private:
  void arrange_mismatch(const wxRect& place, const Measure& measure);
  void paint();

  const Theme& theme_;
  TextBlock* event_;
  TextBlock* door_;
  TextBlock* today_;
  TextBlock* signed_in_;
  TextBlock* mismatch_;
  SmallIcon* icon_;
  bool staff_ = false;
  wxRect card_;
  Measure measure_;
};

class NoticeBar : public Pane {
 public:
  NoticeBar(wxWindow* parent, const Theme& theme);
  void set_model(const flow::ScreenModel& model);
  int height(const Measure& measure, int width);  // 0 without notices
  void arrange(const Measure& measure);

 private:
  void paint();

  const Theme& theme_;
  std::vector<TextBlock*> lines_;
  std::vector<flow::Notice> notices_;
  std::vector<int> heights_;
  Measure measure_;
};

// What staff have at hand, each with its count; those that need somebody stand out.
class ToolBar : public Pane {
 public:
  ToolBar(wxWindow* parent, const Theme& theme, const OnPress& on_press);
  void set_model(const flow::ScreenModel& model);
  int height(const Measure& measure, int width);  // 0 without tools
  void arrange(const Measure& measure);

 private:
  const Theme& theme_;
  OnPress on_press_;
  std::vector<PressButton*> tools_;
  std::size_t shown_ = 0;
};

class HintBar : public Pane {
 public:
  HintBar(wxWindow* parent, const Theme& theme, const OnPress& on_press);
  void set_model(const flow::ScreenModel& model);
  bool warns() const { return warns_; }
  bool is_empty() const { return text_->is_empty(); }
  int height(const Measure& measure, int width);
  int least_warning(const Measure& measure) const;  // height of a warning in one line
  void arrange(const Measure& measure);

 private:
  int fit(const Measure& measure, int width);
  void paint();

  const Theme& theme_;
  TextBlock* text_;
  PressButton* more_time_;
  bool warns_ = false;
  int button_width_ = 0;
  int words_width_ = 0;
  Measure measure_;
};

class FootBar : public Pane {
 public:
  FootBar(wxWindow* parent, const Theme& theme, const OnPress& on_press, QrSource qr);
  void set_model(const flow::ScreenModel& model);
  int height(const Measure& measure, int width, bool dense);  // 0 where it has nothing to show
  void arrange(const Measure& measure);

 private:
  struct Placed {
    PressButton* button;
    int width;
    int row;
  };
  std::vector<PressButton*> left_buttons() const;
  void lay_out(const Measure& measure, int width);
  int row_height(const Measure& measure) const;
  bool has_privacy_beside(const Measure& measure) const;
  void place_privacy(const wxRect& room, const Measure& measure);

  const Theme& theme_;
  OnPress on_press_;
  std::vector<PressButton*> languages_;
  std::vector<PressButton*> views_;
  PressButton* help_;
  QrView* qr_;
  TextBlock* privacy_;
  TextBlock* privacy_url_;
  std::vector<Placed> placed_;
  int rows_ = 1;
  int free_from_ = 0;  // in the last row, from the margin on
  int free_ = 0;       // width that the buttons leave there
  bool dense_ = false;
};

}  // namespace einlass::screens
