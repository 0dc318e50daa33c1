#include "kiosk/screens/key_rows.h"

#include "kiosk/screens/paint.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

using Row = std::vector<PlacedKey>;

constexpr double hiding_key = 1.2;

PlacedKey& widest(Row& row) {
  return *std::max_element(row.begin(), row.end(),
                           [](const PlacedKey& one, const PlacedKey& other) { return one.width < other.width; });
}

// The key that hides them takes its width from space.
KeyRows as_given(const flow::Keyboard& keyboard) {
  KeyRows rows;
  for (const auto& keys : keyboard.rows) {
    rows.emplace_back();
    for (const flow::Keycap& key : keys) rows.back().push_back({.key = &key, .width = key.width});
  }
  if (!rows.empty() && !keyboard.hide.empty()) {
    widest(rows.back()).width -= hiding_key;
    rows.back().push_back({.key = nullptr, .width = hiding_key});
  }
  return rows;
}

bool has_room(const Row& row, int width, int gap, int narrowest) {
  double units = 0;
  for (const PlacedKey& key : row) units += key.width;
  return units * narrowest <= width - static_cast<int>(row.size() - 1) * gap;
}

// A to Z, then umlauts, ß last.
wxUint32 place_in_alphabet(const PlacedKey& key) {
  constexpr wxUint32 sharp_s = 0xDF;
  constexpr wxUint32 capital_sharp_s = 0x1E9E;
  const wxString label = wx_text(key.key->press.label);
  const wxUint32 code = label.empty() ? 0 : label[0].GetValue();
  return code == sharp_s ? capital_sharp_s : code;
}

bool is_letter(const PlacedKey& key) {
  return std::holds_alternative<flow::Typed>(key.key->press.event);
}

// Letters first, then shift and delete.
Row letters_of(const flow::Keyboard& keyboard) {
  Row keys;
  for (std::size_t i = 0; i + 1 < keyboard.rows.size(); ++i) {
    for (const flow::Keycap& key : keyboard.rows[i]) {
      if (!key.spare) keys.push_back({.key = &key});
    }
  }
  const auto others = std::stable_partition(keys.begin(), keys.end(), is_letter);
  if (keyboard.alphabet) {
    std::stable_sort(keys.begin(), others, [](const PlacedKey& one, const PlacedKey& other) {
      return place_in_alphabet(one) < place_in_alphabet(other);
    });
  }
  return keys;
}

// Keys of the last row are as narrow as all others; space takes what is left.
Row last_row(const flow::Keyboard& keyboard, std::size_t columns) {
  Row row;
  for (const flow::Keycap& key : keyboard.rows.back()) {
    if (!key.spare) row.push_back({.key = &key, .width = key.width});
  }
  if (!keyboard.hide.empty()) row.push_back({});
  PlacedKey& space = widest(row);
  for (PlacedKey& key : row) key.width = 1;
  if (columns > row.size()) space.width += static_cast<double>(columns - row.size());
  return row;
}

KeyLayout folded(const flow::Keyboard& keyboard, std::size_t most_columns) {
  const Row keys = letters_of(keyboard);
  const std::size_t count = std::max<std::size_t>(1, (keys.size() + most_columns - 1) / most_columns);
  const std::size_t columns = (keys.size() + count - 1) / count;
  KeyRows rows;
  for (std::size_t begin = 0; begin < keys.size(); begin += columns) {
    const std::size_t end = std::min(keys.size(), begin + columns);
    rows.emplace_back(keys.begin() + static_cast<std::ptrdiff_t>(begin),
                      keys.begin() + static_cast<std::ptrdiff_t>(end));
  }
  rows.push_back(last_row(keyboard, most_columns));
  return {.rows = std::move(rows), .folded = true};
}

}  // namespace

KeyLayout key_layout(const flow::Keyboard& keyboard, int width, int gap, int narrowest) {
  KeyLayout layout{.rows = as_given(keyboard)};
  if (keyboard.number_pad || layout.rows.empty()) return layout;
  const bool fits = std::all_of(layout.rows.begin(), layout.rows.end(),
                                [&](const Row& row) { return has_room(row, width, gap, narrowest); });
  if (fits) return layout;
  return folded(keyboard, static_cast<std::size_t>(std::max(1, (width + gap) / (narrowest + gap))));
}

}  // namespace einlass::screens
