#include "kiosk/screens/bars.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

constexpr double privacy_row = 92;
constexpr double privacy_least = 300;  // narrower, it has a row of its own
constexpr double foot_button_gap = 10;

}  // namespace

FootBar::FootBar(wxWindow* parent, const Theme& theme, const OnPress& on_press, QrSource qr)
    : Pane(parent),
      theme_(theme),
      on_press_(on_press),
      help_(nullptr),
      qr_(new QrView(this, std::move(qr))),
      privacy_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      privacy_url_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)) {
  // Made in the order in which Tab reaches them.
  for (int i = 0; i < 2; ++i) languages_.push_back(new PressButton(this, theme, on_press));
  for (int i = 0; i < 3; ++i) views_.push_back(new PressButton(this, theme, on_press));
  help_ = new PressButton(this, theme, on_press);
  privacy_->set_ink(&Colours::ink_soft);
  privacy_url_->set_ink(&Colours::ink_soft);
}

void FootBar::set_model(const flow::ScreenModel& model) {
  while (languages_.size() < model.languages.size()) languages_.push_back(new PressButton(this, theme_, on_press_));
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    const bool offered = i < model.languages.size() && model.languages.size() > 1;
    const bool current = offered && model.languages[i].id == "language_" + model.language;
    languages_[i]->set_button(offered ? std::optional(model.languages[i]) : std::nullopt,
                              current ? ControlLook::Selected : ControlLook::Other);
  }
  for (std::size_t i = 0; i < views_.size(); ++i) {
    views_[i]->set_button(i < model.views.size() ? std::optional(model.views[i]) : std::nullopt, ControlLook::Other);
  }
  help_->set_button(model.help, ControlLook::Plain);
  privacy_->set_text(model.privacy);
  privacy_url_->set_text(model.privacy_url);
  qr_->set_text(model.privacy_url);
}

std::vector<PressButton*> FootBar::left_buttons() const {
  std::vector<PressButton*> all;
  for (PressButton* button : languages_) {
    if (button->IsShown()) all.push_back(button);
  }
  for (PressButton* button : views_) {
    if (button->IsShown()) all.push_back(button);
  }
  return all;
}

// From left to right in as many rows as it takes; the call for help stands last, at the right. What is free before it
// is the privacy notice's.
void FootBar::lay_out(const Measure& measure, int width) {
  placed_.clear();
  const int room = width - 2 * measure.px(theme_.sizes.margin);
  const int gap = measure.px(foot_button_gap);
  int left = 0;
  int row = 0;
  free_from_ = 0;
  auto all = left_buttons();
  if (help_->IsShown()) all.push_back(help_);
  for (PressButton* button : all) {
    const int control = measure.control(theme_.sizes.control);
    const wxSize needed = button->fit({.width = room / 2,
                                       .height = control,
                                       .size = measure.type(theme_.sizes.button - 2),
                                       .smallest = measure.smallest(15)});
    const int least = button->type_size() == 0 ? measure.px(84) : button == help_ ? measure.px(190) : measure.px(112);
    const int wide = std::max({needed.x, least, measure.target});
    if (left > 0 && left + wide > room) {
      left = 0;
      ++row;
    }
    placed_.push_back({.button = button, .width = wide, .row = row});
    left += wide + gap;
    if (button != help_) free_from_ = left;
    if (button == help_ && left == wide + gap) free_from_ = 0;
  }
  rows_ = row + 1;
  const int help = help_->IsShown() ? placed_.back().width + measure.px(24) : 0;
  free_ = room - free_from_ - help;
}

bool FootBar::has_privacy_beside(const Measure& measure) const {
  return !placed_.empty() && free_ >= measure.px(privacy_least);
}

int FootBar::row_height(const Measure& measure) const {
  return measure.control(theme_.sizes.control) + measure.px(dense_ ? 12 : 24);
}

int FootBar::height(const Measure& measure, int width, bool dense) {
  dense_ = dense;
  lay_out(measure, width);
  if (placed_.empty() && (privacy_->is_empty() || dense)) return 0;
  const int buttons = placed_.empty() ? 0 : rows_ * row_height(measure) + measure.px(dense ? 4 : 20);
  // Large type has no height to spare on a wide screen.
  const bool above = !has_privacy_beside(measure) && !dense && (measure.upright || measure.least_type == 0);
  return buttons + (privacy_->is_empty() || !above ? 0 : measure.px(privacy_row));
}

void FootBar::arrange(const Measure& measure) {
  const wxSize size = GetClientSize();
  lay_out(measure, size.x);
  const int margin = measure.px(theme_.sizes.margin);
  const int control = measure.control(theme_.sizes.control);
  const int first = size.y - rows_ * row_height(measure) - measure.px(dense_ ? 4 : 20);
  const int inset = measure.px(dense_ ? 6 : 20);
  int left = margin;
  int row = 0;
  for (const Placed& placed : placed_) {
    if (placed.row != row) left = margin;
    row = placed.row;
    const int top = first + row * row_height(measure) + inset;
    const int at = placed.button == help_ ? size.x - margin - placed.width : left;
    placed.button->put({at, top, placed.width, control});
    left += placed.width + measure.px(foot_button_gap);
  }
  const int last = size.y - row_height(measure) - measure.px(dense_ ? 4 : 20);
  if (has_privacy_beside(measure)) {
    const int from = margin + free_from_ + (free_from_ > 0 ? measure.px(14) : 0);
    const int width = free_ - (free_from_ > 0 ? measure.px(14) : 0);
    place_privacy({from, last, width, size.y - last}, measure);
  } else {
    place_privacy({margin, 0, size.x - 2 * margin, first}, measure);
  }
}

void FootBar::place_privacy(const wxRect& room, const Measure& measure) {
  const bool shown = room.height >= measure.px(48);
  qr_->Show(shown && qr_->has_code());
  privacy_->Show(shown && !privacy_->is_empty());
  privacy_url_->Show(shown && !privacy_url_->is_empty());
  if (!shown) return;
  const int code = std::min(measure.px(92), room.height - measure.px(8));
  int left = room.x;
  if (qr_->has_code()) {
    qr_->SetSize(left, room.y + (room.height - code) / 2, code, code);
    left += code + measure.px(16);
  }
  const int width = room.GetRight() - left;
  const int size = measure.px(theme_.sizes.small);
  const int smallest = measure.px(12);
  const wxSize text =
      privacy_->fit({.width = width, .height = room.height * 65 / 100, .size = size, .smallest = smallest});
  const wxSize url =
      privacy_url_->fit({.width = width, .height = room.height * 35 / 100, .size = size, .smallest = smallest});
  const int top = room.y + (room.height - text.y - url.y) / 2;
  privacy_->put({left, top, width, text.y});
  privacy_url_->put({left, top + text.y, width, url.y});
}

}  // namespace einlass::screens
