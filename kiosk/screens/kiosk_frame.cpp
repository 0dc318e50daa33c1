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
    if (event.GetEventType() == wxEVT_KEY_UP) frame_.held_key_.release();
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
      themes_(std::move(options.themes)),
      display_(options.display),
      theme_(themes_.at(flow::Look::Calm)),
      keys_(std::move(options.keys)),
      locked_(!options.window),
      ground_(new wxPanel(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL)) {
  const OnPress press = [this](const flow::Event& event) { on_press(event); };
  head_ = new HeadBar(ground_, theme_);
  diagnosis_ = new DiagnosisScene(ground_, theme_, press, options.pictures, options.mirrored);
  attract_ = new AttractScene(ground_, theme_, press, std::move(options.pictures), options.mirrored);
  message_ = new MessageScene(ground_, theme_, press, std::move(options.badge));
  form_ = new FormScene(ground_, theme_, press);
  list_ = new ListScene(ground_, theme_, press);
  sheet_ = new SheetScene(ground_, theme_, press);
  notices_ = new NoticeBar(ground_, theme_);
  tools_ = new ToolBar(ground_, theme_, press);
  hint_ = new HintBar(ground_, theme_, press);
  foot_ = new FootBar(ground_, theme_, press, std::move(options.qr));
  for (Scene* scene : std::initializer_list<Scene*>{message_, form_, list_, sheet_, diagnosis_}) scene->Hide();
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
  if (model.look != look_) wear(model.look);
  low_ = model.low;
  const wxString title = wx_text(model.headline);  // read out first by a screen reader; a person's name is not in it
  if (title != GetTitle()) SetTitle(title);
  colour(model.tone);
  head_->set_model(model);
  Scene* const scene = scene_of(model);
  scene->set_model(model);
  if (shown_ != scene) {
    if (shown_ != nullptr) shown_->Hide();
    scene->Show();
    attract_->Show(scene == attract_);
  }
  shown_ = scene;
  attract_->set_live(scene == attract_);
  diagnosis_->set_live(scene == diagnosis_ && model.live_picture);
  notices_->set_model(model);
  tools_->set_model(model);
  hint_->set_model(model);
  foot_->set_model(model);
  arrange();
  buttons_.clear();
  for (const flow::Button* button : flow::buttons_of(model)) buttons_.push_back(button->id);
  keep_focus(model);
  follow_typing(model);
  guide_focus(model);
}

Scene* KioskFrame::scene_of(const flow::ScreenModel& model) const {
  switch (model.layout) {
    case flow::Layout::Attract:
      return model.live_picture ? static_cast<Scene*>(attract_) : message_;
    case flow::Layout::Message:
    case flow::Layout::Choice:
      return message_;
    case flow::Layout::Form:
      return form_;
    case flow::Layout::List:
      return list_;
    case flow::Layout::Sheet:
      return sheet_;
    case flow::Layout::Diagnosis:
      return diagnosis_;
  }
  return message_;
}

namespace {

template <typename Take>
void each_window(wxWindow& parent, const Take& take) {
  for (wxWindow* child : parent.GetChildren()) {
    take(*child);
    each_window(*child, take);
  }
}

}  // namespace

// Another look: the same windows with other colours and sizes.
void KioskFrame::wear(flow::Look look) {
  const auto theme = themes_.find(look);
  look_ = look;
  theme_ = theme == themes_.end() ? themes_.at(flow::Look::Calm) : theme->second;
  styled_ = 0;
  each_window(*this, [](wxWindow& window) {
    if (auto* text = dynamic_cast<TextBlock*>(&window)) text->restyle();
    if (auto* button = dynamic_cast<PressButton*>(&window)) button->restyle();
    window.Refresh();
  });
}

void KioskFrame::when_painted(std::function<void()> then) {
  after_paint(*this, std::move(then));
}

// Those that have no place on the screen now are passed over; pages turn to those that wait on them.
void KioskFrame::move_focus(bool forward) {
  const std::size_t count = buttons_.size();
  if (count == 0) return;
  const wxWindow* focus = wxWindow::FindFocus();
  const auto at = std::find(buttons_.begin(), buttons_.end(), focus == nullptr ? "" : focus->GetName().utf8_string());
  const bool nowhere = at == buttons_.end();
  auto index = nowhere ? (forward ? count - 1 : 0) : static_cast<std::size_t>(at - buttons_.begin());
  for (std::size_t tried = 0; tried < count; ++tried) {
    index = (index + (forward ? 1 : count - 1)) % count;
    if (PressButton* button = button_in_view(buttons_[index])) return button->SetFocus();
  }
}

namespace {

PressButton* shown_button(const wxWindow& parent, const std::string& id) {
  for (wxWindow* child : parent.GetChildren()) {
    if (!child->IsShown()) continue;
    auto* button = dynamic_cast<PressButton*>(child);
    if (button != nullptr && button->id() == id) return button;
    if (PressButton* found = shown_button(*child, id)) return found;
  }
  return nullptr;
}

}  // namespace

PressButton* KioskFrame::button_in_view(const std::string& id) {
  if (shown_ != nullptr && shown_->turn_to(id)) arrange();
  return shown_button(*this, id);
}

void KioskFrame::press_focused() {
  if (auto* button = dynamic_cast<PressButton*>(wxWindow::FindFocus())) button->press();
}

namespace {

// Whether all that stands on the screen has its place at the size of type that was asked for.
bool all_text_fits(wxWindow& window) {
  bool fits = true;
  each_window(window, [&fits](wxWindow& child) {
    if (!child.IsShownOnScreen()) return;
    if (const auto* text = dynamic_cast<TextBlock*>(&child)) fits = fits && text->fits();
    if (const auto* button = dynamic_cast<PressButton*>(&child)) fits = fits && button->fits();
  });
  return fits;
}

}  // namespace

// Spacing gives way first, then large type, step by step, and only where there is no room for it at all.
void KioskFrame::arrange() {
  const wxSize size = ground_->GetClientSize();
  if (size.x < 200 || size.y < 200 || shown_ == nullptr) return;
  arranged_ = size;
  Measure measure = measure_of(size.x, size.y, display_, theme_.least_degrees);
  measure.low = low_;
  if (measure.scale != styled_) install_style(theme_, measure.scale);
  styled_ = measure.scale;
  arrange_with(measure, false);
  const auto fits = [this] { return shown_->fits() && all_text_fits(*this); };
  if (fits()) return;
  const bool tight = shown_ == message_ || shown_ == attract_;
  if (tight) arrange_with(measure, true);
  const int smallest = measure.px(theme_.sizes.small);
  while (measure.least_type > smallest && !fits()) {
    measure.least_type = measure.least_type * 88 / 100;
    if (measure.least_type <= smallest) measure.least_type = 0;
    arrange_with(measure, tight);
  }
}

void KioskFrame::arrange_with(const Measure& measure, bool tight) {
  const wxSize size = arranged_;
  const bool dense = tight || shown_ == form_ || shown_ == list_ || shown_ == sheet_;
  const bool warning_above = dense && !tight && hint_->warns() && !low_;  // there is no room to keep free for it
  const int hint = shown_ == attract_ || (dense && !hint_->warns() && (!tight || hint_->is_empty()))
                       ? 0
                       : hint_->height(measure, size.x);
  int head = std::max(head_->height(measure, dense), warning_above ? hint : 0);
  const int notices = notices_->height(measure, size.x);
  int tools = tools_->height(measure, size.x);
  int foot = foot_->height(measure, size.x, dense);
  // On a display that is small for fingers, what is typed and pressed now goes before what stands around it.
  const int least = shown_->least_height(measure, size.x - 2 * measure.px(theme_.sizes.margin));
  const auto make_room = [&](int& bar) {
    if (size.y - head - notices - tools - foot - (warning_above ? 0 : hint) < least) bar = 0;
  };
  if (tools > 0) make_room(foot);
  if (!warning_above && !head_->warns()) make_room(head);
  make_room(tools);
  make_room(foot);
  const int below = notices + tools + foot + (warning_above ? 0 : hint);
  const int middle = std::max(0, size.y - head - below);
  int top = head + middle;
  const auto put = [&](wxWindow* bar, int height) {
    bar->SetSize(0, top, size.x, height);
    bar->Show(height > 0);
    top += height;
  };
  const int above = low_ ? notices : 0;  // notices are not touched
  head_->SetSize(0, 0, size.x, head);
  head_->Show(!warning_above && head > 0);
  shown_->SetSize(0, head + above, size.x, middle);
  if (low_) top = head;
  put(notices_, notices);
  top = head + middle + notices;
  put(tools_, tools);
  put(hint_, warning_above ? 0 : hint);
  put(foot_, foot);
  if (warning_above) {
    hint_->SetSize(0, 0, size.x, head);
    hint_->Show();
  }
  head_->arrange(measure);
  shown_->arrange(measure);
  notices_->arrange(measure);
  tools_->arrange(measure);
  hint_->arrange(measure);
  foot_->arrange(measure);
}

void KioskFrame::colour(flow::Tone tone) {
  const Colours& colours = theme_.colours;
  const Colour ground = tone == flow::Tone::Success     ? colours.success_background
                        : tone == flow::Tone::Attention ? colours.attention_background
                                                        : colours.background;
  for (wxWindow* window : std::initializer_list<wxWindow*>{ground_, head_, attract_, message_, form_, list_, sheet_,
                                                           diagnosis_, notices_, tools_, hint_, foot_}) {
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
    // wxGTK does not tell of repeats.
    const bool held = held_key_.repeats(static_cast<unsigned>(key), base::Milliseconds(event.GetTimestamp()));
    if (!held) input_->on_key(*meaning);
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

bool KioskFrame::on_character(const flow::TypedKey& key) {
  return input_ != nullptr && input_->on_character(key);
}

void KioskFrame::on_focus(const wxObject* window) {
  const auto* button = dynamic_cast<const PressButton*>(window);
  if (button != nullptr && input_ != nullptr) input_->on_focus(button->GetName().utf8_string());
}

// Whoever hears the screen begins at what there is to fill in or to press, and at the time limit once that is all that
// counts.
void KioskFrame::guide_focus(const flow::ScreenModel& model) {
  if (model.listening == flow::Listening::None) return guided_.clear();
  const bool begins = guided_.empty();
  const auto field =
      std::find_if(model.fields.begin(), model.fields.end(), [](const flow::Field& each) { return each.typed_into; });
  const std::string target = model.warning                 ? model.warning->more_time.id
                             : field != model.fields.end() ? field->edit.id
                             : !model.rows.empty()         ? model.rows.front().open.id
                             : !model.buttons.empty()      ? model.buttons.front().id
                             : begins && !buttons_.empty() ? buttons_.front()
                                                           : "";
  const std::string screen = target + " " + model.headline;
  if (std::exchange(guided_, screen) == screen || target.empty()) return;
  PressButton* button = button_in_view(target);
  if (button == nullptr) return;
  if (button->HasFocus()) return on_focus(button);
  button->SetFocus();
}

// The focus is where typing goes: at a form's beginning, and from field to field. Whoever has gone to a button stays.
void KioskFrame::follow_typing(const flow::ScreenModel& model) {
  const auto field =
      std::find_if(model.fields.begin(), model.fields.end(), [](const flow::Field& each) { return each.typed_into; });
  if (field == model.fields.end()) return filled_in_.clear();
  const wxWindow* focus = wxWindow::FindFocus();
  const bool in_a_field = focus != nullptr && focus->GetName().StartsWith("field_");
  const bool begins = std::exchange(filled_in_, model.headline) != model.headline;
  if (!begins && !in_a_field) return;
  if (PressButton* place = button_in_view(field->edit.id); place != nullptr && place != focus) place->SetFocus();
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
