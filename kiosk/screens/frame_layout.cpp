// Where the parts of the window lie.
#include "kiosk/screens/bars.h"
#include "kiosk/screens/diagnosis_scene.h"
#include "kiosk/screens/each_window.h"
#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/kiosk_frame.h"
#include "kiosk/screens/typing_scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

// Whether all that stands on the screen has its place at the size of type that was asked for, and no word of a button
// is broken.
bool all_text_fits(wxWindow& window) {
  bool fits = true;
  each_window(window, [&fits](wxWindow& child) {
    if (!child.IsShownOnScreen()) return;
    if (const auto* text = dynamic_cast<TextBlock*>(&child)) fits = fits && text->fits();
    if (const auto* button = dynamic_cast<PressButton*>(&child)) fits = fits && button->fits() && button->is_whole();
  });
  return fits;
}

}  // namespace

// Spacing gives way first, then large type, step by step, and only where there is no room for it at all.
void KioskFrame::arrange() {
  const wxSize size = ground_->GetClientSize();
  if (size.x < 200 || size.y < 200 || shown_ == nullptr) return;
  arranged_ = size;
  Measure measure = measure_of(size.x, size.y, display_, theme_.least_degrees);
  measure.low = low_;
  const View view{look_, low_, keys_are_hidden(), size};
  if (std::exchange(view_, view) != view) kept_.reset();
  if (kept_) measure.least_type = std::min(measure.least_type, kept_->least_type);
  if (measure.scale != styled_) install_style(theme_, measure.scale);
  styled_ = measure.scale;
  arrange_with(measure, false);
  const auto fits = [this] { return shown_->fits() && all_text_fits(*this); };
  if (fits()) return keep_arrangement(measure);
  const bool tight = shown_ == message_ || shown_ == attract_;
  if (tight) arrange_with(measure, true);
  const int smallest = measure.px(theme_.sizes.small);
  while (measure.least_type > smallest && !fits()) {
    measure.least_type = measure.least_type * 88 / 100;
    if (measure.least_type <= smallest) measure.least_type = 0;
    arrange_with(measure, tight);
  }
  keep_arrangement(measure);
}

// Or keys would move under a finger. What gives way to a warning comes back with it.
void KioskFrame::keep_arrangement(const Measure& measure) {
  const auto* keyboard = shown_->keyboard();
  if (keyboard == nullptr || !keyboard->has_keyboard() || hint_->warns()) return;
  kept_ = {.least_type = measure.least_type,
           .without_head = !head_->IsShown(),
           .without_tools = !tools_->IsShown(),
           .without_foot = !foot_->IsShown()};
}

// Bars around the middle, from above to below. The warning lies over the head, where nothing is typed; in the low
// layout within reach, above the foot.
void KioskFrame::arrange_with(const Measure& measure, bool tight) {
  const int rehearsal = rehearsal_->height(measure, arranged_.x);
  const wxSize size(arranged_.x, arranged_.y - rehearsal);
  const bool dense = tight || low_ || shown_->keyboard() != nullptr || shown_ == sheet_ || shown_ == diagnosis_;
  const bool warns_above = hint_->warns() && !low_;
  const int hint_height = hint_->height(measure, size.x);
  int head = std::max(head_->height(measure, dense), warns_above ? hint_height : 0);
  int hint = warns_above ? 0 : hint_height;
  int tools = kept_ && kept_->without_tools ? 0 : tools_->height(measure, size.x);
  if (shown_ == message_ && tools == 0) {  // so that nothing jumps when a guest is warned
    if (low_) hint = std::max(hint, hint_->least_warning(measure));
    if (!low_ && !tight) head = std::max(head, hint_->least_warning(measure));
  }
  const int notices = notices_->height(measure, size.x);
  int foot = kept_ && kept_->without_foot ? 0 : foot_->height(measure, size.x, dense);
  // On a display that is small for fingers, what is typed and pressed now goes before what stands around it.
  const int width = size.x - 2 * measure.px(theme_.sizes.margin);
  const int least = shown_->least_height(measure, width);
  const auto make_room = [&](int& bar, int wanted) {
    if (size.y - head - notices - tools - foot - hint < wanted) bar = 0;
  };
  // For staff, where and as whom they work is the last to go; what they go to is reached from other pages, too.
  if (tools > 0) make_room(foot, least);
  make_room(tools, shown_->bare_height(measure, width));
  if (!warns_above && !head_->warns() && kept_ && kept_->without_head) head = 0;
  if (!warns_above && !head_->warns()) make_room(head, tools > 0 ? shown_->bare_height(measure, width) : least);
  make_room(foot, least);
  const int middle = std::max(0, size.y - head - notices - tools - foot - hint);
  const auto put = [&](wxWindow* bar, int top, int height) {
    bar->SetSize(0, rehearsal + top, size.x, height);
    bar->Show(height > 0);
  };
  const int above = low_ ? notices : 0;  // notices are not touched
  put(rehearsal_, -rehearsal, rehearsal);
  put(head_, 0, head);
  head_->Show(head > 0 && !warns_above);
  put(shown_, head + above, middle);
  put(notices_, low_ ? head : head + middle, notices);
  put(tools_, head + middle + notices, tools);
  put(hint_, warns_above ? 0 : head + middle + notices + tools, warns_above ? head : hint);
  put(foot_, size.y - foot, foot);
  if (rehearsal > 0) rehearsal_->arrange(measure);
  if (head_->IsShown()) head_->arrange(measure);
  shown_->arrange(measure);
  notices_->arrange(measure);
  tools_->arrange(measure);
  hint_->arrange(measure);
  foot_->arrange(measure);
}

}  // namespace einlass::screens
