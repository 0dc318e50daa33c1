// Real touches and keys in a real window.
#include "kiosk/flow/step.h"
#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <wx/button.h>
#include <wx/uiaction.h>

namespace einlass::screens {
namespace {

class Touch : public WindowTest {
 protected:
  void SetUp() override { open({1280, 800}); }
  void show_screen(const std::string& name) {
    show(state_called(name));
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
  flow::State state = state_called("attract");
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
    void on_press(const flow::Event& event, base::Milliseconds /*late*/) override {
      if (std::holds_alternative<flow::DonePressed>(event)) vanish_();
    }
    void on_key(flow::Key) override {}
    void on_focus(const std::string&) override {}
    bool on_character(const flow::TypedKey&) override { return false; }
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

// The window does something else for a while; the X server notes when the hand struck.
TEST_F(Touch, TellsHowFarTwoStrikesWereApartThatItCameToAtOnce) {
  show_screen("welcome");
  for (int i = 0; i < 5; ++i) click("help");  // what is come to at once tells how far the clocks are apart
  input.pressed.clear();
  input.lates.clear();
  wxUIActionSimulator hand;
  const auto press = [&] { hand.MouseClick(); };
  press();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  press();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ASSERT_TRUE(pump_until([this] { return input.count<flow::HelpPressed>() == 2; }));
  std::vector<base::Milliseconds> lates;
  for (std::size_t i = 0; i < input.pressed.size(); ++i) {
    if (std::holds_alternative<flow::HelpPressed>(input.pressed[i])) lates.push_back(input.lates[i]);
  }
  EXPECT_GE(lates[0] - lates[1], base::Milliseconds(200));
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
  for (int i = 0; i < 6; ++i) {
    key(WXK_TAB);
    reached.push_back(wxWindow::FindFocus()->GetName().utf8_string());
  }
  EXPECT_EQ(reached, (std::vector<std::string>{"done", "language_de", "language_en", "look", "low", "help"}));
  key(WXK_RETURN);
  EXPECT_EQ(input.count<flow::HelpPressed>(), 1);
  key(WXK_ESCAPE);
  EXPECT_EQ(input.count<flow::DonePressed>(), 1);
}

TEST_F(Keys, OfAKeypadGoRoundTheButtonsInTheOrderThatIsSaid) {
  show_screen("welcome_closing");
  flow::State state = state_called("welcome_closing");
  const auto model = flow::screen_model(state, config, packaged_texts());
  std::vector<std::string> order;
  for (const flow::Button* button : flow::buttons_of(model)) order.push_back(button->id);
  ASSERT_EQ(order.size(), 7U);
  named(order.back())->SetFocus();
  pump();
  input.reached.clear();
  for (std::size_t i = 0; i < order.size(); ++i) key(WXK_DOWN);
  EXPECT_EQ(input.reached, order);
  key(WXK_UP);
  EXPECT_EQ(input.reached.back(), order[5]);
  key(WXK_F5);
  EXPECT_EQ(input.keys.back(), flow::Key::Repeat);
  EXPECT_EQ(input.count<flow::Touched>(), 0) << "what a key means, it means alone";
}

TEST_F(Keys, ThatAreHeldDownPressOnce) {
  show_screen("welcome");
  wxUIActionSimulator hand;
  for (int i = 0; i < 4; ++i) hand.KeyDown(WXK_F5);  // as X repeats them
  hand.KeyUp(WXK_F5);
  ASSERT_TRUE(pump_until([this] { return !input.keys.empty(); }));
  pump();
  EXPECT_EQ(input.keys.size(), 1U);
  key(WXK_F5);
  EXPECT_EQ(input.keys.size(), 2U);
}

TEST_F(Keys, BeginAtTheFirstButtonOfTheScreenWhereItIsHeard) {
  input.swallow = false;
  flow::State state = state_called("welcome");
  show(state);
  named("help")->SetFocus();
  pump();
  EXPECT_FALSE(named("done")->HasFocus());
  state.speech.asked = true;
  show(state);
  pump();
  EXPECT_TRUE(named("done")->HasFocus());
  named("help")->SetFocus();
  pump();
  show(state);
  pump();
  EXPECT_TRUE(named("help")->HasFocus()) << "where the person went since";
  state.visit.closing = true;
  show(state);
  pump();
  EXPECT_TRUE(named("more_time")->HasFocus()) << "one press is enough to stay";
  key(WXK_RETURN);
  EXPECT_EQ(input.count<flow::MoreTimePressed>(), 1);
}

TEST_F(Keys, BeginAtTheFirstButtonAtAllWhereTheScreenHasNoneOfItsOwn) {
  flow::State state = state_called("attract");
  show(state);
  for (const std::string before : {"language_en", "language_de"}) {
    named(before)->SetFocus();
    pump();
    input.reached.clear();
    state.speech.asked = true;
    show(state);
    pump();
    EXPECT_TRUE(named("language_de")->HasFocus());
    EXPECT_EQ(input.reached, (std::vector<std::string>{"language_de"})) << "told even where nothing moved";
    state.speech.asked = false;
    show(state);
  }
}

TEST(KeyNames, AreRefusedInOneSentence) {
  using flow::Key;
  const std::pair<KeyNames, std::string> cases[] = {
      {{{Key::Next, {"Tabb"}}},
       "The key \"Tabb\" in [keys] of the settings is none that this kiosk knows; give another one."},
      {{{Key::Next, {"Tab"}}, {Key::Press, {"Tab"}}},
       "The key \"Tab\" in [keys] of the settings would mean two things; give another one."},
      {{{Key::Press, {"5"}}},
       "The key \"5\" in [keys] of the settings types a character, as hand scanners do; give another one."},
      {{{Key::Press, {"KP_5"}}},
       "The key \"KP_5\" in [keys] of the settings types a character, as hand scanners do; give another one."}};
  for (const auto& [names, message] : cases) {
    const auto read = KeyMap::read(names);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, message);
  }
  EXPECT_TRUE(KeyMap::read({{Key::Next, {"Tab", "F24", "Num Enter"}}, {Key::Previous, {"Shift+Tab", "PageUp"}}}));
}

TEST_F(Keys, OfTheNextGuestBeginBesideTheLanguageOfTheOneBefore) {
  flow::State state = state_called("attract");
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
