// Typing on the screen, by touch and by keypad.
#include "kiosk/screens/press_button.h"
#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace einlass::screens {
namespace {

class OnScreen : public WindowTest {
 protected:
  flow::ScreenModel model(const std::string& name) const {
    for (const Shown& shown : gallery()) {
      if (shown.name == name) return model_of(shown, {}, config, packaged_texts());
    }
    throw std::runtime_error("no screen is called " + name);
  }
  void show_model(const flow::ScreenModel& model) {
    frame->show(model);
    pump();
  }
  static std::string focus() {
    const wxWindow* at = wxWindow::FindFocus();
    return at == nullptr ? "" : at->GetName().utf8_string();
  }
};

TEST_F(OnScreen, KeysSayWhatTheyType) {
  open({1280, 800});
  show_model(model("form_search"));
  click("key_ü");
  ASSERT_EQ(input.count<flow::Typed>(), 1);
  for (const flow::Event& event : input.pressed) {
    const auto* typed = std::get_if<flow::Typed>(&event);
    EXPECT_TRUE(typed == nullptr || typed->text == "ü");
  }
}

TEST_F(OnScreen, KeysStayWhereTheyAreWhenTheyChangeTheirLetters) {
  open({1280, 800});
  flow::ScreenModel small = model("form_search");
  show_model(small);
  const wxWindow* key = named("key_q");
  flow::ScreenModel capitals = model("form_walk_in");
  small.keyboard = capitals.keyboard;
  show_model(small);
  EXPECT_EQ(named("key_Q"), key) << "the same control with another label";
}

TEST_F(OnScreen, ThePadIsLaidOutAsOnATelephone) {
  open({1280, 800});
  show_model(model("form_pin"));
  const auto place = [this](const char* name) { return named(name)->GetRect(); };
  EXPECT_EQ(place("key_1").y, place("key_3").y);
  EXPECT_LT(place("key_1").y, place("key_7").y);
  EXPECT_EQ(place("key_0").x, place("key_8").x) << "0 stands below 8";
  EXPECT_GT(place("key_0").y, place("key_8").y);
}

// Every button that the model has is reached, rows on further pages too, and what has the focus is always seen.
TEST_F(OnScreen, TheFocusReachesEverythingAndIsAlwaysSeen) {
  for (const char* name : {"form_search", "form_pin", "staff_search", "list_calls", "sheet_guest", "choice_many"}) {
    open({1280, 800}, {.pixels_per_mm = 5.88, .viewing_distance_mm = 500});
    const flow::ScreenModel shown = model(name);
    show_model(shown);
    std::set<std::string> reached;
    const auto all = flow::buttons_of(shown);
    for (std::size_t i = 0; i < all.size(); ++i) {
      frame->move_focus(true);
      pump();
      reached.insert(focus());
      EXPECT_TRUE(wxWindow::FindFocus() != nullptr && wxWindow::FindFocus()->IsShownOnScreen()) << focus();
    }
    for (const flow::Button* button : all) EXPECT_TRUE(reached.contains(button->id)) << name << ": " << button->id;
    TearDown();
  }
}

// Keys lie in other rows on a narrow display, and are reached as they are read.
TEST_F(OnScreen, TheFocusGoesFromKeyToKeyAsTheyLie) {
  open({800, 1280}, {.pixels_per_mm = 5.88, .viewing_distance_mm = 500});
  show_model(model("form_search"));
  named("key_a")->SetFocus();
  pump();
  std::string read;
  for (int i = 0; i < 10; ++i) {
    frame->move_focus(true);
    pump();
    read += focus().substr(4);
  }
  EXPECT_EQ(read, "bcdefghijk");
}

TEST_F(OnScreen, WhatTheKeysHideIsSeenWithoutThem) {
  open({1280, 800}, {.pixels_per_mm = 5.88, .viewing_distance_mm = 500});
  const auto shown = model("staff_search");
  show_model(shown);
  ASSERT_FALSE(named("tool_status")->IsShownOnScreen());
  click("hide_keys");
  EXPECT_GT(input.count<flow::Touched>(), 0) << "somebody is there";
  EXPECT_FALSE(named("key_q")->IsShownOnScreen());
  EXPECT_TRUE(named("tool_status")->IsShownOnScreen());
  show_model(shown);
  EXPECT_FALSE(named("key_q")->IsShownOnScreen()) << "news do not bring them back";
  click("unhide_keys");
  EXPECT_TRUE(named("key_q")->IsShownOnScreen());
}

TEST_F(OnScreen, KeysComeBackWhereSomebodyWantsToType) {
  open({1280, 800}, {.pixels_per_mm = 5.88, .viewing_distance_mm = 500});
  show_model(model("find_me"));
  click("hide_keys");
  ASSERT_FALSE(named("key_q")->IsShownOnScreen());
  click("field_last_name");
  EXPECT_EQ(input.count<flow::FieldChosen>(), 1);
  EXPECT_TRUE(named("key_q")->IsShownOnScreen());
  click("hide_keys");
  show_model(model("register_me"));
  EXPECT_TRUE(named("key_q")->IsShownOnScreen()) << "on another form";
  show_model(model("find_me"));
  click("hide_keys");
  show_model(model("welcome"));
  show_model(model("find_me"));
  EXPECT_TRUE(named("key_q")->IsShownOnScreen()) << "for the next guest";
}

TEST_F(OnScreen, WhatGaveWayToAWarningComesBackAfterIt) {
  open({1280, 800});
  auto shown = model("staff_search");
  shown.low = true;
  show_model(shown);
  const auto seen = [this] {
    std::vector<std::string> seen;
    for (const char* name : {"tool_status", "sign_out", "language_en", "key_q"}) {
      if (named(name)->IsShownOnScreen()) seen.push_back(name);
    }
    return seen;
  };
  const auto before = seen();
  shown.warning =
      flow::IdleWarning{.text = "Are you still there?",
                        .more_time = {.label = "I need more time", .event = flow::Touched{}, .id = "more_time"}};
  show_model(shown);
  EXPECT_NE(seen(), before) << "there is no room for all of it";
  shown.warning.reset();
  show_model(shown);
  EXPECT_EQ(seen(), before);
}

TEST_F(OnScreen, APageIsTurnedByItsArrows) {
  open({1280, 800}, {.pixels_per_mm = 5.88, .viewing_distance_mm = 500});
  show_model(model("list_calls"));
  ASSERT_FALSE(named("row_12")->IsShownOnScreen());
  for (int i = 0; i < 3 && !named("row_12")->IsShownOnScreen(); ++i) click("page_down");
  EXPECT_TRUE(named("row_12")->IsShownOnScreen());
  EXPECT_FALSE(named("row_1")->IsShownOnScreen());
}

TEST_F(OnScreen, TheWayBackIsOnEachPage) {
  open({1280, 800}, {.pixels_per_mm = 5.88, .viewing_distance_mm = 500});
  show_model(model("staff_question"));
  EXPECT_TRUE(named("back")->IsShownOnScreen());
  ASSERT_TRUE(named("page_down")->IsShownOnScreen());
  const wxRect place = named("back")->GetRect();
  click("page_down");
  EXPECT_FALSE(named("page_down")->IsEnabled()) << "the last one";
  EXPECT_TRUE(named("back")->IsShownOnScreen());
  EXPECT_EQ(named("back")->GetRect(), place);
}

TEST_F(OnScreen, ALookIsAnotherDressForTheSameWindows) {
  open({1280, 800});
  flow::ScreenModel shown = model("form_search");
  show_model(shown);
  const wxWindow* key = named("key_q");
  shown.look = flow::Look::Contrast;
  show_model(shown);
  EXPECT_EQ(named("key_q"), key);
  EXPECT_EQ(key->GetParent()->GetParent()->GetBackgroundColour(), wxColour(0, 0, 0));
}

}  // namespace
}  // namespace einlass::screens
