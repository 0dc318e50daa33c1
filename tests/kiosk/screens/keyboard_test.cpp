// A real keyboard, key by key through the X server: layouts, dead keys, and keys that mean nothing here.
#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <cstdlib>
#include <string>
#include <utility>

#include <wx/uiaction.h>

namespace einlass::screens {
namespace {

class Keyboard : public WindowTest {
 protected:
  void SetUp() override {
    open({1280, 800});
    show(std::get<flow::State>(gallery().front().what));
    pump();
  }
  void TearDown() override {
    run("setxkbmap us");
    WindowTest::TearDown();
  }
  static void run(const std::string& command) {
    ASSERT_EQ(std::system((command + " >/dev/null 2>&1").c_str()), 0) << command;
    pump();
  }
  // Key codes, so that it is a place on the keyboard, whatever its layout makes of it.
  void press(const std::string& keys) {
    input.typed.clear();
    input.on_us_keyboard.clear();
    run("xdotool key --delay 5 " + keys);
  }
  void show_screen(const std::string& name) {
    show(state_called(name));
    pump();
  }
};

TEST_F(Keyboard, TellsWhatAKeyTypesHereAndWhatOnAUsKeyboard) {
  run("setxkbmap de");
  press("29 52 20 shift+60 shift+20");  // z, y, the key beside 0, the dot, again the key beside 0
  EXPECT_EQ(input.typed, "zyß:?");
  EXPECT_EQ(input.on_us_keyboard, "yz->_");
  run("setxkbmap us");
  press("29 52 20 shift+47");
  EXPECT_EQ(input.typed, "yz-:");
  EXPECT_EQ(input.on_us_keyboard, "yz-:");
}

TEST_F(Keyboard, ComposesAccentsWhateverHasTheFocus) {
  run("setxkbmap de");
  show_screen("welcome");
  for (const bool on_button : {false, true}) {
    if (on_button) {
      named("done")->SetFocus();
    } else {
      frame->SetFocus();
    }
    pump();
    press("21 26 21 shift+38 34 shift+34");  // acute accent, e; again, A; the key of ü twice
    EXPECT_EQ(input.typed, "éÁüÜ");
    EXPECT_EQ(input.on_us_keyboard, "=e=A[{") << "a hand scanner would have meant these";
  }
}

TEST_F(Keyboard, CapsLockDoesNotTurnAScannersLettersRound) {
  press("Caps_Lock 38 shift+38 Caps_Lock");
  EXPECT_EQ(input.typed, "Aa");
  EXPECT_EQ(input.on_us_keyboard, "aA");
}

TEST_F(Keyboard, TypesOnceHoweverLongAKeyIsHeld) {
  input.typed.clear();
  wxUIActionSimulator hand;
  for (int i = 0; i < 4; ++i) hand.KeyDown('A');  // as X repeats them
  hand.KeyUp('A');
  pump();
  EXPECT_EQ(input.typed, "a");
  press("38 38");
  EXPECT_EQ(input.typed, "aa");
}

TEST_F(Keyboard, BackspaceErases) {
  press("BackSpace");
  ASSERT_FALSE(input.keys.empty());
  EXPECT_EQ(input.keys.back(), flow::Key::Erase);
  input.keys.clear();
  press("ctrl+BackSpace alt+BackSpace");
  EXPECT_TRUE(input.keys.empty());
}

TEST_F(Keyboard, ShortcutsOfToolkitAndDesktopMeanNothing) {
  input.swallow = false;
  show_screen("welcome");
  named("done")->SetFocus();
  pump();
  for (const char* shortcut : {"alt+F4",
                               "ctrl+w",
                               "ctrl+q",
                               "ctrl+Tab",
                               "ctrl+shift+Tab",
                               "alt+Tab",
                               "F10",
                               "shift+F10",
                               "F11",
                               "Menu",
                               "super",
                               "super+d",
                               "alt+space",
                               "ctrl+space",
                               "ctrl+Return",
                               "alt+Return",
                               "ctrl+alt+Delete",
                               "ctrl+shift+i",
                               "alt+d",
                               "Print",
                               "ctrl+p",
                               "ctrl+o",
                               "F12"}) {
    press(shortcut);
    EXPECT_TRUE(frame->IsShownOnScreen()) << shortcut;
    EXPECT_TRUE(named("done")->HasFocus()) << shortcut;
    EXPECT_EQ(input.count<flow::DonePressed>(), 0) << shortcut;
    EXPECT_TRUE(input.keys.empty()) << shortcut;
    EXPECT_EQ(input.typed, "") << shortcut;
  }
  EXPECT_EQ(wxTopLevelWindows.GetCount(), 1U) << "no menu, dialog or inspector";
  press("space");
  EXPECT_EQ(input.count<flow::DonePressed>(), 1) << "and the keyboard still works";
}

TEST_F(Keyboard, AltGrTypesWhatStandsOnTheKey) {
  run("setxkbmap de");
  press("ISO_Level3_Shift+24");
  EXPECT_EQ(input.typed, "@");
}

TEST_F(Keyboard, ClosingTheWindowIsForTheProgramOnly) {
  EXPECT_FALSE(frame->Close()) << "as a window manager asks, for Alt+F4 or a cross";
  EXPECT_FALSE(frame->IsBeingDeleted());
  EXPECT_TRUE(frame->IsShownOnScreen());
}

TEST_F(Keyboard, ARightClickOpensNothing) {
  show_screen("welcome");
  const wxRect place = named("done")->GetScreenRect();
  wxUIActionSimulator hand;
  hand.MouseMove(place.x + 20, place.y + 20);
  hand.MouseClick(wxMOUSE_BTN_RIGHT);
  pump();
  EXPECT_EQ(input.count<flow::DonePressed>(), 0);
  EXPECT_EQ(wxTopLevelWindows.GetCount(), 1U);
}

}  // namespace
}  // namespace einlass::screens
