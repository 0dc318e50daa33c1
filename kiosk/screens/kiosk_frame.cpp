#include "kiosk/screens/kiosk_frame.h"

#include "kiosk/screens/after_paint.h"
#include "kiosk/screens/bars.h"
#include "kiosk/screens/diagnosis_scene.h"
#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/paint.h"
#include "kiosk/screens/scenes.h"

#include <algorithm>
#include <utility>

#include <wx/cursor.h>
#include <wx/display.h>
#include <wx/wupdlock.h>

namespace einlass::screens {

namespace {

// Without a window manager a full screen window comes out one pixel too wide; a bare frame of the display's size fits.
long frame_style(const FrameOptions& options) {
  return options.window ? wxDEFAULT_FRAME_STYLE : wxBORDER_NONE;
}

// Between two of the repeats that a held key sends.
constexpr base::Milliseconds kLongestRepeat{1'000};

wxRect frame_place(const FrameOptions& options) {
  if (options.window) return {wxDefaultPosition, *options.window};
  return wxDisplay(0U).GetGeometry();
}

}  // namespace

// Sees every touch, whatever control it is meant for. No control offers what a right click or a long touch opens.
class KioskFrame::InputWatch final : public wxEventFilter {
 public:
  explicit InputWatch(KioskFrame& frame) : frame_(frame) { wxEvtHandler::AddFilter(this); }
  ~InputWatch() override { wxEvtHandler::RemoveFilter(this); }
  InputWatch(const InputWatch&) = delete;
  InputWatch& operator=(const InputWatch&) = delete;

  int FilterEvent(wxEvent& event) override {
    if (event.GetEventType() == wxEVT_SET_FOCUS) frame_.on_focus(event.GetEventObject());
    if (event.GetEventType() == wxEVT_KEY_UP) frame_.held_key_ = 0;
    if (event.GetEventType() == wxEVT_LEFT_DOWN) frame_.on_press(flow::Touched{});
    const wxEventType type = event.GetEventType();
    const bool menu = type == wxEVT_CONTEXT_MENU || type == wxEVT_RIGHT_DOWN || type == wxEVT_MIDDLE_DOWN;
    return menu ? Event_Processed : Event_Skip;
  }

 private:
  KioskFrame& frame_;
};

KioskFrame::KioskFrame(FrameOptions options)
    : wxFrame(nullptr, wxID_ANY, "Einlass", frame_place(options).GetPosition(), frame_place(options).GetSize(),
              frame_style(options)),
      theme_(std::move(options.theme)),
      keys_(std::move(options.keys)),
      locked_(!options.window),
      ground_(new wxPanel(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL)) {
  const OnPress press = [this](const flow::Event& event) { on_press(event); };
  head_ = new HeadBar(ground_, theme_);
  diagnosis_ = new DiagnosisScene(ground_, theme_, press, {options.pictures, options.mirrored});
  attract_ = new AttractScene(ground_, theme_, std::move(options.pictures), options.mirrored);
  message_ = new MessageScene(ground_, theme_, press);
  notices_ = new NoticeBar(ground_, theme_);
  hint_ = new HintBar(ground_, theme_, press);
  foot_ = new FootBar(ground_, theme_, press, std::move(options.qr));
  message_->Hide();
  diagnosis_->Hide();
  if (!options.window) SetCursor(wxCursor(wxCURSOR_BLANK));
  colour(flow::Tone::Calm);
  ground_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    // GTK tells the size again after every layout.
    if (ground_->GetClientSize() != arranged_) arrange();
    event.Skip();
  });
  Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) { on_control_key(event); });
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) { on_close(event); });
  watch_ = std::make_unique<InputWatch>(*this);
  key_watch_.emplace(*this, [this](const flow::TypedKey& key) { return on_character(key); });
}

KioskFrame::~KioskFrame() = default;

void KioskFrame::show(const flow::ScreenModel& model) {
  const wxWindowUpdateLocker still(this);
  attracting_ = model.layout == flow::Layout::Attract && model.live_picture;
  SetTitle(wx_text(model.headline));  // read out first by a screen reader; a person's name is not part of it
  colour(model.tone);
  head_->set_model(model);
  diagnosing_ = model.layout == flow::Layout::Diagnosis;
  if (attracting_) {
    attract_->set_model(model);
  } else if (diagnosing_) {
    diagnosis_->set_model(model);
  } else {
    message_->set_model(model);
  }
  if (!diagnosing_) diagnosis_->clear();
  attract_->Show(attracting_);
  attract_->set_live(attracting_);
  diagnosis_->Show(diagnosing_);
  diagnosis_->set_live(diagnosing_ && model.live_picture);
  message_->Show(!attracting_ && !diagnosing_);
  notices_->set_model(model);
  hint_->set_model(model);
  foot_->set_model(model);
  arrange();
  buttons_.clear();
  for (const flow::Button* button : flow::buttons_of(model)) buttons_.push_back(button->id);
  keep_focus(model);
  guide_focus(model);
}

void KioskFrame::when_painted(std::function<void()> then) {
  after_paint(*this, std::move(then));
}

void KioskFrame::move_focus(bool forward) {
  if (buttons_.empty()) return;
  const wxWindow* focus = wxWindow::FindFocus();
  const auto at = std::find(buttons_.begin(), buttons_.end(), focus == nullptr ? "" : focus->GetName().utf8_string());
  const auto count = buttons_.size();
  const auto index = static_cast<std::size_t>(at - buttons_.begin());
  const bool nowhere = at == buttons_.end();
  const auto next = forward ? (nowhere ? 0 : (index + 1) % count) : (nowhere ? count : index + count) - 1;
  if (wxWindow* button = FindWindowByName(wx_text(buttons_[next % count]), this)) button->SetFocus();
}

void KioskFrame::press_focused() {
  if (auto* button = dynamic_cast<PressButton*>(wxWindow::FindFocus())) button->press();
}

void KioskFrame::arrange() {
  const wxSize size = ground_->GetClientSize();
  if (size.x < 200 || size.y < 200) return;
  arranged_ = size;
  const bool wide = size.x > size.y;
  const double scale = wide ? std::min(size.x / 1280.0, size.y / 800.0) : std::min(size.x / 800.0, size.y / 1280.0);
  if (scale != scale_) install_style(theme_, scale);
  scale_ = scale;
  const int head = head_->height(scale);
  const int notices = notices_->height(scale);
  // The attract screen gives its place to the picture; it has neither hint nor result to close.
  const int hint = attracting_ ? 0 : hint_->height(scale);
  const int foot = foot_->height(scale, size.x);
  const int middle = std::max(0, size.y - head - notices - hint - foot);
  head_->SetSize(0, 0, size.x, head);
  attract_->SetSize(0, head, size.x, middle);
  message_->SetSize(0, head, size.x, middle);
  diagnosis_->SetSize(0, head, size.x, middle);
  notices_->SetSize(0, head + middle, size.x, notices);
  hint_->SetSize(0, head + middle + notices, size.x, hint);
  foot_->SetSize(0, size.y - foot, size.x, foot);
  notices_->Show(notices > 0);
  hint_->Show(hint > 0);
  head_->arrange(scale);
  if (attracting_) {
    attract_->arrange(scale);
  } else if (diagnosing_) {
    diagnosis_->arrange(scale);
  } else {
    message_->arrange(scale);
  }
  notices_->arrange(scale);
  hint_->arrange(scale);
  foot_->arrange(scale);
}

void KioskFrame::colour(flow::Tone tone) {
  const Colours& colours = theme_.colours;
  const Colour ground = tone == flow::Tone::Success     ? colours.success_background
                        : tone == flow::Tone::Attention ? colours.attention_background
                                                        : colours.background;
  for (wxWindow* window :
       std::initializer_list<wxWindow*>{ground_, head_, attract_, message_, diagnosis_, notices_, hint_, foot_}) {
    if (window->GetBackgroundColour() != wx_colour(ground)) {
      window->SetBackgroundColour(wx_colour(ground));
      window->Refresh();
    }
  }
}

void KioskFrame::on_press(const flow::Event& event) {
  if (input_ != nullptr) input_->on_press(event);
}

void KioskFrame::on_control_key(wxKeyEvent& event) {
  const int key = event.GetKeyCode();
  const bool ends_code = key == WXK_RETURN || key == WXK_NUMPAD_ENTER || key == WXK_TAB;
  if (ends_code && input_ != nullptr && input_->on_enter(base::Milliseconds(event.GetTimestamp()))) return;
  const bool erases = key == WXK_BACK && !event.HasAnyModifiers();
  const auto meaning = erases ? std::optional(flow::Key::Erase) : keys_.meaning(event);
  if (meaning && input_ != nullptr) {
    if (!is_held(event)) input_->on_key(*meaning);
    return;
  }
  on_press(flow::Touched{});
  // Shortcuts of toolkit and desktop mean nothing here: Ctrl+Tab, Alt+F4, F10, Menu.
  const bool shortcut = event.ControlDown() || event.AltDown() || event.MetaDown() ||
                        (key >= WXK_F1 && key <= WXK_F24) || key == WXK_MENU || key == WXK_WINDOWS_MENU;
  if (!shortcut) event.Skip();
}

void KioskFrame::on_close(wxCloseEvent& event) {
  if (locked_ && event.CanVeto()) return event.Veto();
  event.Skip();
}

// A key that is held down is one press (EN 301 549, 5.7). wxGTK does not tell; a release may go to another window.
bool KioskFrame::is_held(const wxKeyEvent& event) {
  const base::Milliseconds at(event.GetTimestamp());
  const bool again = held_key_ == event.GetKeyCode() && at - held_since_ < kLongestRepeat;
  held_key_ = event.GetKeyCode();
  held_since_ = at;
  return again;
}

bool KioskFrame::on_character(const flow::TypedKey& key) {
  return input_ != nullptr && input_->on_character(key);
}

void KioskFrame::on_focus(const wxObject* window) {
  const auto* button = dynamic_cast<const PressButton*>(window);
  if (button != nullptr && input_ != nullptr) input_->on_focus(button->GetName().utf8_string());
}

// Whoever hears the screen begins at what there is to press, and at the time limit once that is all that counts.
void KioskFrame::guide_focus(const flow::ScreenModel& model) {
  if (model.listening == flow::Listening::None) return guided_.clear();
  const bool begins = guided_.empty();
  const std::string target = model.warning                 ? model.warning->more_time.id
                             : !model.buttons.empty()      ? model.buttons.front().id
                             : begins && !buttons_.empty() ? buttons_.front()
                                                           : "";
  const std::string screen = target + " " + model.headline;
  if (std::exchange(guided_, screen) == screen || target.empty()) return;
  wxWindow* button = FindWindowByName(wx_text(target), this);
  if (button == nullptr) return;
  if (button->HasFocus()) return on_focus(button);
  button->SetFocus();
}

// A button that hides takes the focus with it, and keys without a focus reach nobody. The next guest does not begin on
// the language that the one before chose.
void KioskFrame::keep_focus(const flow::ScreenModel& model) {
  const wxWindow* focus = wxWindow::FindFocus();
  const auto name = focus == nullptr ? std::string() : focus->GetName().utf8_string();
  const bool left_behind =
      model.language != language_ && name.starts_with("language_") && name != "language_" + model.language;
  language_ = model.language;
  if (focus == nullptr || !focus->IsShownOnScreen() || left_behind) ground_->SetFocusIgnoringChildren();
}

}  // namespace einlass::screens
