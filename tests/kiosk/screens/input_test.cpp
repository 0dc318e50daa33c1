// Real touches and keys in a real window.
#include "kiosk/flow/step.h"
#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <algorithm>

#include <wx/button.h>
#include <wx/uiaction.h>

namespace einlass::screens {
namespace {

class Touch : public WindowTest {
 protected:
  void SetUp() override { open({1280, 800}); }
  void show_screen(const std::string& name) {
    for (const Shown& shown : gallery()) {
      if (shown.name == name) show(shown.state);
    }
    pump();
  }
  std::string label(const std::string& name) const { return named(name)->GetLabel().utf8_string(); }
  void type(const char* keys) {
    wxUIActionSimulator hand;
    hand.Text(keys);
    pump();
  }
  void key(int code) {
    wxUIActionSimulator hand;
    hand.Char(code);
    pump();
  }
};

TEST_F(Touch, SwitchesTheLanguageOfTheWholeScreen) {
  flow::State state = gallery().front().state;
  show(state);
  pump();
  EXPECT_EQ(label("help"), "Hilfe");
  click("language_en");
  ASSERT_EQ(input.count<flow::LanguageChosen>(), 1);
  state = flow::step(state, input.pressed.back(), config).state;
  show(state);
  pump();
  EXPECT_EQ(label("help"), "Ask for help");
  EXPECT_EQ(label("language_de"), "Deutsch") << "each language in its own words";
  EXPECT_EQ(label("language_en"), "\u2713\u2002English") << "what is chosen is told by more than its colour";
  EXPECT_GT(named("language_en")->GetFont().GetWeight(), named("language_de")->GetFont().GetWeight());
}

TEST_F(Touch, PressesWhatTheButtonSays) {
  show_screen("welcome");
  click("done");
  EXPECT_EQ(input.count<flow::DonePressed>(), 1);
  click("help");
  EXPECT_EQ(input.count<flow::HelpPressed>(), 1);
  show_screen("choose");
  click("choice_2");
  EXPECT_EQ(input.count<flow::TicketChosen>(), 1);
  show_screen("welcome_closing");
  click("more_time");
  EXPECT_EQ(input.count<flow::MoreTimePressed>(), 1);
}

TEST_F(Touch, TellsOfATouchThatMeetsNoButton) {
  show_screen("welcome");
  wxUIActionSimulator hand;
  hand.MouseMove(640, 40);
  hand.MouseClick();
  EXPECT_TRUE(pump_until([this] { return input.count<flow::Touched>() > 0; }));
}

TEST_F(Touch, SurvivesAButtonThatVanishesWhileItIsPressed) {
  show_screen("welcome");
  class Vanishing final : public flow::Input {
   public:
    explicit Vanishing(std::function<void()> vanish) : vanish_(std::move(vanish)) {}
    void on_press(const flow::Event& event) override {
      if (std::holds_alternative<flow::DonePressed>(event)) vanish_();
    }
    bool on_character(std::string_view, base::Milliseconds) override { return false; }
    bool on_enter(base::Milliseconds) override { return false; }

   private:
    std::function<void()> vanish_;
  };
  Vanishing vanishing([this] { show_screen("attract"); });
  frame->connect(vanishing);
  click("done");
  EXPECT_FALSE(named("done")->IsShownOnScreen());
  frame->connect(input);
}

using Keys = Touch;

TEST_F(Keys, OfAHandScannerArriveAsTyped) {
  show_screen("attract");
  type("EB1:7ZzTest");
  EXPECT_EQ(input.typed, "EB1:7ZzTest") << "upper and lower case count";
  key(WXK_RETURN);
  EXPECT_EQ(input.enters, 1);
  EXPECT_TRUE(std::is_sorted(input.times.begin(), input.times.end()));
}

TEST_F(Keys, OfAHandScannerPressNoButton) {
  show_screen("welcome");
  named("done")->SetFocus();
  pump();
  type("A B C");
  key(WXK_RETURN);
  EXPECT_EQ(input.typed, "A B C");
  EXPECT_EQ(input.count<flow::DonePressed>(), 0);
}

TEST_F(Keys, OfAPersonReachEveryButton) {
  input.swallow = false;
  show_screen("welcome");
  std::vector<std::string> reached;
  named("help")->SetFocus();
  pump();
  for (int i = 0; i < 4; ++i) {
    key(WXK_TAB);
    reached.push_back(wxWindow::FindFocus()->GetName().utf8_string());
  }
  EXPECT_EQ(reached, (std::vector<std::string>{"done", "language_de", "language_en", "help"}));
  key(WXK_RETURN);
  EXPECT_EQ(input.count<flow::HelpPressed>(), 1);
  key(WXK_ESCAPE);
  EXPECT_EQ(input.count<flow::DonePressed>(), 1);
}

TEST_F(Keys, OfTheNextGuestBeginBesideTheLanguageOfTheOneBefore) {
  flow::State state = gallery().front().state;
  show(state);
  named("language_en")->SetFocus();
  pump();
  state.language = "en";
  show(state);
  pump();
  EXPECT_TRUE(named("language_en")->HasFocus()) << "where the person who chose it still is";
  state.language = "de";
  show(state);
  pump();
  EXPECT_FALSE(named("language_en")->HasFocus()) << "beside the mark on Deutsch";
  type("TICKET");
  EXPECT_EQ(input.typed, "TICKET");
}

TEST_F(Keys, StillArriveAfterTheFocusedButtonHasGone) {
  show_screen("welcome");
  named("done")->SetFocus();
  pump();
  show_screen("attract");
  type("TICKET");
  EXPECT_EQ(input.typed, "TICKET");
}

}  // namespace
}  // namespace einlass::screens
