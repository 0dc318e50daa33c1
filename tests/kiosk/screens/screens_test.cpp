// What a guest sees, in a real window: nothing cut, both languages, every size.
#include "kiosk/screens/cells.h"
#include "kiosk/screens/keyboard_view.h"
#include "kiosk/screens/press_button.h"
#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include <wx/button.h>
#include <wx/gauge.h>
#include <wx/utils.h>

namespace einlass::screens {
namespace {

void each_shown(const wxWindow& parent, const std::function<void(const wxWindow&)>& take) {
  for (const wxWindow* child : parent.GetChildren()) {
    if (!child->IsShown()) continue;
    take(*child);
    each_shown(*child, take);
  }
}

// In the frame. GetScreenRect() would tell where GTK has put a window so far, and lag behind.
wxRect place_of(const wxWindow& window) {
  wxRect place = window.GetRect();
  for (const wxWindow* parent = window.GetParent(); !parent->IsTopLevel(); parent = parent->GetParent()) {
    place.Offset(parent->GetPosition());
  }
  return place;
}

std::string what(const wxWindow& window) {
  return window.GetLabel().utf8_string() + " (" + window.GetName().utf8_string() + ")";
}

// What a display is like, and what may be asked of it.
struct Device {
  const char* name;
  wxSize size;
  double inches;  // of its diagonal; 0: it does not say
  flow::Look look = flow::Look::Calm;
  bool low = false;

  DisplaySize display() const {
    const double density = inches > 0 ? std::hypot(size.x, size.y) / (inches * 25.4) : 0;
    return {.pixels_per_mm = density, .viewing_distance_mm = 500};
  }
  int target() const { return inches > 0 ? static_cast<int>(std::ceil(15 * display().pixels_per_mm)) : 44; }
};

void expect_nothing_cut(const KioskFrame& frame) {
  const wxRect whole(frame.GetClientSize());
  each_shown(frame, [&whole](const wxWindow& window) {
    const wxRect place = place_of(window);
    EXPECT_TRUE(whole.Contains(place) || place.IsEmpty()) << what(window) << " leaves the window";
    const wxRect parent(window.GetParent()->GetClientSize());
    EXPECT_TRUE(parent.Contains(window.GetRect()) || place.IsEmpty()) << what(window) << " leaves its parent";
    if (const auto* text = dynamic_cast<const TextBlock*>(&window); text != nullptr && !text->is_empty()) {
      EXPECT_LE(text->extent().x, place.width) << what(window);
      EXPECT_LE(text->extent().y, place.height) << what(window);
      EXPECT_GE(text->type_size(), 12) << what(window) << " is too small to read";
    }
    if (const auto* button = dynamic_cast<const PressButton*>(&window)) {
      EXPECT_TRUE(button->fits()) << what(window) << " is cut";
      EXPECT_TRUE(button->is_whole()) << what(window) << " has a broken word";
      EXPECT_TRUE(button->type_size() == 0 || button->type_size() >= 12) << what(window) << " is too small to read";
    }
  });
}

// In the low layout what is touched lies in the lower half, or at most 20 cm above the display's lower edge: keys and
// fields need more than half of a small one.
void expect_targets(const KioskFrame& frame, const Device& device) {
  constexpr double reach_mm = 200;
  const int reach = std::max(device.size.y / 2, static_cast<int>(reach_mm * device.display().pixels_per_mm));
  each_shown(frame, [&](const wxWindow& window) {
    if (dynamic_cast<const wxButton*>(&window) == nullptr) return;
    const wxRect place = place_of(window);
    EXPECT_GE(place.height, device.target()) << what(window) << " is too low to touch";
    EXPECT_GE(place.width, device.target()) << what(window) << " is too narrow to touch";
    if (!device.low) return;
    EXPECT_GE(place.y, device.size.y - reach) << what(window) << " is out of reach";
  });
}

// Words of a row and of a field lie on the button that they belong to, with their own parent.
bool is_ground_of(const wxWindow& button, const wxWindow& words) {
  return dynamic_cast<const wxButton*>(&button) != nullptr && dynamic_cast<const TextBlock*>(&words) != nullptr &&
         dynamic_cast<const RowCell*>(button.GetParent()) != nullptr && button.GetParent() == words.GetParent();
}

void expect_nothing_overlaps(const KioskFrame& frame) {
  std::vector<const wxWindow*> leaves;
  each_shown(frame, [&leaves](const wxWindow& window) {
    const auto* text = dynamic_cast<const TextBlock*>(&window);
    const bool words = (text != nullptr && !text->is_empty()) || dynamic_cast<const wxButton*>(&window) != nullptr;
    const bool picture =
        dynamic_cast<const wxGauge*>(&window) != nullptr || dynamic_cast<const SmallIcon*>(&window) != nullptr;
    if (words || picture) leaves.push_back(&window);
  });
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (std::size_t j = i + 1; j < leaves.size(); ++j) {
      if (!place_of(*leaves[i]).Intersects(place_of(*leaves[j]))) continue;
      if (is_ground_of(*leaves[i], *leaves[j]) || dynamic_cast<const SmallIcon*>(leaves[j]) != nullptr) continue;
      ADD_FAILURE() << what(*leaves[i]) << " lies on " << what(*leaves[j]);
    }
  }
}

class EveryScreen : public WindowTest, public testing::WithParamInterface<Device> {};

TEST_P(EveryScreen, CutsNothingInGermanAndEnglish) {
  const Device& device = GetParam();
  open(device.size, device.display());
  for (const Shown& shown : gallery()) {
    for (const char* language : {"de", "en"}) {
      SCOPED_TRACE(shown.name + " " + language);
      show_in(*frame, shown, {.language = language, .look = device.look, .low = device.low}, config);
      wxYield();
      expect_nothing_cut(*frame);
      expect_nothing_overlaps(*frame);
      expect_targets(*frame, device);
    }
  }
}

std::map<std::string, wxRect> keys_of(const KioskFrame& frame) {
  std::map<std::string, wxRect> keys;
  each_shown(frame, [&keys](const wxWindow& window) {
    const bool key = dynamic_cast<const KeyboardView*>(window.GetParent()) != nullptr;
    if (key) keys[window.GetName().utf8_string()] = place_of(window);
  });
  return keys;
}

// How far the same key lies away, if a finger notices it: by more than a millimetre.
std::string difference(const std::map<std::string, wxRect>& some, const std::map<std::string, wxRect>& others,
                       const Device& device) {
  const int unnoticed = std::max(2, static_cast<int>(device.display().pixels_per_mm));
  if (some.size() != others.size()) return "other keys";
  for (const auto& [name, place] : some) {
    const auto other = others.find(name);
    if (other == others.end()) return name + " is gone";
    const wxPoint moved = other->second.GetPosition() - place.GetPosition();
    if (std::max(std::abs(moved.x), std::abs(moved.y)) <= unnoticed) continue;
    return name + " went from " + std::to_string(place.y) + " to " + std::to_string(other->second.y);
  }
  return {};
}

// Whoever types looks at the list, and her next finger is already on its way.
TEST_P(EveryScreen, LeavesTheKeysWhereTheyAreWhateverIsFound) {
  const Device& device = GetParam();
  open(device.size, device.display());
  const auto keys_with = [&](const flow::GuestSearch& search, const std::string& language) {
    flow::State state = state_called("staff_search");
    std::get<flow::Staff>(state.screen).search = search;
    show_in(*frame, {.name = "staff_search", .what = state},
            {.language = language, .look = device.look, .low = device.low}, config);
    wxYield();
    return keys_of(*frame);
  };
  const auto few = std::get<flow::Staff>(state_called("staff_search").screen).search;
  const flow::GuestSearch one{.sought = "gro", .found = {few.found.front()}};
  flow::GuestSearch many{.sought = "g", .more = true};
  for (int times = 0; times < 15; ++times) {
    many.found.insert(many.found.end(), few.found.begin(), few.found.end());
  }
  for (const char* language : {"de", "en"}) {
    const auto keys = keys_with({}, language);
    ASSERT_GT(keys.size(), 20U);
    EXPECT_EQ(difference(keys, keys_with(many, language), device), "") << "many, " << language;
    EXPECT_EQ(difference(keys, keys_with(few, language), device), "") << "few, " << language;
    EXPECT_EQ(difference(keys, keys_with(one, language), device), "") << "one, " << language;
    EXPECT_EQ(difference(keys, keys_with({.sought = "gro"}, language), device), "") << "nobody, " << language;
  }
}

// The first letter takes away the words for what is wrong.
TEST_P(EveryScreen, LeavesTheKeysWhereTheyAreWhileAFormIsFilledIn) {
  const Device& device = GetParam();
  open(device.size, device.display());
  for (const char* name :
       {"find_me", "find_me_by_company", "register_me", "name_ticket", "answer_question", "correct_badge"}) {
    flow::State state = state_called(name);
    for (auto& each : state.form->fields) each.text.clear();
    auto& field = state.form->fields[state.form->at];
    const auto keys_with = [&](const std::string& text, flow::FieldTrouble trouble) {
      field.text = text;
      field.trouble = trouble;
      show_in(*frame, {.name = name, .what = state}, {.look = device.look, .low = device.low}, config);
      wxYield();
      return keys_of(*frame);
    };
    const auto empty = keys_with("", flow::FieldTrouble::None);
    const std::string long_text = "Wilhelmine Charlotte von und zu Hohenlohe-Langenburg";
    EXPECT_EQ(difference(empty, keys_with(long_text, flow::FieldTrouble::None), device), "") << name << " filled in";
    for (const auto trouble :
         {flow::FieldTrouble::Missing, flow::FieldTrouble::MissingUnlessCompany, flow::FieldTrouble::NotAnAddress}) {
      const auto keys = keys_with("", trouble);
      EXPECT_EQ(difference(keys, keys_with("W", flow::FieldTrouble::None), device), "") << name << " mended";
    }
    show({});
    EXPECT_EQ(difference(empty, keys_with("", flow::FieldTrouble::None), device), "") << name << " for the next guest";
  }
}

// Displays of 10 to 27 inches, known and unknown, lying and upright.
INSTANTIATE_TEST_SUITE_P(
    Devices, EveryScreen,
    testing::Values(Device{"Desk", {1280, 800}, 0}, Device{"Wide", {1920, 1080}, 0}, Device{"Tall", {1080, 1920}, 0},
                    Device{"Small", {1024, 600}, 0}, Device{"Tablet", {1280, 800}, 10.1},
                    Device{"UprightTablet", {800, 1280}, 10.1}, Device{"CoarseTablet", {1024, 600}, 10.1},
                    Device{"UprightCoarseTablet", {600, 1024}, 10.1}, Device{"UprightPanel", {1080, 1920}, 13.3},
                    Device{"Panel", {1920, 1080}, 15.6}, Device{"UprightPillar", {1080, 1920}, 27},
                    Device{"LargeTablet", {1280, 800}, 10.1, flow::Look::Large},
                    Device{"LargeUprightTablet", {800, 1280}, 10.1, flow::Look::Large},
                    Device{"LargePanel", {1920, 1080}, 15.6, flow::Look::Large},
                    Device{"LargeUprightPillar", {1080, 1920}, 27, flow::Look::Large},
                    Device{"ContrastTablet", {1280, 800}, 10.1, flow::Look::Contrast},
                    Device{"LowTablet", {1280, 800}, 10.1, flow::Look::Calm, true},
                    Device{"LowUprightTablet", {800, 1280}, 10.1, flow::Look::Calm, true},
                    Device{"LowPanel", {1920, 1080}, 15.6, flow::Look::Calm, true},
                    Device{"LowUprightPillar", {1080, 1920}, 27, flow::Look::Calm, true}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(WindowTest, TellsWhenAScreenIsPaintedNotWhenItIsAskedFor) {
  open({1280, 800});
  show(flow::State{});
  pump();
  bool painted = false;
  frame->when_painted([&] { painted = true; });
  EXPECT_FALSE(painted);
  EXPECT_TRUE(pump_until([&] { return painted; }));
}

}  // namespace
}  // namespace einlass::screens
