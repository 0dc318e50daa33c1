#include "kiosk/screens/badge_view.h"

#include <algorithm>
#include <utility>

#include <wx/dcbuffer.h>
#include <wx/mstream.h>

namespace einlass::screens {

namespace {

constexpr double card_shape = 86.0 / 54.0;  // until the picture says otherwise

wxImage decoded(const std::string& png) {
  if (wxImage::FindHandler(wxBITMAP_TYPE_PNG) == nullptr) wxImage::AddHandler(new wxPNGHandler);
  wxMemoryInputStream in(png.data(), png.size());
  return {in, wxBITMAP_TYPE_PNG};
}

}  // namespace

BadgeView::BadgeView(wxWindow* parent, BadgeSource source) : Pane(parent), source_(std::move(source)) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void BadgeView::set_preview(const std::optional<flow::BadgePreview>& preview) {
  shown_ = preview.has_value();
  Show(shown_);
  const std::uint64_t number = preview ? preview->picture : 0;
  if (std::exchange(number_, number) == number) return;
  const auto png = number != 0 && source_ ? source_() : nullptr;
  image_ = png ? decoded(*png) : wxImage();
  Refresh();
}

wxSize BadgeView::fit(const wxSize& room) const {
  if (!shown_) return {0, 0};
  const double shape = image_.IsOk() ? static_cast<double>(image_.GetWidth()) / image_.GetHeight() : card_shape;
  const int width = std::min(room.x, static_cast<int>(room.y * shape));
  return {width, static_cast<int>(width / shape)};
}

// Paper with an edge, so that a white badge is one on a white screen.
void BadgeView::paint() {
  wxAutoBufferedPaintDC dc(this);
  const wxSize size = GetClientSize();
  dc.SetBackground(wxBrush(*wxWHITE));
  dc.Clear();
  if (image_.IsOk() && size.x > 2 && size.y > 2) {
    dc.DrawBitmap(wxBitmap(image_.Scale(size.x, size.y, wxIMAGE_QUALITY_HIGH)), 0, 0);
  }
  dc.SetBrush(*wxTRANSPARENT_BRUSH);
  dc.SetPen(wxPen(wxColour(120, 120, 120)));
  dc.DrawRectangle(0, 0, size.x, size.y);
}

}  // namespace einlass::screens
