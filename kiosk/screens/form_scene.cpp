#include "kiosk/screens/typing_scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

constexpr double field_gap = 14;
constexpr double side_buttons = 230;    // beside the fields on a wide screen
constexpr double words_above = 150;     // what headline and body like to have
constexpr double tightest_words = 0.6;  // of their sizes; smaller, the body waits until the keys are hidden

// Large type: one field after the other, rather than two that are too narrow for what is typed.
int field_columns(const Measure& measure) {
  return measure.upright || measure.least_type > 0 ? 1 : 2;
}

}  // namespace

TypingScene::TypingScene(wxWindow* parent, const Theme& theme, const OnPress& on_press,
                         std::function<void()> keys_turned)
    : Scene(parent),
      theme_(theme),
      fields_(this, theme, on_press),
      keyboard_(new KeyboardView(this, theme, on_press, std::move(keys_turned))) {}

void TypingScene::begin() {
  keyboard_->hide_keys(false);
  fields_.forget_trouble();
}

int TypingScene::keys_width(const Measure& measure) const {
  return GetParent()->GetClientSize().x - 2 * measure.px(measure.upright ? 10 : theme_.sizes.margin);
}

FormScene::FormScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> keys_turned)
    : TypingScene(parent, theme, on_press, std::move(keys_turned)),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {}

void FormScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  headline_->set_ink(model.tone == flow::Tone::Attention ? &Colours::attention : &Colours::accent);
  body_->set_text(model.body);
  fields_.set_fields(model.fields);
  keyboard_->set_keyboard(model.keyboard);
  beside_pad_ = model.keyboard && model.keyboard->number_pad;
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

void FormScene::arrange(const Measure& measure) {
  measure_ = measure;
  fits_ = true;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int width = size.x - 2 * margin;
  const int top = GetPosition().y == 0 ? measure.px(10) : 0;  // nothing stands above
  if (beside_pad_ && !measure.upright) return arrange_beside_pad({margin, top, width, size.y - top}, measure);
  const int edge = measure.px(keys_edge);
  const int keys = keys_height(measure, width);
  if (keys > 0) {
    keyboard_->SetSize((size.x - keys_width(measure)) / 2, size.y - keys - edge, keys_width(measure), keys);
    keyboard_->arrange(measure);
  }
  const int gap = keys > 0 ? measure.px(12) + edge : 0;
  arrange_above_keys({margin, top, width, size.y - top - keys - gap}, measure);
}

// Comfortable keys, as far as what stands above has its room, and in the low layout lies in reach.
int FormScene::keys_height(const Measure& measure, int width) {
  if (!keyboard_->has_keyboard()) return 0;
  const int height = GetClientSize().y;
  const int least = keyboard_->least_height(measure, keys_width(measure));
  if (keyboard_->are_keys_hidden()) return least;
  const int touched = least_above(measure, width);
  int room = height - touched - measure.px(words_above);
  if (measure.low) room = std::min(room, height - reach_top() - touched - measure.px(18 + keys_edge));
  return std::max(least, std::min(keyboard_->best_height(measure, keys_width(measure)), room));
}

// Headline and body as tight as they may be.
int FormScene::words_least(const Measure& measure, int width) {
  fit_words({width, GetParent()->GetClientSize().y}, measure, tightest_words, true);
  return headline_->extent().y + body_->extent().y;
}

int FormScene::least_height(const Measure& measure, int width) {
  const bool pad = beside_pad_ && !measure.upright;
  const int keys = keyboard_->has_keyboard() ? keyboard_->least_height(measure, keys_width(measure)) : 0;
  const int beside = measure.upright ? width : width - side_width(measure, width) - measure.px(field_gap);
  const int field = fields_.least_height(measure, beside / field_columns(measure));
  const int buttons = buttons_.shown().empty() ? 0 : measure.target + measure.px(10);
  const int words = words_least(measure, beside);
  if (pad) return std::max(keys + measure.px(16), field + buttons + words);
  return keys + field + words + measure.px(36 + keys_edge) + (measure.upright ? buttons : 0);
}

// What is touched above the keys: fields, and buttons below them on an upright screen.
int FormScene::least_above(const Measure& measure, int width) {
  const int side = measure.upright ? 0 : side_width(measure, width) + measure.px(field_gap);
  const auto fields = fields_.fit({width - side, GetClientSize().y}, measure,
                                  {.least_columns = 1, .most_columns = field_columns(measure), .gap = field_gap});
  const bool below = measure.upright && !buttons_.shown().empty();
  return fields.y + (below ? measure.control(theme_.sizes.control) + measure.px(field_gap) : 0);
}

// Wide enough for what is written on the buttons in one line, within reason.
int FormScene::side_width(const Measure& measure, int width) const {
  if (buttons_.shown().empty()) return 0;
  const bool many = buttons_.shown().size() > 2;
  int natural = measure.px(many ? 1.5 * side_buttons : side_buttons);
  for (ButtonCell* cell : buttons_.shown()) natural = std::max(natural, cell->natural_width(measure, width / 2));
  return std::max(std::min(natural, width * 32 / 100), 2 * measure.target + measure.px(10));
}

// Fields at the lower edge, near the keys; buttons beside them, or below on an upright screen.
void FormScene::arrange_above_keys(const wxRect& room, const Measure& measure) {
  const bool beside = !measure.upright && !buttons_.shown().empty();
  const int gap = measure.px(field_gap);
  const int side = beside ? side_width(measure, room.width) : 0;
  int bottom = room.y + room.height;
  if (!beside && !buttons_.shown().empty()) {
    const int columns = static_cast<int>(buttons_.shown().size());
    const wxSize size = buttons_.grid().fit({room.width, room.height / 3}, measure,
                                            {.least_columns = std::min(columns, 3), .most_columns = 3});
    buttons_.grid().put({room.x, bottom - size.y}, measure);
    bottom -= size.y + gap;
  }
  const int fields_width = room.width - (beside ? side + gap : 0);
  const int words = words_least(measure, fields_width) + gap;
  const GridShape shape{
      .least_columns = 1, .most_columns = field_columns(measure), .narrowest = 240, .gap = field_gap, .pager = false};
  const int one_field = std::min(fields_.least_height(measure, fields_width / field_columns(measure)), bottom - room.y);
  int fields_room = std::max(bottom - room.y - words, one_field);
  const int in_reach = bottom - reach_top();
  if (measure.low && in_reach >= one_field) fields_room = std::min(fields_room, in_reach);
  const wxSize fields = fields_.fit({fields_width, fields_room}, measure, shape);
  fits_ = fields_.fits();
  const int top = bottom - fields.y;
  fields_.put({room.x, top}, measure);
  if (beside) {
    const wxSize size = buttons_.grid().fit({side, bottom - room.y}, measure, {.most_columns = 2, .gap = 10});
    const int buttons_top = std::max(room.y, bottom - size.y - fields_.place_for_trouble(measure));
    buttons_.grid().put({room.x + room.width - side, buttons_top}, measure);
  }
  place_words({room.x, room.y, fields_width, std::max(0, top - gap - room.y)}, measure);
}

void FormScene::arrange_beside_pad(const wxRect& room, const Measure& measure) {
  const int half = room.width * 46 / 100;
  const int pad_width = std::min(half, measure.px(440));
  const int pad = std::clamp(room.height - measure.px(28), keyboard_->least_height(measure, pad_width),
                             keyboard_->best_height(measure, pad_width));
  const int spare = std::max(0, room.height - pad);
  const int pad_top = room.y + (measure.low ? std::max(0, spare - measure.px(14)) : spare / 2);
  keyboard_->SetSize(room.x + room.width - (half + pad_width) / 2, pad_top, pad_width, pad);
  keyboard_->arrange(measure);
  arrange_above_keys_beside({room.x, pad_top, room.width - half - measure.px(40), pad}, measure);
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
  place_words({room.x, room.y, room.width, std::max(0, bottom - fields.y - gap - room.y)}, measure);
}

// Whether headline and body have this room at `shrink` times their sizes, but never below what must be read.
bool FormScene::fit_words(const wxSize& room, const Measure& measure, double shrink, bool with_body) {
  const auto fit = [&](TextBlock& text, double size, int smallest) {
    const int type = std::max(measure.type(size * shrink), measure.smallest(smallest));
    return text.fit({.width = room.x, .height = room.y, .size = type, .smallest = type}).y;
  };
  const int headline = fit(*headline_, theme_.sizes.headline - 14, 22);
  const int body = with_body ? fit(*body_, theme_.sizes.body - 4, 18) : 0;
  return headline_->fits() && (!with_body || body_->fits()) && headline + body <= room.y;
}

// Headline and body, in the middle of what is free above the fields. On a display that is small for fingers, what is
// filled in goes before what is said about it.
void FormScene::place_words(const wxRect& room, const Measure& measure) {
  bool with_body = !body_->is_empty();
  double shrink = 1;
  while (!fit_words(room.GetSize(), measure, shrink, with_body)) {
    if (shrink > tightest_words) {
      shrink *= 0.93;
    } else if (with_body) {
      with_body = false;
      shrink = 1;
    } else {
      break;
    }
  }
  const bool fits = fit_words(room.GetSize(), measure, shrink, with_body);
  const int headline = headline_->extent().y;
  const int body = with_body ? body_->extent().y : 0;
  const bool all = fits && with_body == !body_->is_empty();
  fits_ = fits_ && (all || (keyboard_->can_hide() && !keyboard_->are_keys_hidden()));
  headline_->Show(!headline_->is_empty() && fits);
  body_->Show(with_body && fits);
  const int top = room.y + std::max(0, (room.height - headline - body) / 2);
  headline_->put({room.x, top, room.width, headline});
  body_->put({room.x, top + headline, room.width, body});
}

}  // namespace einlass::screens
