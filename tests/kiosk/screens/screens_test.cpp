// What a guest sees, in a real window: nothing cut, both languages, every size.
#include "kiosk/screens/text_block.h"
#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <cstdlib>
#include <filesystem>

#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/dcmemory.h>
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
  return window.GetLabel().utf8_string();
}

void expect_nothing_cut(const KioskFrame& frame) {
  const wxRect whole(frame.GetClientSize());
  each_shown(frame, [&whole](const wxWindow& window) {
    const wxRect place = place_of(window);
    EXPECT_TRUE(whole.Contains(place) || place.IsEmpty()) << what(window) << " leaves the window";
    if (const auto* text = dynamic_cast<const TextBlock*>(&window); text != nullptr && !text->is_empty()) {
      EXPECT_LE(text->extent().x, place.width) << what(window);
      EXPECT_LE(text->extent().y, place.height) << what(window);
      EXPECT_GE(text->type_size(), 12) << what(window) << " is too small to read";
    }
    if (const auto* button = dynamic_cast<const wxButton*>(&window)) {
      EXPECT_LE(button->GetTextExtent(button->GetLabelText()).x, place.width) << what(window);
      EXPECT_GE(place.height, 44) << what(window) << " is too small to touch";
    }
  });
}

void expect_nothing_overlaps(const KioskFrame& frame) {
  std::vector<const wxWindow*> leaves;
  each_shown(frame, [&leaves](const wxWindow& window) {
    const bool words =
        dynamic_cast<const TextBlock*>(&window) != nullptr || dynamic_cast<const wxButton*>(&window) != nullptr;
    const bool bar = dynamic_cast<const wxGauge*>(&window) != nullptr;
    if (bar || (words && !what(window).empty())) leaves.push_back(&window);
  });
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (std::size_t j = i + 1; j < leaves.size(); ++j) {
      EXPECT_FALSE(place_of(*leaves[i]).Intersects(place_of(*leaves[j])))
          << what(*leaves[i]) << " lies on " << what(*leaves[j]);
    }
  }
}

// For a person to look at: EINLASS_SCREENSHOTS=DIR keeps a picture of each.
void keep_picture(KioskFrame& frame, const std::string& name) {
  const char* folder = std::getenv("EINLASS_SCREENSHOTS");
  if (folder == nullptr) return;
  for (int i = 0; i < 8; ++i) pump();
  const wxSize size = frame.GetClientSize();
  wxClientDC window(&frame);
  wxBitmap bitmap(size.x, size.y);
  wxMemoryDC memory(bitmap);
  memory.Blit(0, 0, size.x, size.y, &window, 0, 0);
  memory.SelectObject(wxNullBitmap);
  bitmap.SaveFile(wxString::FromUTF8((std::filesystem::path(folder) / (name + ".png")).string()), wxBITMAP_TYPE_PNG);
}

struct Size {
  const char* name;
  int width;
  int height;
};

class EveryScreen : public WindowTest, public testing::WithParamInterface<Size> {};

TEST_P(EveryScreen, CutsNothingInGermanAndEnglish) {
  open({GetParam().width, GetParam().height});
  for (const char* language : {"de", "en"}) {
    for (Shown& shown : gallery()) {
      SCOPED_TRACE(shown.name + " " + language);
      shown.state.language = language;
      show(shown.state);
      wxYield();
      expect_nothing_cut(*frame);
      expect_nothing_overlaps(*frame);
      keep_picture(*frame, std::string(GetParam().name) + "_" + shown.name + "_" + language);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, EveryScreen,
                         testing::Values(Size{"desk", 1280, 800}, Size{"wide", 1920, 1080}, Size{"tall", 1080, 1920},
                                         Size{"small", 1024, 600}),
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
