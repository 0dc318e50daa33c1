#include "kiosk/screens/pictures.h"

#include "kiosk/screens/paint_canvas.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>
#include <wx/image.h>

namespace einlass::screens {

namespace {

const char* icon_name(flow::Icon icon) {
  switch (icon) {
    case flow::Icon::None:
      return nullptr;
    case flow::Icon::Ticket:
      return "ticket";
    case flow::Icon::Hourglass:
      return "hourglass";
    case flow::Icon::Check:
      return "check";
    case flow::Icon::Person:
      return "person";
    case flow::Icon::Clock:
      return "clock";
    case flow::Icon::Bell:
      return "bell";
    case flow::Icon::Pause:
      return "pause";
  }
  return nullptr;
}

struct Disc {
  Colour fill;
  Colour ink;
};

Disc disc_of(const Colours& colours, flow::Tone tone) {
  switch (tone) {
    case flow::Tone::Calm:
    case flow::Tone::Working:
      return {colours.accent, colours.accent_ink};
    case flow::Tone::Success:
      return {colours.success_disc, colours.success_ink};
    case flow::Tone::Attention:
      return {colours.attention_disc, colours.attention_ink};
  }
  return {colours.accent, colours.accent_ink};
}

}  // namespace

IconView::IconView(wxWindow* parent, const Theme& theme) : Pane(parent), theme_(theme) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void IconView::set_icon(flow::Icon icon, flow::Tone tone) {
  if (icon == icon_ && tone == tone_) return;
  icon_ = icon;
  tone_ = tone;
  Refresh();
}

void IconView::paint() {
  wxAutoBufferedPaintDC dc(this);
  const auto canvas = canvas_on(dc, GetParent()->GetBackgroundColour());
  const char* name = icon_name(icon_);
  const int size = std::min(GetClientSize().x, GetClientSize().y);
  if (name == nullptr || size < 8) return;
  const Disc disc = disc_of(theme_.colours, tone_);
  canvas->SetPen(*wxTRANSPARENT_PEN);
  canvas->SetBrush(wxBrush(wx_colour(disc.fill)));
  canvas->DrawEllipse(0, 0, size, size);
  const int inner = size * 58 / 100;
  const wxBitmap drawing = theme_icon(theme_, name, inner, disc.ink);
  if (drawing.IsOk()) canvas->DrawBitmap(drawing, (size - inner) / 2.0, (size - inner) / 2.0, inner, inner);
}

CameraPicture::CameraPicture(wxWindow* parent, const Theme& theme, PictureSource source, bool mirrored)
    : Pane(parent), theme_(theme), source_(std::move(source)), mirrored_(mirrored) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { refresh_picture(); });
}

void CameraPicture::set_live(bool live) {
  if (live == timer_.IsRunning()) return;
  if (live) {
    timer_.Start(40);
  } else {
    timer_.Stop();
    picture_ = {};
  }
}

void CameraPicture::refresh_picture() {
  GreyPicture newest = source_ ? source_() : GreyPicture{};
  if (newest.pixels == picture_.pixels) return;
  picture_ = std::move(newest);
  Refresh(false);
}

namespace {

// The middle of the picture in the shape of the window, as wx wants it.
wxImage cut_out(const GreyPicture& picture, const wxSize& shape, bool mirrored) {
  int width = picture.width;
  int height = static_cast<int>(std::lround(static_cast<double>(width) * shape.y / shape.x));
  if (height > picture.height) {
    height = picture.height;
    width = static_cast<int>(std::lround(static_cast<double>(height) * shape.x / shape.y));
  }
  width = std::clamp(width, 1, picture.width);
  const int left = (picture.width - width) / 2;
  const int top = (picture.height - height) / 2;
  wxImage image(width, height, false);
  std::uint8_t* out = image.GetData();
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = picture.pixels + static_cast<std::ptrdiff_t>(top + y) * picture.stride + left;
    for (int x = 0; x < width; ++x, out += 3) std::memset(out, row[mirrored ? width - 1 - x : x], 3);
  }
  return image;
}

}  // namespace

void CameraPicture::paint() {
  wxAutoBufferedPaintDC dc(this);
  const auto canvas = canvas_on(dc, GetParent()->GetBackgroundColour());
  const wxSize size = GetClientSize();
  if (size.x < 16 || size.y < 16) return;
  const double radius = std::min(size.x, size.y) / 24.0;
  canvas->SetPen(*wxTRANSPARENT_PEN);
  if (picture_.empty()) {
    canvas->SetBrush(wxBrush(wx_colour(theme_.colours.picture)));
  } else {
    // A brush rather than a clipped bitmap: the round corners come out smooth.
    const wxImage image = cut_out(picture_, size, mirrored_);
    canvas->SetBrush(wxBrush(wxBitmap(image.Scale(size.x, size.y, wxIMAGE_QUALITY_NEAREST))));
  }
  canvas->DrawRoundedRectangle(0, 0, size.x, size.y, radius);
  if (picture_.empty()) {
    const int inner = std::min(size.x, size.y) / 4;
    const wxBitmap icon = theme_icon(theme_, "camera", inner, theme_.colours.picture_ink);
    if (icon.IsOk()) canvas->DrawBitmap(icon, (size.x - inner) / 2.0, (size.y - inner) / 2.0, inner, inner);
  }
  paint_finder(*canvas);
}

// Four corners that say where the code belongs.
void CameraPicture::paint_finder(wxGraphicsContext& canvas) const {
  const wxSize size = GetClientSize();
  const double side = std::min(size.x, size.y) * 0.66;
  const double arm = side * 0.16;
  const double left = (size.x - side) / 2;
  const double top = (size.y - side) / 2;
  const auto corner = [&canvas, arm](double x, double y, double dx, double dy) {
    wxGraphicsPath path = canvas.CreatePath();
    path.MoveToPoint(x, y + dy * arm);
    path.AddLineToPoint(x, y);
    path.AddLineToPoint(x + dx * arm, y);
    canvas.StrokePath(path);
  };
  // Dark below light, so that the corners show on any picture.
  for (const auto& [colour, width] :
       {std::pair(theme_.colours.picture, 0.026), std::pair(theme_.colours.picture_ink, 0.014)}) {
    wxGraphicsPenInfo pen(wx_colour(colour), side * width);
    canvas.SetPen(canvas.CreatePen(pen.Cap(wxCAP_ROUND).Join(wxJOIN_ROUND)));
    corner(left, top, 1, 1);
    corner(left + side, top, -1, 1);
    corner(left, top + side, 1, -1);
    corner(left + side, top + side, -1, -1);
  }
}

QrView::QrView(wxWindow* parent, QrSource source) : Pane(parent), source_(std::move(source)) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void QrView::set_text(const std::string& text) {
  if (text == text_) return;
  text_ = text;
  modules_ = text.empty() || !source_ ? QrModules{} : source_(text);
  Refresh();
}

void QrView::paint() {
  wxAutoBufferedPaintDC dc(this);
  dc.SetBackground(*wxWHITE_BRUSH);
  dc.Clear();
  if (modules_.empty()) return;
  constexpr int quiet = 4;  // ISO/IEC 18004, 5.3.8
  const int count = static_cast<int>(modules_.size()) + 2 * quiet;
  const int size = std::min(GetClientSize().x, GetClientSize().y);
  const int module = std::max(1, size / count);
  const int left = (size - module * count) / 2 + module * quiet;
  dc.SetPen(*wxTRANSPARENT_PEN);
  dc.SetBrush(*wxBLACK_BRUSH);
  for (std::size_t row = 0; row < modules_.size(); ++row) {
    for (std::size_t column = 0; column < modules_[row].size(); ++column) {
      if (!modules_[row][column]) continue;
      dc.DrawRectangle(left + static_cast<int>(column) * module, left + static_cast<int>(row) * module, module, module);
    }
  }
}

}  // namespace einlass::screens
