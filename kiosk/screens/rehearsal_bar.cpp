#include "kiosk/screens/bars.h"

#include <algorithm>

namespace einlass::screens {

namespace {
constexpr double bar_height = 44;
constexpr double inset = 6;  // above and below the words
}  // namespace

RehearsalBar::RehearsalBar(wxWindow* parent, const Theme& theme)
    : Pane(parent), theme_(theme), text_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Centre)) {
  text_->set_ink(&Colours::attention_ink);
}

void RehearsalBar::set_model(const flow::ScreenModel& model) {
  text_->set_text(model.rehearsal);
  SetBackgroundColour(wx_colour(theme_.colours.attention_disc));
}

int RehearsalBar::height(const Measure& measure, int width) {
  if (text_->is_empty()) return 0;
  const wxSize words = text_->fit({.width = width - 2 * measure.px(theme_.sizes.margin),
                                   .height = std::max(measure.px(2 * bar_height), 3 * measure.least_type),
                                   .size = measure.type(theme_.sizes.title),
                                   .smallest = measure.smallest(14)});
  return std::max(measure.px(bar_height), words.y + 2 * measure.px(inset));
}

void RehearsalBar::arrange(const Measure& measure) {
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  text_->put({margin, 0, size.x - 2 * margin, size.y});
  Refresh();
}

}  // namespace einlass::screens
