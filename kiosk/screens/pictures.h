// What is painted rather than written: the icon of a screen, the camera's picture, the QR of the privacy notice. All of
// it is decoration or doubled by words; none takes input.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/paint.h"
#include "kiosk/screens/pane.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <wx/timer.h>

namespace einlass::screens {

// A grey picture that somebody else keeps alive.
struct GreyPicture {
  int width = 0;
  int height = 0;
  int stride = 0;
  const std::uint8_t* pixels = nullptr;
  std::shared_ptr<const void> owner;

  bool empty() const { return pixels == nullptr || width <= 0 || height <= 0; }
};

// Called on the UI thread, up to 25 times a second while the picture is visible; the newest frame, or an empty one.
using PictureSource = std::function<GreyPicture()>;

// Dark modules row by row; square. Empty: the text cannot be coded.
using QrModules = std::vector<std::vector<bool>>;
using QrSource = std::function<QrModules(const std::string& text)>;

class IconView : public Pane {
 public:
  IconView(wxWindow* parent, const Theme& theme);
  void set_icon(flow::Icon icon, flow::Tone tone);

 private:
  void paint();

  const Theme& theme_;
  flow::Icon icon_ = flow::Icon::None;
  flow::Tone tone_ = flow::Tone::Calm;
};

class CameraPicture : public Pane {
 public:
  CameraPicture(wxWindow* parent, const Theme& theme, PictureSource source, bool mirrored);
  // Takes pictures while true.
  void set_live(bool live);

 private:
  void refresh_picture();
  void paint();
  void paint_finder(class wxGraphicsContext& canvas) const;

  const Theme& theme_;
  PictureSource source_;
  bool mirrored_;
  wxTimer timer_;
  GreyPicture picture_;
};

class QrView : public Pane {
 public:
  QrView(wxWindow* parent, QrSource source);
  // An empty text hides it.
  void set_text(const std::string& text);
  bool has_code() const { return !modules_.empty(); }

 private:
  void paint();

  QrSource source_;
  std::string text_;
  QrModules modules_;
};

}  // namespace einlass::screens
