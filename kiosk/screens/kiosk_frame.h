// The kiosk's only window: draws whatever ScreenModel it is given, reports touches and keys, knows no rule.
// Made by the program after wx has started; lives until the program ends. UI thread.
#pragma once

#include "kiosk/flow/display.h"
#include "kiosk/screens/badge_view.h"
#include "kiosk/screens/held_key.h"
#include "kiosk/screens/key_map.h"
#include "kiosk/screens/key_watch.h"
#include "kiosk/screens/measure.h"
#include "kiosk/screens/pictures.h"
#include "kiosk/screens/strike_clock.h"
#include "kiosk/screens/theme.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <wx/frame.h>

namespace einlass::screens {

class AttractScene;
class DiagnosisScene;
class FootBar;
class HeadBar;
class RehearsalBar;
class HintBar;
class NoticeBar;
class PressButton;
class Scene;
class ToolBar;

struct FrameOptions {
  std::map<flow::Look, Theme> themes;  // at least of Look::Calm
  DisplaySize display;
  std::optional<wxSize> window;  // nothing: the whole display, without borders and pointer
  PictureSource pictures;
  bool mirrored = true;  // the picture, like a looking glass
  QrSource qr;
  KeyMap keys;
  BadgeSource badge{};  // before it prints
};

class KioskFrame : public wxFrame, public flow::Display {
 public:
  explicit KioskFrame(FrameOptions options);
  ~KioskFrame() override;

  // Where touches and keys go; before the first event is handled. `input` outlives the window.
  void connect(flow::Input& input) { input_ = &input; }
  void disconnect() { input_ = nullptr; }  // before `input` ends

  void show(const flow::ScreenModel& model) override;
  void when_painted(std::function<void()> then) override;
  void move_focus(bool forward) override;
  void press_focused() override;

 private:
  class InputWatch;
  struct Page {
    const Scene* scene = nullptr;
    wxString headline;
    std::vector<std::string> fields;  // ids
    bool operator==(const Page&) const = default;
  };
  // How a page is looked at.
  struct View {
    flow::Look look = flow::Look::Calm;
    bool low = false;
    bool keys_hidden = false;
    wxSize size;
    bool operator==(const View&) const = default;
  };
  // What gave way on a page that is typed into, and does not come back while it is there.
  struct Kept {
    int least_type = 0;  // Measure::least_type
    bool without_head = false;
    bool without_tools = false;
    bool without_foot = false;
  };
  void begin_page(const flow::ScreenModel& model, Scene& scene);
  void keep_arrangement(const Measure& measure);
  void wear(flow::Look look);
  Scene* scene_of(const flow::ScreenModel& model) const;
  void arrange();
  void arrange_with(const Measure& measure, bool tight);
  void colour(flow::Tone tone);
  void order_buttons(const flow::ScreenModel& model);
  bool keys_are_hidden() const;
  PressButton* button_in_view(const std::string& id);
  void on_control_key(wxKeyEvent& event);
  bool on_character(const flow::TypedKey& key);
  void on_close(wxCloseEvent& event);
  void keep_focus(const flow::ScreenModel& model);
  void follow_typing(const flow::ScreenModel& model);
  void guide_focus(const flow::ScreenModel& model);
  void on_press(const flow::Event& event);
  void on_focus(const wxObject* window);

  std::map<flow::Look, Theme> themes_;
  DisplaySize display_;
  Theme theme_;  // the one that is worn; all parts of the window refer to it
  flow::Look look_ = flow::Look::Calm;
  KeyMap keys_;
  bool locked_;  // full screen: closes for the program only
  flow::Input* input_ = nullptr;
  wxPanel* ground_;
  RehearsalBar* rehearsal_;
  HeadBar* head_;
  AttractScene* attract_;
  Scene* message_;
  Scene* form_;
  Scene* list_;
  Scene* sheet_;
  DiagnosisScene* diagnosis_;
  Scene* shown_ = nullptr;
  NoticeBar* notices_;
  ToolBar* tools_;
  HintBar* hint_;
  FootBar* foot_;
  double styled_ = 0;  // for which scale GTK has its style sheet
  wxSize arranged_;
  Page page_;
  View view_;
  std::optional<Kept> kept_;
  bool low_ = false;
  HeldKey held_key_;
  StrikeClock strikes_;
  std::string language_;              // as shown last
  std::vector<std::string> buttons_;  // those on the screen, in order
  std::string filled_in_;             // the form that is shown, by its headline
  std::string guided_;                // for which screen the focus was moved
  std::unique_ptr<InputWatch> watch_;
  std::optional<KeyWatch> key_watch_;
};

}  // namespace einlass::screens
