#include "kiosk/screens/scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

AttractScene::AttractScene(wxWindow* parent, const Theme& theme, PictureSource pictures, bool mirrored)
    : Scene(parent),
      theme_(theme),
      picture_(new CameraPicture(this, theme, std::move(pictures), mirrored)),
      headline_(new TextBlock(this, theme, FontWeight::Bold)),
      body_(new TextBlock(this, theme, FontWeight::Regular)) {
  headline_->set_ink(&Colours::accent);
}

void AttractScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  body_->set_text(model.body);
}

void AttractScene::arrange(const Measure& measure) {
  const wxSize size = GetClientSize();
  const bool beside = size.x > size.y;
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
  const int picture_height = size.y - measure.px(18);
  const int picture_width = std::min(size.x * 56 / 100, picture_height * 4 / 3);
  picture_->SetSize(margin, 0, picture_width, picture_height);

  const int left = margin + picture_width + measure.px(48);
  const int width = size.x - left - margin;
  const wxSize headline = headline_->fit({.width = width,
                                          .height = size.y * 6 / 10,
                                          .size = measure.type(theme_.sizes.headline),
                                          .smallest = measure.smallest(24)});
  const wxSize body = body_->fit({.width = width,
                                  .height = size.y * 3 / 10,
                                  .size = measure.type(theme_.sizes.body),
                                  .smallest = measure.smallest(18)});
  const int gap = measure.px(theme_.sizes.gap);
  const int top = (size.y - headline.y - gap - body.y) / 2;
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
  const int words = headline.y + gap + body.y;
  const int picture = std::max(0, std::min(width, size.y - words - 4 * gap));
  const int top = std::max(0, (size.y - picture - 3 * gap - words) / 2);
  picture_->SetSize(margin, top, width, picture);
  headline_->put({margin, top + picture + 2 * gap, width, headline.y});
  body_->put({margin, top + picture + 3 * gap + headline.y, width, body.y});
}

}  // namespace einlass::screens
