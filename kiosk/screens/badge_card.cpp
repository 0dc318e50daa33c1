#include "kiosk/screens/badge_card.h"

#include "kiosk/screens/paint_canvas.h"

#include <algorithm>

namespace einlass::screens {

namespace {

struct Look {
  const char* icon;
  int bar;  // percent; 0: no bar
  bool attention;
};

Look look_of(flow::BadgeStage stage) {
  switch (stage) {
    case flow::BadgeStage::Waiting:
      return {"printer", 20, false};
    case flow::BadgeStage::Printing:
      return {"printer", 65, false};
    case flow::BadgeStage::Printed:
      return {"check", 0, false};
    case flow::BadgeStage::Failed:
    case flow::BadgeStage::Unknown:
      return {"person", 0, true};
  }
  return {"printer", 0, false};
}

}  // namespace

BadgeCard::BadgeCard(wxWindow* parent, const Theme& theme)
    : Pane(parent),
      theme_(theme),
      words_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      bar_(new wxGauge(this, wxID_ANY, 100, wxDefaultPosition, wxDefaultSize, wxGA_HORIZONTAL)) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  set_look(*bar_, ControlLook::Gauge);
  Hide();
}

void BadgeCard::set_line(const flow::BadgeLine& line) {
  stage_ = line.stage;
  const Look look = look_of(stage_);
  words_->set_text(line.text);
  words_->set_ink(look.attention ? &Colours::attention : &Colours::ink);
  has_bar_ = look.bar > 0;
  if (has_bar_) bar_->SetValue(look.bar);
  Refresh();
}

int BadgeCard::fit(const wxSize& size, const Measure& measure, int most) {
  const int width = size.x - size.y - measure.px(24);  // beside a square for the icon
  const int wanted = measure.type(theme_.sizes.body - 4);
  const int type = most > 0 ? std::min(most, wanted) : wanted;
  bar_height_ = has_bar_ ? measure.px(20) : 0;
  const auto fit = [&](int bar) {
    return words_->fit({.width = width,
                        .height = size.y - bar - measure.px(8),
                        .size = type,
                        .smallest = std::min(type, measure.smallest(16))});
  };
  fit(bar_height_);
  if (bar_height_ > 0 && !words_->fits()) fit(bar_height_ = 0);  // words before bars
  return words_->type_size();
}

void BadgeCard::arrange(const wxSize& size, const Measure& measure, int most_type) {
  measure_ = measure;
  fit(size, measure, most_type);
  const int left = size.y;
  const int width = size.x - left - measure.px(24);
  const wxSize text = words_->extent();
  words_->put({left, (size.y - bar_height_ - text.y) / 2, width, text.y});
  bar_->Show(bar_height_ > 0);
  bar_->SetSize(left, size.y - measure.px(20), width, measure.px(8));
}

void BadgeCard::paint() {
  wxAutoBufferedPaintDC dc(this);
  const auto canvas = canvas_on(dc, GetParent()->GetBackgroundColour());
  const wxSize size = GetClientSize();
  const Look look = look_of(stage_);
  const Colour edge = look.attention ? theme_.colours.attention_disc : theme_.colours.success_disc;
  canvas->SetBrush(wxBrush(wx_colour(theme_.colours.surface)));
  canvas->SetPen(wxPen(wx_colour(edge), std::max(1, measure_.px(2))));
  canvas->DrawRoundedRectangle(1, 1, size.x - 2, size.y - 2, measure_.px(theme_.sizes.radius));
  const int icon = size.y / 2;
  const wxBitmap drawing = theme_icon(theme_, look.icon, icon, edge);
  if (drawing.IsOk()) canvas->DrawBitmap(drawing, size.y / 4.0, size.y / 4.0, icon, icon);
}

void put_cards(std::span<BadgeCard* const> cards, const wxRect& first, const CardColumns& shape,
               const Measure& measure) {
  int type = 0;
  for (BadgeCard* card : cards) {
    const int own = card->fit(first.GetSize(), measure, 0);
    type = type == 0 ? own : std::min(type, own);
  }
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const int column = static_cast<int>(i) % shape.columns;
    const int row = static_cast<int>(i) / shape.columns;
    cards[i]->SetSize(first.x + column * (first.width + shape.gap), first.y + row * (first.height + shape.gap),
                      first.width, first.height);
    cards[i]->arrange(first.GetSize(), measure, type);
  }
}

}  // namespace einlass::screens
