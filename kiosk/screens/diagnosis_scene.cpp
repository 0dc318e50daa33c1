#include "kiosk/screens/diagnosis_scene.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace einlass::screens {

namespace {

int pixels(double theme_pixels, double scale) {
  return static_cast<int>(std::lround(theme_pixels * scale));
}

}  // namespace

DiagnosisScene::DiagnosisScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, Camera camera)
    : Pane(parent),
      theme_(theme),
      picture_(new CameraPicture(this, theme, std::move(camera.pictures), camera.mirrored)),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      done_(new PressButton(this, theme, on_press)) {
  headline_->SetForegroundColour(wx_colour(theme.colours.accent));
}

void DiagnosisScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  body_->set_text(model.body);
  while (lines_.size() < model.lines.size()) {
    lines_.push_back({new TextBlock(this, theme_, FontWeight::Regular, TextAlign::Left),
                      new TextBlock(this, theme_, FontWeight::Bold, TextAlign::Left)});
  }
  shown_ = model.lines.size();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto& [label, text] = lines_[i];
    label->Show(i < shown_);
    text->Show(i < shown_);
    if (i >= shown_) continue;
    label->set_text(model.lines[i].label);
    label->SetForegroundColour(wx_colour(theme_.colours.ink_soft));
    text->set_text(model.lines[i].text);
    text->SetForegroundColour(wx_colour(model.lines[i].attention ? theme_.colours.attention : theme_.colours.ink));
  }
  const bool has_button = !model.buttons.empty();
  done_->set_button(has_button ? std::optional(model.buttons.front()) : std::nullopt, ControlLook::Primary);
}

void DiagnosisScene::clear() {
  done_->set_button(std::nullopt, ControlLook::Primary);
  done_->SetName("");
}

void DiagnosisScene::arrange(double scale) {
  const wxSize size = GetClientSize();
  const int margin = pixels(theme_.sizes.margin, scale);
  const int gap = pixels(theme_.sizes.gap, scale);
  const bool beside = size.x > size.y;
  wxRect picture(margin, 0, beside ? size.x * 44 / 100 : size.x - 2 * margin,
                 beside ? size.y - gap : size.y * 38 / 100);
  if (beside) picture.height = std::min(picture.height, picture.width);
  picture_->SetSize(picture);
  const int left = beside ? picture.GetRight() + pixels(40, scale) : margin;
  const int top = beside ? 0 : picture.GetBottom() + gap;
  const int button = pixels(theme_.sizes.control, scale);
  wxRect room(left, top, size.x - left - margin, size.y - top - button - gap);

  const wxSize headline = headline_->fit({.width = room.width,
                                          .height = room.height / 4,
                                          .size = pixels(theme_.sizes.headline * 0.7, scale),
                                          .smallest = pixels(22, scale)});
  headline_->put({room.x, room.y, room.width, headline.y});
  const wxSize body = body_->fit({.width = room.width,
                                  .height = room.height / 4,
                                  .size = pixels(theme_.sizes.small, scale),
                                  .smallest = pixels(14, scale)});
  body_->put({room.x, room.y + headline.y + gap / 2, room.width, body.y});
  const int used = headline.y + gap / 2 + body.y + gap;
  room.y += used;
  room.height -= used;
  double shrink = 1;
  while (place_lines(room, scale, shrink, false) > room.height && shrink > 0.5) shrink *= 0.94;
  place_lines(room, scale, shrink, true);
  const int width =
      std::max(pixels(240, scale), done_->fit(pixels(theme_.sizes.button, scale), room.width) + pixels(32, scale));
  done_->SetSize(room.x, size.y - button - gap / 2, width, button);
}

// Label and value side by side; returns the height of all.
int DiagnosisScene::place_lines(wxRect room, double scale, double shrink, bool really) {
  const int top = room.y;
  const int type = std::max(pixels(theme_.sizes.body * 0.9, scale * shrink), pixels(15, scale));
  const int label_width = room.width * 36 / 100;
  const int text_left = room.x + label_width + pixels(16, scale);
  const int text_width = room.GetRight() + 1 - text_left;
  for (std::size_t i = 0; i < shown_; ++i) {
    const auto fit = [&](TextBlock& block, int width) {
      return block.fit(
          {.width = width, .height = room.height, .size = type, .smallest = std::min(type, pixels(15, scale))});
    };
    const int height = std::max(fit(*lines_[i].label, label_width).y, fit(*lines_[i].text, text_width).y);
    if (really) {
      lines_[i].label->put({room.x, room.y, label_width, height});
      lines_[i].text->put({text_left, room.y, text_width, height});
    }
    room.y += height + pixels(10, scale * shrink);
  }
  return room.y - top;
}

}  // namespace einlass::screens
