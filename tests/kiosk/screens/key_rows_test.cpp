// Rows of the keyboard on the screen: as on a typewriter, or shorter ones where a finger needs the width.
#include "kiosk/screens/key_rows.h"

#include "tests/kiosk/screens/window_test.h"

#include <set>

#include <gtest/gtest.h>

namespace einlass::screens {
namespace {

constexpr int target = 89;  // 15 mm on a display of 10.1 inches and 1280 x 800
constexpr int gap = 3;

flow::Keyboard keyboard(flow::KeysPage page) {
  flow::State state = state_called("register_me");
  state.form->page = page;
  return flow::screen_model(state, shown_config(), packaged_texts()).keyboard.value();
}

std::vector<std::string> labels(const KeyLayout& layout) {
  std::vector<std::string> rows;
  for (const auto& row : layout.rows) {
    rows.emplace_back();
    for (const PlacedKey& key : row) rows.back() += key.key == nullptr ? "▾" : key.key->press.label;
  }
  return rows;
}

TEST(KeyRows, AreATypewritersWhereTheyHaveTheRoom) {
  const auto keys = keyboard(flow::KeysPage::Small);
  const auto layout = key_layout(keys, 1208, gap, target);
  EXPECT_FALSE(layout.folded);
  EXPECT_EQ(labels(layout), (std::vector<std::string>{"1234567890", "qwertzuiopü", "asdfghjklöä", "⇧yxcvbnmß⌫",
                                                      "?123é à ñLeerzeichen-.@▾"}));
}

TEST(KeyRows, GoByTheAlphabetWhereAFingerNeedsTheWidth) {
  for (const auto& [page, rows] :
       {std::pair(flow::KeysPage::Small,
                  std::vector<std::string>{"abcdefgh", "ijklmnop", "qrstuvwx", "yzäöüß⇧⌫", "?123é à ñLeerzeichen-.@▾"}),
        std::pair(flow::KeysPage::Capitals, std::vector<std::string>{"ABCDEFGH", "IJKLMNOP", "QRSTUVWX", "YZÄÖÜẞ⇧⌫",
                                                                     "?123é à ñLeerzeichen-.@▾"})}) {
    const auto keys = keyboard(page);
    const auto layout = key_layout(keys, 780, gap, target);
    EXPECT_TRUE(layout.folded);
    EXPECT_EQ(labels(layout), rows);
  }
}

// Whatever a form may hold can be typed on every display, if with one more touch.
TEST(KeyRows, LeaveOutNothingThatIsNotOnAnotherPage) {
  std::set<std::string> wide;
  std::set<std::string> narrow;
  using enum flow::KeysPage;
  for (const auto page : {Small, Capitals, Accents, AccentCapitals, Signs}) {
    const auto keys = keyboard(page);
    for (auto* const typed : {&wide, &narrow}) {
      const auto layout = key_layout(keys, typed == &wide ? 1208 : 780, gap, target);
      EXPECT_EQ(layout.folded, typed == &narrow);
      for (const auto& row : layout.rows) {
        double width = (static_cast<double>(row.size()) - 1) * gap;
        for (const PlacedKey& key : row) {
          width += key.width * target;
          EXPECT_GE(key.width, 1);
          if (key.key != nullptr) typed->insert(key.key->press.label);
        }
        EXPECT_LE(width, typed == &wide ? 1208 : 780);
      }
    }
  }
  EXPECT_EQ(narrow, wide);
}

}  // namespace
}  // namespace einlass::screens
