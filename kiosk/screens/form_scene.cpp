#include "kiosk/screens/scenes.h"

#include <algorithm>

namespace einlass::screens {

namespace {

constexpr double field_gap = 14;
constexpr double side_buttons = 250;  // beside the fields on a wide screen

}  // namespace

FormScene::FormScene(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Scene(parent),
      theme_(theme),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      fields_(this, theme, on_press),
      keyboard_(new KeyboardView(this, theme, on_press)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {}

void FormScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  headline_->set_ink(model.tone == flow::Tone::Attention ? &Colours::attention : &Colours::accent);
  body_->set_text(model.body);
  fields_.set_fields(model.fields);
  keyboard_->Show(model.keyboard.has_value());
  if (model.keyboard) keyboard_->set_keyboard(*model.keyboard);
  beside_pad_ = model.keyboard && model.keyboard->number_pad;
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

void FormScene::arrange(const Measure& measure) {
  measure_ = measure;
  fits_ = true;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int width = size.x - 2 * margin;
  headline_->Show(!headline_->is_empty());
  body_->Show(!body_->is_empty());
  if (beside_pad_ && !measure.upright) return arrange_beside_pad({margin, 0, width, size.y}, measure);
  const int keys_width = measure.upright ? size.x - 2 * measure.px(10) : width;
  int keys = 0;
  if (keyboard_->IsShown()) {
    const int least = keyboard_->least_height(measure);
    const int wanted = size.y - least_above(measure, width);
    keys = std::max(least, std::min(keyboard_->best_height(measure), wanted));
    keyboard_->SetSize((size.x - keys_width) / 2, size.y - keys, keys_width, keys);
    keyboard_->arrange(measure);
  }
  const int gap = keys > 0 ? measure.px(12) : 0;
  arrange_above_keys({margin, 0, width, size.y - keys - gap}, measure);
}

// One line each of headline and body.
int FormScene::words_least(const Measure& measure) const {
  const int headline = headline_->is_empty() ? 0 : std::max(measure.px(34), measure.least_type * 3 / 2);
  return headline + (body_->is_empty() ? 0 : std::max(measure.px(28), measure.least_type * 3 / 2));
}

int FormScene::least_height(const Measure& measure, int width) {
  const bool pad = beside_pad_ && !measure.upright;
  const int keys = keyboard_->IsShown() ? keyboard_->least_height(measure) : 0;
  const int field =
      fields_.least_height(measure, measure.upright ? width : (width - measure.px(1.1 * side_buttons)) / 2);
  const int buttons = buttons_.shown().empty() ? 0 : measure.target + measure.px(10);
  const int words = words_least(measure);
  if (pad) return std::max(keys + measure.px(16), field + buttons + words);
  return keys + field + words + measure.px(20) + (measure.upright ? buttons : 0);
}

// What words, fields and buttons like to have above the keys.
int FormScene::least_above(const Measure& measure, int width) {
  const auto fields = fields_.fit({measure.upright ? width : width - measure.px(side_buttons), GetClientSize().y},
                                  measure, {.least_columns = 1, .most_columns = measure.upright ? 1 : 2});
  const int buttons = measure.upright && !buttons_.shown().empty() ? measure.control(theme_.sizes.control) : 0;
  return fields.y + buttons + measure.px(150);
}

// Fields at the lower edge, near the keys; buttons beside them, or below on an upright screen.
void FormScene::arrange_above_keys(const wxRect& room, const Measure& measure) {
  const bool beside = !measure.upright && !buttons_.shown().empty();
  const int gap = measure.px(field_gap);
  const bool many = buttons_.shown().size() > 2;
  const int side = beside ? std::max({measure.px(many ? 1.5 * side_buttons : side_buttons),
                                      2 * measure.target + measure.px(10), measure.least_type * 7})
                          : 0;
  const int words = words_least(measure) + gap;
  int bottom = room.height;
  if (!beside && !buttons_.shown().empty()) {
    const int columns = static_cast<int>(buttons_.shown().size());
    const wxSize size = buttons_.grid().fit({room.width, room.height / 3}, measure,
                                            {.least_columns = std::min(columns, 3), .most_columns = 3});
    buttons_.grid().put({room.x, bottom - size.y}, measure);
    bottom -= size.y + gap;
  }
  const int columns = measure.upright ? 1 : 2;
  const int fields_width = room.width - (beside ? side + gap : 0);
  const GridShape shape{
      .least_columns = 1, .most_columns = columns, .narrowest = 240, .gap = field_gap, .pager = false};
  const wxSize fields = fields_.fit({fields_width, bottom - words}, measure, shape);
  fits_ = fields_.fits();
  const int top = bottom - fields.y;
  fields_.put({room.x, top}, measure);
  int words_bottom = top - gap;
  if (beside) {
    const wxSize size = buttons_.grid().fit({side, bottom}, measure, {.most_columns = 3, .gap = 10});
    const int buttons_top = std::max(0, bottom - size.y - fields_.place_for_trouble(measure));
    buttons_.grid().put({room.x + room.width - side, buttons_top}, measure);
  }
  place_words({room.x, 0, fields_width, std::max(0, words_bottom)}, measure);
}

void FormScene::arrange_beside_pad(const wxRect& room, const Measure& measure) {
  const int half = room.width * 46 / 100;
  const int pad_width = std::min(half, measure.px(440));
  const int pad =
      std::clamp(room.height - measure.px(16), keyboard_->least_height(measure), keyboard_->best_height(measure));
  const int pad_top = measure.low ? room.height - pad : (room.height - pad) / 2;
  keyboard_->SetSize(room.x + room.width - (half + pad_width) / 2, std::max(0, pad_top), pad_width, pad);
  keyboard_->arrange(measure);
  arrange_above_keys_beside({room.x, std::max(0, pad_top), room.width - half - measure.px(40), pad}, measure);
}

// Words above the fields, buttons at the lower edge: beside the pad, from its top to its foot.
void FormScene::arrange_above_keys_beside(const wxRect& room, const Measure& measure) {
  const int gap = measure.px(field_gap);
  int bottom = room.y + room.height;
  if (!buttons_.shown().empty()) {
    const int count = static_cast<int>(buttons_.shown().size());
    const wxSize size = buttons_.grid().fit({room.width, room.height / 2}, measure,
                                            {.least_columns = std::min(count, 2), .most_columns = 2, .narrowest = 180});
    buttons_.grid().put({room.x, bottom - size.y}, measure);
    bottom -= size.y + gap;
  }
  const wxSize fields = fields_.fit({room.width, room.height * 2 / 3}, measure, {.gap = field_gap, .pager = false});
  fits_ = fields_.fits();
  fields_.put({room.x, bottom - fields.y}, measure);
  place_words({room.x, 0, room.width, std::max(0, bottom - fields.y - gap)}, measure);
}

// Headline and body at the room's lower edge, in the middle of what is free above.
void FormScene::place_words(const wxRect& room, const Measure& measure) {
  const int body_type = measure.type(theme_.sizes.body - 4);
  const bool with_body = !body_->is_empty();
  const wxSize headline = headline_->fit({.width = room.width,
                                          .height = with_body ? room.height * 55 / 100 : room.height,
                                          .size = measure.type(theme_.sizes.headline - 14),
                                          .smallest = measure.smallest(22)});
  const wxSize body = body_->fit({.width = room.width,
                                  .height = std::max(0, room.height - headline.y),
                                  .size = body_type,
                                  .smallest = measure.smallest(15)});
  fits_ = fits_ && headline.y + body.y <= room.height;
  // On a display that is small for fingers, what is filled in goes before what is said about it.
  headline_->Show(!headline_->is_empty() && headline.y <= room.height);
  body_->Show(with_body && headline.y + body.y <= room.height);
  const int said = headline.y + (body_->IsShown() ? body.y : 0);
  const int top = room.y + std::max(0, (room.height - said) / 2);
  headline_->put({room.x, top, room.width, headline.y});
  body_->put({room.x, top + headline.y, room.width, body.y});
}

}  // namespace einlass::screens
