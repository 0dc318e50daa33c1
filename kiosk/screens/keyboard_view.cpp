#include "kiosk/screens/keyboard_view.h"

#include <algorithm>
#include <optional>

namespace einlass::screens {

namespace {

constexpr double key_gap = 6;
constexpr double comfortable = 66;
constexpr double widest_unit = 104;
constexpr double pad_key = 84;
constexpr std::size_t pad_columns = 3;

template <typename Row>
double units(const Row& row) {
  double sum = 0;
  for (const auto& key : row) sum += key.width;
  return sum;
}

}  // namespace

KeyboardView::KeyboardView(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Pane(parent), theme_(theme), on_press_(on_press) {}

void KeyboardView::set_keyboard(const flow::Keyboard& keyboard) {
  number_pad_ = keyboard.number_pad;
  rows_.clear();
  std::size_t used = 0;
  for (const auto& row : keyboard.rows) {
    rows_.emplace_back();
    for (const flow::Keycap& key : row) {
      if (used == keys_.size()) keys_.push_back(new PressButton(this, theme_, on_press_));
      keys_[used]->set_button(key.press, key.held ? ControlLook::KeyHeld : ControlLook::Key, key.spoken);
      rows_.back().push_back({.button = used++, .width = key.width});
    }
  }
  for (std::size_t i = used; i < keys_.size(); ++i) keys_[i]->set_button(std::nullopt, ControlLook::Key);
}

int KeyboardView::height(const Measure& measure, int key) const {
  const int rows = static_cast<int>(rows_.size());
  return rows * key + (rows - 1) * measure.px(key == measure.target ? key_gap / 2 : key_gap);
}

int KeyboardView::best_height(const Measure& measure) const {
  return height(measure, measure.control(number_pad_ ? pad_key : comfortable));
}

void KeyboardView::arrange(const Measure& measure) {
  const wxSize size = GetClientSize();
  const int count = static_cast<int>(rows_.size());
  if (count == 0) return;
  const int gap =
      std::min(measure.px(key_gap), std::max(2, (size.y - count * measure.target) / std::max(1, count - 1)));
  const int height = (size.y - (count - 1) * gap) / count;
  for (int i = 0; i < count; ++i) {
    const auto& row = rows_[static_cast<std::size_t>(i)];
    place_row(row, {0, i * (height + gap), size.x, height}, std::min(unit_of(row, measure), common_unit(measure)),
              measure);
  }
}

// Width of a key in a row that fills the width.
double KeyboardView::unit_of(const std::vector<Key>& row, const Measure& measure) const {
  const double keys = number_pad_ ? pad_columns : static_cast<double>(row.size());
  const double wanted = number_pad_ ? pad_columns : units(row);
  return (GetClientSize().x - (keys - 1) * measure.px(key_gap)) / wanted;
}

// Keys below each other are of one width; a row of more than have room has narrower ones.
double KeyboardView::common_unit(const Measure& measure) const {
  double unit = number_pad_ ? measure.px(pad_key * 1.5) : std::max(1.0 * measure.target, measure.scale * widest_unit);
  for (const auto& row : rows_) {
    const double own = unit_of(row, measure);
    if (own >= measure.target) unit = std::min(unit, own);
  }
  return unit;
}

void KeyboardView::place_row(const std::vector<Key>& row, const wxRect& place, double unit, const Measure& measure) {
  const int gap = measure.px(key_gap);
  const auto columns = static_cast<double>(number_pad_ ? pad_columns : row.size());
  const double whole = (number_pad_ ? columns : units(row)) * unit + (columns - 1) * gap;
  // On a telephone 0 stands below 8, whatever else is in its row.
  const double blank = number_pad_ ? (columns - static_cast<double>(row.size())) * (unit + gap) : 0;
  double left = (place.width - whole) / 2 + blank;
  for (const Key& key : row) {
    const double width = number_pad_ ? unit : key.width * unit;
    PressButton& button = *keys_[key.button];
    const int type = measure.type(number_pad_ ? 34 : 27);
    button.fit({.width = static_cast<int>(width),
                .height = place.height,
                .size = std::min(type, place.height * 6 / 10),
                .smallest = measure.px(14)});
    button.put({static_cast<int>(left), place.y, static_cast<int>(width), place.height});
    left += width + gap;
  }
}

}  // namespace einlass::screens
