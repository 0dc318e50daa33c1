#include "kiosk/screens/diagnosis_scene.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

constexpr GridShape diagnosis_buttons_shape{.least_columns = 1, .most_columns = 1, .narrowest = 240, .gap = 16};

}  // namespace

DiagnosisScene::DiagnosisScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, PictureSource pictures,
                               bool mirrored)
    : Scene(parent),
      theme_(theme),
      picture_(new CameraPicture(this, theme, std::move(pictures), mirrored)),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {
  headline_->set_ink(&Colours::accent);
}

void DiagnosisScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  body_->set_text(model.body);
  while (lines_.size() < model.lines.size()) {
    lines_.push_back({new TextBlock(this, theme_, FontWeight::Regular, TextAlign::Left),
                      new TextBlock(this, theme_, FontWeight::Bold, TextAlign::Left)});
    lines_.back().label->set_ink(&Colours::ink_soft);
  }
  shown_ = model.lines.size();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto& [label, text] = lines_[i];
    label->Show(i < shown_);
    text->Show(i < shown_);
    if (i >= shown_) continue;
    label->set_text(model.lines[i].label);
    text->set_text(model.lines[i].text);
    text->set_ink(model.lines[i].attention ? &Colours::attention : &Colours::ink);
  }
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

void DiagnosisScene::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int gap = measure.px(theme_.sizes.gap);
  const bool beside = size.x > size.y;
  wxRect picture(margin, 0, beside ? size.x * 44 / 100 : size.x - 2 * margin,
                 beside ? size.y - gap : size.y * 38 / 100);
  if (beside) picture.height = std::min(picture.height, picture.width);
  picture_->SetSize(picture);
  const int left = beside ? picture.GetRight() + measure.px(40) : margin;
  const int top = beside ? 0 : picture.GetBottom() + gap;
  const int width = size.x - left - margin;
  const int buttons = buttons_.grid().fit({width, size.y / 3}, measure, diagnosis_buttons_shape).y;
  const int foot = size.y - gap / 2 - buttons;
  buttons_.grid().put({left, foot}, measure);

  wxRect room(left, top, width, foot - gap - top);
  const int used = place_words(room, measure);
  room.y += used;
  room.height -= used;
  double shrink = 1;
  while (place_lines(room, measure, shrink, false) > room.height && shrink > 0.3) shrink *= 0.94;
  body_->Show(!body_->is_empty());
  if (place_lines(room, measure, shrink, false) > room.height) {
    // The figures go before what explains them.
    room.y -= body_->GetSize().y;
    room.height += body_->GetSize().y;
    body_->Hide();
  }
  fits_ = place_lines(room, measure, shrink, true) <= room.height;
}

// Returns the height that they take, with the gap below.
int DiagnosisScene::place_words(const wxRect& room, const Measure& measure) {
  const int gap = measure.px(theme_.sizes.gap);
  const wxSize headline = headline_->fit({.width = room.width,
                                          .height = room.height / 4,
                                          .size = measure.px(theme_.sizes.headline * 0.7),
                                          .smallest = measure.px(18)});
  headline_->put({room.x, room.y, room.width, headline.y});
  const wxSize body = body_->fit({.width = room.width,
                                  .height = room.height / 4,
                                  .size = measure.px(theme_.sizes.small),
                                  .smallest = std::max(12, measure.px(14))});
  body_->put({room.x, room.y + headline.y + gap / 2, room.width, body.y});
  return headline.y + gap / 2 + body.y + gap;
}

// Label and value side by side; returns the height of all.
int DiagnosisScene::place_lines(wxRect room, const Measure& measure, double shrink, bool really) {
  const int top = room.y;
  // For whoever sets the kiosk up: figures beside each other come before large type.
  const int smallest = std::max(12, measure.px(12));
  const int type = std::max(measure.px(theme_.sizes.body * 0.9 * shrink), smallest);
  const int label_width = room.width * 36 / 100;
  const int text_left = room.x + label_width + measure.px(16);
  const int text_width = room.GetRight() + 1 - text_left;
  for (std::size_t i = 0; i < shown_; ++i) {
    const auto fit = [&](TextBlock& block, int width) {
      return block.fit({.width = width, .height = room.height, .size = type, .smallest = smallest});
    };
    const int height = std::max(fit(*lines_[i].label, label_width).y, fit(*lines_[i].text, text_width).y);
    if (really) {
      lines_[i].label->put({room.x, room.y, label_width, height});
      lines_[i].text->put({text_left, room.y, text_width, height});
    }
    room.y += height + measure.px(10 * shrink);
  }
  return room.y - top;
}

}  // namespace einlass::screens
