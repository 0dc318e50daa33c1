#include "kiosk/screens/scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

constexpr GridShape buttons_shape{.least_columns = 1, .most_columns = 2, .narrowest = 300, .gap = 16};

}  // namespace

AttractScene::AttractScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, PictureSource pictures,
                           bool mirrored)
    : Scene(parent),
      theme_(theme),
      picture_(new CameraPicture(this, theme, std::move(pictures), mirrored)),
      headline_(new TextBlock(this, theme, FontWeight::Bold)),
      body_(new TextBlock(this, theme, FontWeight::Regular)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {}

void AttractScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  headline_->set_ink(model.tone == flow::Tone::Attention ? &Colours::attention : &Colours::accent);
  body_->set_text(model.body);
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

void AttractScene::arrange(const Measure& measure) {
  measure_ = measure;
  const bool beside = !measure.upright;
  set_alignment(*headline_, beside ? TextAlign::Left : TextAlign::Centre);
  set_alignment(*body_, beside ? TextAlign::Left : TextAlign::Centre);
  if (beside) {
    arrange_beside(measure);
  } else {
    arrange_below(measure);
  }
}

void AttractScene::arrange_beside(const Measure& measure) {
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int picture_height = std::max(0, size.y - measure.px(18));
  const int picture_width = std::min(size.x * 56 / 100, picture_height * 4 / 3);
  picture_->SetSize(margin, 0, picture_width, picture_height);

  const int left = margin + picture_width + measure.px(48);
  const int width = size.x - left - margin;
  const int buttons = buttons_.shown().empty() ? 0 : buttons_.grid().fit({width, size.y / 3}, measure, buttons_shape).y;
  const int foot = size.y - measure.px(18) - buttons;
  buttons_.grid().put({left, foot}, measure);
  const wxSize headline = headline_->fit({.width = width,
                                          .height = foot * 6 / 10,
                                          .size = measure.type(theme_.sizes.headline),
                                          .smallest = measure.smallest(24)});
  const wxSize body = body_->fit({.width = width,
                                  .height = foot * 3 / 10,
                                  .size = measure.type(theme_.sizes.body),
                                  .smallest = measure.smallest(18)});
  const int gap = measure.px(theme_.sizes.gap);
  const int top = std::max(0, (foot - headline.y - gap - body.y) / 2);
  headline_->put({left, top, width, headline.y});
  body_->put({left, top + headline.y + gap, width, body.y});
}

void AttractScene::arrange_below(const Measure& measure) {
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int width = size.x - 2 * margin;
  const int gap = measure.px(theme_.sizes.gap);
  const wxSize headline = headline_->fit({.width = width,
                                          .height = size.y / 4,
                                          .size = measure.type(theme_.sizes.headline),
                                          .smallest = measure.smallest(24)});
  const wxSize body = body_->fit({.width = width,
                                  .height = size.y / 6,
                                  .size = measure.type(theme_.sizes.body),
                                  .smallest = measure.smallest(18)});
  const int buttons = buttons_.shown().empty() ? 0 : buttons_.grid().fit({width, size.y / 4}, measure, buttons_shape).y;
  const int words = headline.y + gap + body.y + (buttons > 0 ? 2 * gap + buttons : 0);
  const int picture = std::max(0, std::min(width, size.y - words - 4 * gap));
  const int top = std::max(0, (size.y - picture - 3 * gap - words) / 2);
  picture_->SetSize(margin, top, width, picture);
  headline_->put({margin, top + picture + 2 * gap, width, headline.y});
  body_->put({margin, top + picture + 3 * gap + headline.y, width, body.y});
  buttons_.grid().put({margin, top + picture + 5 * gap + headline.y + body.y}, measure);
}

}  // namespace einlass::screens
