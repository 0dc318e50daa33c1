#include "kiosk/screens/typing_scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

constexpr double gap_between = 12;

}  // namespace

ListScene::ListScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> keys_turned)
    : TypingScene(parent, theme, on_press, std::move(keys_turned)),
      on_press_(on_press),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      rows_grid_(this, theme, [this] { arrange(measure_); }),
      usual_row_(new RowCell(this, theme, on_press)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {
  headline_->set_ink(&Colours::accent);
  usual_row_->set_row({.open = {.label = "Ag"}, .detail = "Ag"});
  usual_row_->show(false);
}

void ListScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  body_->set_text(model.body);
  fields_.set_fields(model.fields);
  keyboard_->set_keyboard(model.keyboard);
  while (rows_.size() < model.rows.size()) rows_.push_back(new RowCell(this, theme_, on_press_));
  std::vector<GridCell*> shown;
  for (std::size_t i = 0; i < model.rows.size(); ++i) {
    rows_[i]->set_row(model.rows[i]);
    shown.push_back(rows_[i]);
  }
  rows_grid_.set_cells(std::move(shown));
  const std::string sought = model.fields.empty() ? std::string() : model.fields.front().text;
  if (std::exchange(sought_, sought) != sought && !model.rows.empty()) rows_grid_.turn_to(model.rows.front().open.id);
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

bool ListScene::is_searched() const {
  return keyboard_->has_keyboard() && !fields_.is_empty();
}

// With room for a few rows: a list that shows one is none. Where somebody searches, the same whatever is found, or the
// keys would move under her finger.
int ListScene::least_height(const Measure& measure, int width) {
  const bool hidden = keyboard_->are_keys_hidden();  // by whoever wants to see what stands around
  return height_with(hidden || !keyboard_->has_keyboard() ? 1 : measure.upright ? 3 : 2, measure, width);
}

int ListScene::bare_height(const Measure& measure, int width) {
  return height_with(1, measure, width);
}

int ListScene::height_with(int few, const Measure& measure, int width) {
  const bool headline_above = measure.upright && !fields_.is_empty() && !headline_->is_empty();
  const bool with_body = is_searched() || !body_->is_empty();
  const bool body_above = with_body && (measure.upright || fields_.is_empty());
  const int headline = headline_above ? measure.px(44) : 0;
  const int body = body_above ? std::max(measure.px(44), measure.least_type * 3 / 2) : 0;
  const int half = GetParent()->GetClientSize().y / 2;
  const bool typed = keyboard_->has_keyboard() && !keyboard_->are_keys_hidden();
  for (int rows = few; rows > 0 && measure.low && typed; --rows) {
    const int touched = least_touched(measure, width, rows);
    if (touched <= half) return half - measure.px(60) + touched;
  }
  return headline + body + least_touched(measure, width, few);
}

int ListScene::least_touched(const Measure& measure, int width, int rows) {
  const int keys = keyboard_->has_keyboard() ? keyboard_->least_height(measure, keys_width(measure)) : 0;
  const int top = fields_.is_empty() ? measure.target : fields_.least_height(measure, width / 2);
  const int columns = measure.upright ? 1 : 2;
  const int column = (width - measure.px(100)) / columns - measure.target / columns;
  const int row = is_searched() ? usual_row_->fit(measure, column) : rows_grid_.tallest(measure, column);
  const int wanted = is_searched() ? rows : std::min(rows, static_cast<int>(rows_grid_.size() + columns - 1) / columns);
  const bool with_buttons = is_searched() || (!fields_.is_empty() && !buttons_.shown().empty());
  const int buttons = measure.upright && with_buttons ? measure.target : 0;
  return keys + top + buttons + wanted * (row + measure.px(4)) + measure.px(34);
}

void ListScene::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int width = size.x - 2 * margin;
  const int gap = measure.px(gap_between);
  fits_ = true;
  body_beside_ = false;
  words_above_ = false;
  headline_->Show(!headline_->is_empty());
  if (measure.low && !keyboard_->has_keyboard()) return arrange_low(measure);
  int top = GetPosition().y == 0 ? measure.px(10) : 0;  // nothing stands above
  if (measure.low && size.y - reach_top() >= least_touched(measure, width, 1)) {
    place_words({margin, top, width, reach_top() - top - gap}, measure);
    top = reach_top();
  }
  const int bottom = size.y - arrange_keys(measure);
  top = arrange_top(measure, {margin, top, width, bottom - top});
  arrange_rows({margin, top + gap, width, std::max(0, bottom - top - 2 * gap)}, measure);
}

// Words above the middle, rows and buttons beside each other below it.
void ListScene::arrange_low(const Measure& measure) {
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int gap = measure.px(gap_between);
  const int top = reach_top();
  const int width = size.x - 2 * margin;
  place_words({margin, 0, width, top - gap}, measure);
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

// Headline and body where nothing is touched.
void ListScene::place_words(const wxRect& room, const Measure& measure) {
  const int gap = measure.px(gap_between);
  words_above_ = true;
  const wxSize headline = headline_->fit({.width = room.width,
                                          .height = room.height / 2,
                                          .size = measure.type(theme_.sizes.headline - 10),
                                          .smallest = measure.smallest(22)});
  headline_->put({room.x, room.y, room.width, headline.y});
  const wxSize body = body_->fit({.width = room.width,
                                  .height = std::max(0, room.height - headline.y - gap),
                                  .size = measure.type(theme_.sizes.body),
                                  .smallest = measure.smallest(16)});
  set_alignment(*body_, TextAlign::Left);
  body_->put({room.x, room.y + headline.y + gap, room.width, body.y});
  body_->Show(!body_->is_empty());
}

int ListScene::arrange_keys(const Measure& measure) {
  if (!keyboard_->has_keyboard()) return 0;
  const wxSize size = GetClientSize();
  const int width = keys_width(measure);
  const int least = keyboard_->least_height(measure, width);
  const bool low = keyboard_->are_keys_hidden() || measure.low;
  const int keys = low ? least : std::max(least, std::min(keyboard_->best_height(measure, width), size.y * 42 / 100));
  const int edge = measure.px(keys_edge);
  keyboard_->SetSize((size.x - width) / 2, size.y - keys - edge, width, keys);
  keyboard_->arrange(measure);
  return keys + edge;
}

// Headline, field and buttons beside each other; upright, the headline above. Returns the lower edge.
int ListScene::arrange_top(const Measure& measure, const wxRect& room) {
  const int gap = measure.px(gap_between);
  const int buttons = std::min(buttons_width(measure, room.width), room.width / 2);
  const int beside = buttons > 0 ? buttons + gap : 0;
  if (fields_.is_empty()) {
    const int high = std::max(measure.control(theme_.sizes.control),
                              place_headline({room.x, room.y, room.width - beside, 0}, measure));
    return room.y + std::max(high, place_buttons({room.x, room.y, room.width, high}, buttons, measure));
  }
  if (!measure.upright) return arrange_beside_headline(measure, room, buttons);
  const bool narrow = room.width - beside < room.width * 45 / 100;  // for a field
  const int control = measure.control(theme_.sizes.control);
  int top = room.y;
  if (narrow) {
    if (!words_above_) place_headline({room.x, top, room.width - beside, control}, measure);
    place_buttons({room.x, top, room.width, control}, buttons, measure);
    top += control + gap;
  } else if (!words_above_) {
    top += place_headline({room.x, top, room.width, 0}, measure) + gap / 2;
  }
  const int high = place_fields({room.x, top, room.width - (narrow ? 0 : beside), room.height / 2}, measure);
  if (!narrow) place_buttons({room.x, top, room.width, high}, buttons, measure);
  return top + high;
}

// What was found stands below the headline where it has the room, so that the rows have more.
int ListScene::arrange_beside_headline(const Measure& measure, const wxRect& room, int buttons) {
  const int gap = measure.px(gap_between);
  const int wide = headline_->is_empty() || words_above_ ? 0 : room.width * 26 / 100;
  const int left = room.x + wide + (wide > 0 ? gap : 0);
  const int right = buttons > 0 ? buttons + gap : 0;
  const int high = place_fields({left, room.y, room.x + room.width - right - left, room.height / 2}, measure);
  place_buttons({room.x, room.y, room.width, high}, buttons, measure);
  if (wide == 0) return room.y + high;
  const wxSize body = body_->fit({.width = wide,
                                  .height = high / 2,
                                  .size = measure.type(theme_.sizes.body - 6),
                                  .smallest = measure.smallest(17)});
  body_beside_ = !body_->is_empty() && rows_grid_.size() > 0 && body_->fits();
  const auto fit_headline = [&](int height) {
    return headline_->fit({.width = wide,
                           .height = height,
                           .size = measure.type(theme_.sizes.eyebrow - 4),
                           .smallest = measure.smallest(20)});
  };
  wxSize headline = fit_headline(high - (body_beside_ ? body.y : 0));
  if (body_beside_ && !headline_->fits()) {
    body_beside_ = false;
    headline = fit_headline(high);
  }
  const int below = body_beside_ ? body.y : 0;
  const int top = room.y + std::max(0, (high - headline.y - below) / 2);
  headline_->put({room.x, top, wide, headline.y});
  if (body_beside_) body_->put({room.x, top + headline.y, wide, below});
  return room.y + std::max(high, headline.y + below);
}

// In the middle of its place's height, if that is given; returns the height that it takes.
int ListScene::place_headline(const wxRect& place, const Measure& measure) {
  if (headline_->is_empty()) return 0;
  const wxSize size = headline_->fit({.width = place.width,
                                      .height = std::max(measure.control(theme_.sizes.control), measure.least_type * 3),
                                      .size = measure.type(theme_.sizes.eyebrow - 4),
                                      .smallest = measure.smallest(20)});
  const int least = fields_.is_empty() ? measure.control(theme_.sizes.control) : 0;
  const int high = std::max({size.y, place.height, least});
  headline_->put({place.x, place.y, place.width, high});
  return high;
}

int ListScene::place_fields(const wxRect& room, const Measure& measure) {
  const wxSize fields = fields_.fit(room.GetSize(), measure, {.most_columns = 2, .pager = false});
  fields_.put(room.GetPosition(), measure);
  return fields.y;
}

// At the right, level with what is typed into. Returns their height, which may be more than the place's.
int ListScene::place_buttons(const wxRect& place, int width, const Measure& measure) {
  const int count = static_cast<int>(buttons_.shown().size());
  if (count == 0) return 0;
  const wxSize size = buttons_.grid().fit({width, std::max(place.height, 2 * measure.target)}, measure,
                                          {.least_columns = count, .most_columns = count});
  const int trouble = fields_.is_empty() ? 0 : fields_.place_for_trouble(measure);
  const int top = place.y + std::max(0, place.height - size.y - trouble);
  buttons_.grid().put({place.x + place.width - width, top}, measure);
  return size.y;
}

int ListScene::buttons_width(const Measure& measure, int widest) const {
  int widest_button = 0;
  for (ButtonCell* cell : buttons_.shown()) {
    widest_button = std::max({widest_button, measure.px(150), cell->natural_width(measure, widest / 2)});
  }
  const int count = static_cast<int>(buttons_.shown().size());
  return count == 0 ? 0 : count * widest_button + (count - 1) * measure.px(gap_between);
}

void ListScene::arrange_rows(const wxRect& room, const Measure& measure) {
  wxRect rest = room;
  body_->Show(!body_->is_empty());
  const bool alone = rows_grid_.size() == 0 && !keyboard_->has_keyboard();
  set_alignment(*body_, alone ? TextAlign::Centre : TextAlign::Left);
  if (!body_->is_empty() && !body_beside_ && !words_above_) {
    const wxSize body = body_->fit({.width = room.width,
                                    .height = rows_grid_.size() == 0 ? room.height : room.height / 3,
                                    .size = measure.type(theme_.sizes.body - (alone ? 0 : 4)),
                                    .smallest = measure.smallest(16)});
    body_->put({room.x, room.y, room.width, alone ? room.height : body.y});
    rest = {room.x, room.y + body.y + measure.px(8), room.width, room.height - body.y - measure.px(8)};
  }
  rows_grid_.fit({rest.width, rest.height}, measure,
                 {.least_columns = 1, .most_columns = measure.upright ? 1 : 2, .narrowest = 400, .gap = 10});
  rows_grid_.put({rest.x, rest.y}, measure);
  fits_ = rows_grid_.fits();
}

}  // namespace einlass::screens
