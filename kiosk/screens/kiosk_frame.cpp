#include "kiosk/screens/kiosk_frame.h"

#include "kiosk/screens/after_paint.h"
#include "kiosk/screens/bars.h"
#include "kiosk/screens/diagnosis_scene.h"
#include "kiosk/screens/each_window.h"
#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/paint.h"
#include "kiosk/screens/typing_scenes.h"

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
  rehearsal_ = new RehearsalBar(ground_, theme_);
  head_ = new HeadBar(ground_, theme_);
  diagnosis_ = new DiagnosisScene(ground_, theme_, press, options.pictures, options.mirrored);
  attract_ = new AttractScene(ground_, theme_, press, std::move(options.pictures), options.mirrored);
  message_ = new MessageScene(ground_, theme_, press, std::move(options.badge));
  form_ = new FormScene(ground_, theme_, press, [this] { arrange(); });
  list_ = new ListScene(ground_, theme_, press, [this] { arrange(); });
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
  rehearsal_->set_model(model);
  head_->set_model(model);
  Scene* const scene = scene_of(model);
  begin_page(model, *scene);
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
  order_buttons(model);
  keep_focus(model);
  follow_typing(model);
  guide_focus(model);
}

void KioskFrame::begin_page(const flow::ScreenModel& model, Scene& scene) {
  Page page{&scene, GetTitle(), {}};
  for (const flow::Field& field : model.fields) page.fields.push_back(field.edit.id);
  if (page_ == page) return;
  page_ = std::move(page);
  kept_.reset();
  scene.begin();
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
  if (std::holds_alternative<flow::FieldChosen>(event) && keys_are_hidden()) {
    shown_->keyboard()->hide_keys(false);
    arrange();
  }
  if (input_ != nullptr) input_->on_press(event, strikes_.late_event());
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

}  // namespace einlass::screens
