#include "tests/kiosk/screens/pictures.h"

#include "tests/kiosk/screens/gallery.h"
#include "tests/kiosk/screens/window_test.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <sstream>

#include <fmt/format.h>
#include <wx/dcclient.h>
#include <wx/dcmemory.h>
#include <wx/utils.h>

namespace einlass::screens {

namespace {

struct Canvas {
  const char* name;
  wxSize size;
  double diagonal_inches;
};

struct Version {
  const char* name;
  flow::Look look;
  bool low;
};

// EINLASS_SCREENS: the names' beginnings, with blanks between; empty: all.
bool is_wanted(const std::string& name) {
  const char* wanted = std::getenv("EINLASS_SCREENS");
  if (wanted == nullptr || *wanted == 0) return true;
  std::istringstream beginnings(wanted);
  return std::any_of(std::istream_iterator<std::string>(beginnings), std::istream_iterator<std::string>(),
                     [&name](const std::string& beginning) { return name.starts_with(beginning); });
}

double density(const Canvas& canvas) {
  return std::hypot(canvas.size.x, canvas.size.y) / (canvas.diagonal_inches * 25.4);
}

bool keep(KioskFrame& frame, const std::filesystem::path& file) {
  bool painted = false;
  frame.when_painted([&painted] { painted = true; });
  if (!pump_until([&painted] { return painted; })) return false;
  for (int i = 0; i < 3; ++i) wxYield();
  const wxSize size = frame.GetClientSize();
  wxClientDC window(&frame);
  wxBitmap bitmap(size.x, size.y);
  wxMemoryDC memory(bitmap);
  memory.Blit(0, 0, size.x, size.y, &window, 0, 0);
  memory.SelectObject(wxNullBitmap);
  return bitmap.SaveFile(wxString::FromUTF8(file.string()), wxBITMAP_TYPE_PNG);
}

int pictures_of(KioskFrame& frame, const Canvas& canvas, const Version& version, const std::filesystem::path& folder) {
  const flow::FlowConfig config = shown_config();
  int failed = 0;
  for (const Shown& shown : gallery()) {
    if (!is_wanted(shown.name)) continue;
    for (const char* language : {"de", "en"}) {
      const Shape shape{.language = language, .look = version.look, .low = version.low};
      const bool live = show_in(frame, shown, shape, config).live_picture;
      for (int i = 0; live && i < 8; ++i) pump();  // until the camera's first one is there
      const auto file = fmt::format("{}-{}-{}-{}.png", shown.name, canvas.name, version.name, language);
      if (keep(frame, folder / file)) continue;
      std::fprintf(stderr, "screens: there is no picture %s\n", file.c_str());
      ++failed;
    }
  }
  return failed;
}

}  // namespace

int make_pictures(const std::filesystem::path& folder) {
  int failed = 0;
  for (const Canvas& canvas : {Canvas{"1280x800", {1280, 800}, 10.1}, Canvas{"1920x1080", {1920, 1080}, 21.5},
                               Canvas{"800x1280", {800, 1280}, 10.1}}) {
    KioskFrame* frame = new_frame({.pixels_per_mm = density(canvas), .viewing_distance_mm = 500});
    frame->SetSize(canvas.size);
    frame->Show();
    failed += pump_until([&] { return frame->GetClientSize() == canvas.size; }) ? 0 : 1;
    for (const Version& version :
         {Version{"calm", flow::Look::Calm, false}, Version{"large", flow::Look::Large, false},
          Version{"contrast", flow::Look::Contrast, false}, Version{"low", flow::Look::Calm, true}}) {
      failed += pictures_of(*frame, canvas, version, folder);
    }
    frame->Destroy();
    pump();
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace einlass::screens
