#include "tests/kiosk/screens/window_test.h"

#include "kiosk/screens/press_button.h"
#include "tests/kiosk/screens/pictures.h"

#include <chrono>
#include <cmath>
#include <filesystem>

#include <wx/app.h>
#include <wx/dcmemory.h>
#include <wx/display.h>
#include <wx/evtloop.h>
#include <wx/image.h>
#include <wx/mstream.h>
#include <wx/uiaction.h>
#include <wx/utils.h>

namespace einlass::screens {

namespace {

std::filesystem::path pictures_folder;

class TestApp final : public wxApp {
 public:
  bool OnInit() override {
    wxInitAllImageHandlers();
    return true;
  }
  int OnRun() override {
    wxEventLoop loop;
    const wxEventLoopActivator active(&loop);
    if (!pictures_folder.empty()) return make_pictures(pictures_folder);
    return RUN_ALL_TESTS();
  }
};

// A room with a phone in it, roughly.
GreyPicture painted_picture() {
  constexpr int width = 640;
  constexpr int height = 480;
  auto pixels = std::make_shared<std::vector<std::uint8_t>>(width * height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool phone = x > 250 && x < 400 && y > 110 && y < 400;
      const bool code =
          x > 270 && x < 380 && y > 190 && y < 300 && ((x / 10) * 7 + (y / 10) * 5 + (x / 10) * (y / 10)) % 3 == 0;
      const double light = 120 + 60 * std::sin(x / 90.0) + 40 * std::cos(y / 70.0);
      (*pixels)[static_cast<std::size_t>(y * width + x)] = static_cast<std::uint8_t>(code ? 20 : phone ? 235 : light);
    }
  }
  GreyPicture picture{.width = width, .height = height, .stride = width, .pixels = pixels->data()};
  picture.owner = pixels;
  return picture;
}

}  // namespace

bool pump_until(const std::function<bool()>& done) {
  const auto start = std::chrono::steady_clock::now();
  while (!done()) {
    if (std::chrono::steady_clock::now() - start > std::chrono::seconds(20)) return false;
    wxYield();
    wxMilliSleep(2);
  }
  return true;
}

void pump() {
  for (int i = 0; i < 10; ++i) {
    wxYield();
    wxMilliSleep(3);
  }
}

std::map<flow::Look, Theme> packaged_themes() {
  std::map<flow::Look, Theme> themes;
  for (const auto& [look, name] : {std::pair(flow::Look::Calm, "calm"), std::pair(flow::Look::Large, "large"),
                                   std::pair(flow::Look::Contrast, "contrast")}) {
    const auto folder = std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/theme";
    auto theme = read_theme(folder / (std::string(name) + ".ini"));
    if (!theme) throw std::runtime_error(theme.error().message);
    themes.emplace(look, *std::move(theme));
  }
  return themes;
}

CatalogueTexts& packaged_texts() {
  static CatalogueTexts texts(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass/locale");
  return texts;
}

namespace {

QrModules some_code(const std::string& /*text*/) {
  QrModules modules(29, std::vector<bool>(29));
  for (std::size_t i = 0; i < 29 * 29; ++i) modules[i / 29][i % 29] = (i * i / 3 + i / 29) % 2 == 0;
  return modules;
}

// A badge with a long name on it, as a printer would get it.
std::shared_ptr<const std::string> painted_badge() {
  wxBitmap card(1016, 638);
  wxMemoryDC paper(card);
  paper.SetBackground(*wxWHITE_BRUSH);
  paper.Clear();
  const auto write = [&paper](const char* text, int pixels, int top) {
    paper.SetFont(wxFont(wxFontInfo(wxSize(0, pixels)).FaceName("Noto Sans").Bold()));
    paper.DrawLabel(wxString::FromUTF8(text), wxRect(50, top, 916, 2 * pixels), wxALIGN_LEFT | wxALIGN_TOP);
  };
  write("Future Summit 2026", 38, 44);
  write("Wilhelmine-Charlotte Freifrau von", 54, 220);
  write("Hohenlohe-Waldenburg-Schmidt", 54, 296);
  write("Nordlicht GmbH", 42, 420);
  paper.SelectObject(wxNullBitmap);
  wxMemoryOutputStream png;
  card.ConvertToImage().SaveFile(png, wxBITMAP_TYPE_PNG);
  std::string bytes(png.GetSize(), '\0');
  png.CopyTo(bytes.data(), bytes.size());
  return std::make_shared<const std::string>(std::move(bytes));
}

}  // namespace

KioskFrame* new_frame(const DisplaySize& display) {
  return new KioskFrame({.themes = packaged_themes(),
                         .display = display,
                         .window = std::nullopt,
                         .pictures = [picture = painted_picture()] { return picture; },
                         .mirrored = true,
                         .qr = some_code,
                         .keys = KeyMap::read({{flow::Key::Next, {"Tab", "Down"}},
                                               {flow::Key::Previous, {"Shift+Tab", "Up"}},
                                               {flow::Key::Press, {"Enter"}},
                                               {flow::Key::Back, {"Esc"}},
                                               {flow::Key::Repeat, {"F5"}}})
                                     .value(),
                         .badge = painted_badge});
}

flow::FlowConfig shown_config() {
  flow::FlowConfig config;
  config.event_name = "Future Summit 2026";
  config.door = "Haupteingang";
  config.organiser = "Hamburger Netzwerk e. V.";
  config.privacy_url = "https://example.org/datenschutz";
  config.welcome = {{"de", "Der Vortrag beginnt um 18:00 Uhr im Großen Saal, 1. Etage."},
                    {"en", "The talk begins at 18:00 in the Great Hall on the first floor."}};
  return config;
}

void WindowTest::open(const wxSize& size, const DisplaySize& display) {
  config = shown_config();
  frame = new_frame(display);
  input.display = frame;
  frame->connect(input);
  frame->SetSize(size);
  frame->Show();
  frame->Raise();
  ASSERT_TRUE(pump_until([this, &size] { return frame->IsShownOnScreen() && frame->GetClientSize() == size; }));
}

namespace {

wxWindow* shown_window(const wxWindow& parent, const wxString& name) {
  for (wxWindow* child : parent.GetChildren()) {
    if (!child->IsShown()) continue;
    if (child->GetName() == name) return child;
    if (wxWindow* found = shown_window(*child, name)) return found;
  }
  return nullptr;
}

}  // namespace

flow::ScreenModel show_in(KioskFrame& frame, const Shown& shown, const Shape& shape, const flow::FlowConfig& config) {
  flow::ScreenModel model = model_of(shown, shape, config, packaged_texts());
  frame.show(model);
  auto* hide = shown.keys_hidden ? dynamic_cast<PressButton*>(shown_window(frame, "hide_keys")) : nullptr;
  if (hide != nullptr) hide->press();
  return model;
}

// Scenes that are hidden may have had a button of the same name.
wxWindow* WindowTest::named(const std::string& name) const {
  wxWindow* shown = shown_window(*frame, wxString::FromUTF8(name));
  return shown != nullptr ? shown : wxWindow::FindWindowByName(name, frame);
}

void WindowTest::TearDown() {
  if (frame != nullptr) frame->Destroy();
  frame = nullptr;
  pump();
}

void WindowTest::click(const std::string& name) const {
  wxWindow* control = named(name);
  ASSERT_NE(control, nullptr) << name;
  const wxRect place = control->GetScreenRect();
  wxUIActionSimulator hand;
  hand.MouseMove(place.x + place.width / 2, place.y + place.height / 2);
  pump();
  hand.MouseClick();
  pump();
}

}  // namespace einlass::screens

wxIMPLEMENT_APP_NO_MAIN(einlass::screens::TestApp);

// --pictures DIR: keeps a picture of every screen there instead of testing (scripts/screens).
int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  if (count == 3 && std::string(arguments[1]) == "--pictures") einlass::screens::pictures_folder = arguments[2];
  return wxEntry(count, arguments);
}
