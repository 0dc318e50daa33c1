#include "kiosk/screens/scenes.h"

#include <algorithm>

namespace einlass::screens {

namespace {

constexpr double gap_between = 12;

}  // namespace

ListScene::ListScene(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Scene(parent),
      theme_(theme),
      on_press_(on_press),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      fields_(this, theme, on_press),
      keyboard_(new KeyboardView(this, theme, on_press)),
      rows_grid_(this, theme, [this] { arrange(measure_); }),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {
  headline_->set_ink(&Colours::accent);
}

void ListScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  body_->set_text(model.body);
  fields_.set_fields(model.fields);
  keyboard_->Show(model.keyboard.has_value());
  if (model.keyboard) keyboard_->set_keyboard(*model.keyboard);
  while (rows_.size() < model.rows.size()) rows_.push_back(new RowCell(this, theme_, on_press_));
  std::vector<GridCell*> shown;
  for (std::size_t i = 0; i < model.rows.size(); ++i) {
    rows_[i]->set_row(model.rows[i]);
    shown.push_back(rows_[i]);
  }
  rows_grid_.set_cells(std::move(shown));
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

int ListScene::least_height(const Measure& measure, int width) {
  const int keys = keyboard_->IsShown() ? keyboard_->least_height(measure) : 0;
  const int top = fields_.is_empty() ? measure.target : fields_.least_height(measure, width / 2);
  const int headline = measure.upright && !fields_.is_empty() ? measure.px(44) : 0;
  const int body = body_->is_empty() ? 0 : measure.px(50);
  const int columns = measure.upright ? 1 : 2;
  const int row = rows_grid_.tallest(measure, (width - measure.px(100)) / columns - measure.target / columns);
  return keys + top + headline + body + row + measure.px(30);
}

void ListScene::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int gap = measure.px(gap_between);
  fits_ = true;
  if (measure.low && !keyboard_->IsShown()) return arrange_low(measure);
  const int bottom = size.y - arrange_keys(measure);
  const int top = arrange_top(measure, {margin, 0, size.x - 2 * margin, bottom});
  arrange_rows({margin, top + gap, size.x - 2 * margin, bottom - top - 2 * gap}, measure);
}

// Words above the middle, rows and buttons beside each other below it.
void ListScene::arrange_low(const Measure& measure) {
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int gap = measure.px(gap_between);
  const int top = reach_top();
  const int width = size.x - 2 * margin;
  const wxSize headline = headline_->fit({.width = width,
                                          .height = top / 2,
                                          .size = measure.type(theme_.sizes.headline - 10),
                                          .smallest = measure.smallest(22)});
  headline_->put({margin, 0, width, headline.y});
  headline_->Show(!headline_->is_empty());
  const wxSize body = body_->fit({.width = width,
                                  .height = std::max(0, top - headline.y - gap),
                                  .size = measure.type(theme_.sizes.body),
                                  .smallest = measure.smallest(16)});
  body_->put({margin, headline.y + gap, width, body.y});
  body_->Show(!body_->is_empty());
  const int room = size.y - top - gap / 2;
  const bool with_buttons = !buttons_.shown().empty();
  const int side = with_buttons ? std::max(measure.px(190), measure.least_type * 5) : 0;
  if (with_buttons) {
    buttons_.grid().fit({side, room}, measure, {.gap = 10});
    buttons_.grid().put({size.x - margin - side, top}, measure);
  }
  rows_grid_.fit({width - side - (side > 0 ? gap : 0), room}, measure,
                 {.most_columns = measure.upright ? 1 : 2, .narrowest = 380, .gap = 10});
  rows_grid_.put({margin, top}, measure);
  fits_ = rows_grid_.fits();
}

int ListScene::arrange_keys(const Measure& measure) {
  if (!keyboard_->IsShown()) return 0;
  const wxSize size = GetClientSize();
  const int width = size.x - 2 * measure.px(measure.upright ? 10 : theme_.sizes.margin);
  const int least = keyboard_->least_height(measure);
  const int keys = std::max(least, std::min(keyboard_->best_height(measure), size.y * 46 / 100));
  keyboard_->SetSize((size.x - width) / 2, size.y - keys, width, keys);
  keyboard_->arrange(measure);
  return keys;
}

// Headline, field and buttons beside each other; where that is too narrow, the headline above. Returns the lower edge.
int ListScene::arrange_top(const Measure& measure, const wxRect& room) {
  const int gap = measure.px(gap_between);
  const int count = static_cast<int>(buttons_.shown().size());
  const bool stacked = measure.upright;
  const int natural = count == 0 ? 0 : buttons_width(measure, room.width);
  const int buttons_room = std::min(natural, room.width / 2);
  int top = 0;
  int left = room.x;
  int width = room.width;
  const auto headline = [&](int wide, int high) {
    return headline_->fit({.width = wide,
                           .height = high,
                           .size = measure.type(theme_.sizes.eyebrow - 4),
                           .smallest = measure.smallest(20)});
  };
  const int control = measure.control(theme_.sizes.control);
  headline_->Show(!headline_->is_empty());
  if (!headline_->is_empty() && (stacked || fields_.is_empty())) {
    const int wide = stacked && !fields_.is_empty() ? room.width : room.width - buttons_room - gap;
    const wxSize size = headline(wide, std::max(control, measure.least_type * 3));
    const int high = fields_.is_empty() ? std::max(size.y, control) : size.y;
    headline_->put({room.x, top, wide, high});
    if (!fields_.is_empty()) top += size.y + gap / 2;
  } else if (!headline_->is_empty()) {
    const int wide = room.width * 24 / 100;
    const wxSize size = headline(wide, std::max(measure.px(90), measure.least_type * 3));
    headline_->put({room.x, top, wide, std::max(size.y, measure.px(96))});
    left += wide + gap;
    width -= wide + gap;
  }
  int high = control;
  if (!fields_.is_empty()) {
    const int fields_width = width - (buttons_room > 0 ? buttons_room + gap : 0);
    const wxSize fields = fields_.fit({fields_width, room.height / 2}, measure, {.most_columns = 2, .pager = false});
    fields_.put({left, top}, measure);
    high = fields.y;
  }
  if (count > 0) {
    const wxSize size = buttons_.grid().fit({buttons_room, std::max(high, room.height / 2)}, measure,
                                            {.least_columns = count, .most_columns = count});
    const int buttons_top = fields_.is_empty() ? top : top + high - size.y - fields_.place_for_trouble(measure);
    buttons_.grid().put({room.x + room.width - buttons_room, std::max(0, buttons_top)}, measure);
    high = std::max(high, size.y);
  }
  return top + std::max(high, headline_->IsShown() ? headline_->GetRect().GetBottom() - top : 0);
}

int ListScene::buttons_width(const Measure& measure, int widest) const {
  int widest_button = 0;
  for (ButtonCell* cell : buttons_.shown()) {
    widest_button = std::max({widest_button, measure.px(150), cell->natural_width(measure, widest / 2)});
  }
  const int count = static_cast<int>(buttons_.shown().size());
  return count * widest_button + (count - 1) * measure.px(gap_between);
}

void ListScene::arrange_rows(const wxRect& room, const Measure& measure) {
  wxRect rest = room;
  body_->Show(!body_->is_empty());
  if (!body_->is_empty()) {
    const wxSize body = body_->fit({.width = room.width,
                                    .height = rows_grid_.size() == 0 ? room.height : room.height / 3,
                                    .size = measure.type(theme_.sizes.body - 4),
                                    .smallest = measure.smallest(16)});
    body_->put({room.x, room.y, room.width, body.y});
    rest = {room.x, room.y + body.y + measure.px(8), room.width, room.height - body.y - measure.px(8)};
  }
  rows_grid_.fit({rest.width, rest.height}, measure,
                 {.least_columns = 1, .most_columns = measure.upright ? 1 : 2, .narrowest = 400, .gap = 10});
  rows_grid_.put({rest.x, rest.y}, measure);
  fits_ = rows_grid_.fits();
}

}  // namespace einlass::screens
