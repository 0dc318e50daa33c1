#include "kiosk/screens/keyboard_view.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

constexpr double key_gap = 6;
constexpr double comfortable = 66;
constexpr double widest_unit = 104;
constexpr double pad_key = 84;
constexpr double unhide_width = 420;
constexpr std::size_t pad_columns = 3;

}  // namespace

KeyboardView::KeyboardView(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> turned)
    : Pane(parent), theme_(theme), on_press_(on_press) {
  const auto turner = [this, turned](bool hidden) {
    return [this, turned, hidden](const flow::Event& touched) {
      hide_keys(hidden);
      on_press_(touched);
      turned();
    };
  };
  hide_ = new PressButton(this, theme, turner(true));
  unhide_ = new PressButton(this, theme, turner(false));
}

void KeyboardView::set_keyboard(const std::optional<flow::Keyboard>& keyboard) {
  keyboard_ = keyboard;
  Show(keyboard_.has_value());
  keys_hidden_ = keys_hidden_ && can_hide();
  laid_width_ = 0;
}

void KeyboardView::hide_keys(bool hidden) {
  keys_hidden_ = hidden && can_hide();
  laid_width_ = 0;
}

PressButton* KeyboardView::button_for(const flow::Keycap& key, std::size_t number) {
  if (number == keys_.size()) keys_.push_back(new PressButton(this, theme_, on_press_));
  keys_[number]->set_button(key.press, key.held ? ControlLook::KeyHeld : ControlLook::Key, key.spoken);
  return keys_[number];
}

void KeyboardView::lay_rows(const Measure& measure, int width) {
  if (std::exchange(laid_width_, width) == width) return;
  rows_.clear();
  order_.clear();
  std::size_t used = 0;
  const KeyLayout layout =
      keyboard_ ? key_layout(*keyboard_, width, measure.px(key_gap / 2), measure.target) : KeyLayout();
  folded_ = layout.folded;
  for (const auto& keys : layout.rows) {
    rows_.emplace_back();
    for (const PlacedKey& key : keys) {
      if (key.key != nullptr) order_.push_back(key.key->press.id);
      if (keys_hidden_) continue;
      rows_.back().push_back({key.key == nullptr ? hide_ : button_for(*key.key, used), key.width});
      used += key.key == nullptr ? 0 : 1;
    }
  }
  for (std::size_t i = used; i < keys_.size(); ++i) keys_[i]->set_button(std::nullopt, ControlLook::Key);
  if (keys_hidden_) rows_ = {{{unhide_, 1}}};
  show_hiding();
}

// The button that hides the keys, and the one in their place that brings them back.
void KeyboardView::show_hiding() {
  std::optional<flow::Button> hide;
  std::optional<flow::Button> unhide;
  if (can_hide() && !keys_hidden_) {
    hide = {.label = keyboard_->hide, .event = flow::Touched{}, .id = "hide_keys", .symbol = "hide_keys"};
  }
  if (keys_hidden_) unhide = {.label = keyboard_->unhide, .event = flow::Touched{}, .id = "unhide_keys"};
  hide_->set_button(hide, ControlLook::Key);
  unhide_->set_button(unhide, ControlLook::Plain);
}

int KeyboardView::height(const Measure& measure, int key) const {
  const int rows = static_cast<int>(rows_.size());
  return rows * key + std::max(0, rows - 1) * measure.px(key == measure.target ? key_gap / 2 : key_gap);
}

int KeyboardView::least_height(const Measure& measure, int width) {
  lay_rows(measure, width);
  return height(measure, measure.target);
}

int KeyboardView::best_height(const Measure& measure, int width) {
  lay_rows(measure, width);
  const bool pad = keyboard_ && keyboard_->number_pad;
  return height(measure, measure.control(pad ? pad_key : comfortable));
}

void KeyboardView::arrange(const Measure& measure) {
  const wxSize size = GetClientSize();
  lay_rows(measure, size.x);
  const int count = static_cast<int>(rows_.size());
  if (count == 0) return;
  gap_ = measure.px(key_gap);
  const auto narrow = [&](const std::vector<Key>& row) { return unit_of(row) < measure.target; };
  if (std::any_of(rows_.begin(), rows_.end(), narrow)) gap_ = measure.px(key_gap / 2);
  const int gap =
      std::min(measure.px(key_gap), std::max(2, (size.y - count * measure.target) / std::max(1, count - 1)));
  const int height = (size.y - (count - 1) * gap) / count;
  for (int i = 0; i < count; ++i) {
    const auto& row = rows_[static_cast<std::size_t>(i)];
    place_row(row, {0, i * (height + gap), size.x, height},
              std::min(unit_of(row), common_unit(measure, i + 1 == count)), measure);
  }
}

bool KeyboardView::has_key(const std::string& id) const {
  return std::find(order_.begin(), order_.end(), id) != order_.end();
}

// Width of a key in a row that fills the width.
double KeyboardView::unit_of(const std::vector<Key>& row) const {
  const bool pad = keyboard_ && keyboard_->number_pad;
  const double keys = pad ? pad_columns : static_cast<double>(row.size());
  double wanted = pad ? pad_columns : 0;
  for (const Key& key : row) wanted += pad ? 0 : key.width;
  return (GetClientSize().x - (keys - 1) * gap_) / wanted;
}

// Keys below each other are of one width; in folded rows all but the last fill it.
double KeyboardView::common_unit(const Measure& measure, bool last) const {
  if (keys_hidden_) return measure.px(unhide_width);
  const bool pad = keyboard_ && keyboard_->number_pad;
  if (folded_) return unit_of(last ? rows_.back() : rows_.front());
  double unit = pad ? measure.px(pad_key * 1.5) : std::max(1.0 * measure.target, measure.scale * widest_unit);
  for (const auto& row : rows_) unit = std::min(unit, unit_of(row));
  return unit;
}

void KeyboardView::place_row(const std::vector<Key>& row, const wxRect& place, double unit, const Measure& measure) {
  const bool pad = keyboard_ && keyboard_->number_pad;
  const auto columns = static_cast<double>(pad ? pad_columns : row.size());
  double whole = (columns - 1) * gap_ + (pad ? columns * unit : 0);
  for (const Key& key : row) whole += pad ? 0 : key.width * unit;
  // On a telephone 0 stands below 8, whatever else is in its row.
  const double blank = pad ? (columns - static_cast<double>(row.size())) * (unit + gap_) : 0;
  double left = (place.width - whole) / 2 + blank;
  for (const Key& key : row) {
    const double width = pad ? unit : key.width * unit;
    const int type = keys_hidden_ ? measure.type(theme_.sizes.button) : measure.type(pad ? 34 : 27);
    key.button->fit({.width = static_cast<int>(width),
                     .height = place.height,
                     .size = std::min(type, place.height * 6 / 10),
                     .smallest = measure.px(14)});
    key.button->put({static_cast<int>(left), place.y, static_cast<int>(width), place.height});
    left += width + gap_;
  }
}

}  // namespace einlass::screens
