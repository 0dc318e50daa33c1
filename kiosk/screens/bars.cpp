#include "kiosk/screens/bars.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

namespace einlass::screens {

namespace {

int pixels(double theme_pixels, double scale) {
  return static_cast<int>(std::lround(theme_pixels * scale));
}

void paint_card(wxGraphicsContext& canvas, const wxRect& card, const Theme& theme, bool attention, double scale) {
  const Colour edge = attention ? theme.colours.attention_disc : theme.colours.line;
  canvas.SetBrush(wxBrush(wx_colour(theme.colours.surface)));
  canvas.SetPen(wxPen(wx_colour(edge), std::max(1, pixels(attention ? 3 : 2, scale))));
  canvas.DrawRoundedRectangle(card.x + 1, card.y + 1, card.width - 2, card.height - 2, theme.sizes.radius * scale);
}

}  // namespace

HeadBar::HeadBar(wxWindow* parent, const Theme& theme)
    : Pane(parent),
      theme_(theme),
      event_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      door_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Right)) {
  door_->SetForegroundColour(wx_colour(theme.colours.ink_soft));
}

void HeadBar::set_model(const flow::ScreenModel& model) {
  event_->set_text(model.event_name);
  door_->set_text(model.door);
}

int HeadBar::height(double scale) const {
  return pixels(84, scale);
}

void HeadBar::arrange(double scale) {
  const wxSize size = GetClientSize();
  const int margin = pixels(theme_.sizes.margin, scale);
  const int width = size.x - 2 * margin;
  const int event_width = door_->is_empty() ? width : width * 7 / 10;
  event_->fit({.width = event_width,
               .height = size.y,
               .size = pixels(theme_.sizes.title, scale),
               .smallest = pixels(16, scale)});
  event_->put({margin, 0, event_width, size.y});
  const int door_width = width - event_width;
  door_->fit({.width = door_width,
              .height = size.y,
              .size = pixels(theme_.sizes.title - 4, scale),
              .smallest = pixels(16, scale)});
  door_->put({margin + event_width, 0, door_width, size.y});
  door_->Show(!door_->is_empty());
}

NoticeBar::NoticeBar(wxWindow* parent, const Theme& theme) : Pane(parent), theme_(theme) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void NoticeBar::set_model(const flow::ScreenModel& model) {
  notices_ = model.notices;
  while (lines_.size() < notices_.size()) {
    lines_.push_back(new TextBlock(this, theme_, FontWeight::Regular, TextAlign::Centre));
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const bool shown = i < notices_.size();
    lines_[i]->Show(shown);
    lines_[i]->set_text(shown ? notices_[i].text : std::string());
    const bool attention = shown && notices_[i].attention;
    lines_[i]->SetForegroundColour(wx_colour(attention ? theme_.colours.attention : theme_.colours.ink));
  }
  Refresh();
}

namespace {
constexpr double notice_height = 50;
constexpr double notice_gap = 10;
}  // namespace

int NoticeBar::height(double scale) const {
  return static_cast<int>(notices_.size()) * pixels(notice_height + notice_gap, scale);
}

void NoticeBar::arrange(double scale) {
  scale_ = scale;
  const int margin = pixels(theme_.sizes.margin, scale);
  const int width = GetClientSize().x - 2 * margin - 2 * pixels(theme_.sizes.radius, scale);
  const int each = pixels(notice_height, scale);
  for (std::size_t i = 0; i < notices_.size(); ++i) {
    lines_[i]->fit(
        {.width = width, .height = each, .size = pixels(theme_.sizes.small + 4, scale), .smallest = pixels(14, scale)});
    const int top = static_cast<int>(i) * pixels(notice_height + notice_gap, scale);
    lines_[i]->put({margin + pixels(theme_.sizes.radius, scale), top, width, each});
  }
}

void NoticeBar::paint() {
  wxAutoBufferedPaintDC dc(this);
  dc.SetBackground(wxBrush(GetBackgroundColour()));
  dc.Clear();
  const std::unique_ptr<wxGraphicsContext> canvas(wxGraphicsContext::Create(dc));
  const int margin = pixels(theme_.sizes.margin, scale_);
  for (std::size_t i = 0; i < notices_.size(); ++i) {
    const int top = static_cast<int>(i) * pixels(notice_height + notice_gap, scale_);
    const wxRect card(margin, top, GetClientSize().x - 2 * margin, pixels(notice_height, scale_));
    paint_card(*canvas, card, theme_, notices_[i].attention, scale_);
  }
}

HintBar::HintBar(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Pane(parent),
      theme_(theme),
      text_(new TextBlock(this, theme, FontWeight::Bold)),
      more_time_(new PressButton(this, theme, on_press)) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void HintBar::set_model(const flow::ScreenModel& model) {
  warns_ = model.warning.has_value();
  text_->set_text(warns_ ? model.warning->text : model.hint);
  text_->SetForegroundColour(wx_colour(warns_ ? theme_.colours.ink : theme_.colours.ink_soft));
  text_->Show(!text_->is_empty());
  more_time_->set_button(warns_ ? std::optional(model.warning->more_time) : std::nullopt, ControlLook::Primary);
  Refresh();
}

int HintBar::height(double scale) const {
  return pixels(theme_.sizes.control + 24, scale);
}

void HintBar::arrange(double scale) {
  scale_ = scale;
  const wxSize size = GetClientSize();
  const int margin = pixels(theme_.sizes.margin, scale);
  const int button_height = pixels(theme_.sizes.control - 8, scale);
  int left = margin;
  int width = size.x - 2 * margin;
  if (warns_) {
    const int inset = pixels(24, scale);
    const int button = more_time_->fit(pixels(theme_.sizes.button - 2, scale), width / 2) + pixels(24, scale);
    more_time_->SetSize(size.x - margin - pixels(10, scale) - button, (size.y - button_height) / 2, button,
                        button_height);
    left += inset;
    width -= button + 2 * inset;
  }
  set_alignment(*text_, warns_ ? TextAlign::Left : TextAlign::Centre);
  text_->fit({.width = width,
              .height = button_height,
              .size = pixels(theme_.sizes.body - 6, scale),
              .smallest = pixels(15, scale)});
  text_->put({left, (size.y - button_height) / 2, width, button_height});
}

void HintBar::paint() {
  wxAutoBufferedPaintDC dc(this);
  dc.SetBackground(wxBrush(GetBackgroundColour()));
  dc.Clear();
  if (!warns_) return;
  const std::unique_ptr<wxGraphicsContext> canvas(wxGraphicsContext::Create(dc));
  const int margin = pixels(theme_.sizes.margin, scale_);
  const wxSize size = GetClientSize();
  paint_card(*canvas, wxRect(margin, 0, size.x - 2 * margin, size.y), theme_, true, scale_);
}

FootBar::FootBar(wxWindow* parent, const Theme& theme, const OnPress& on_press, QrSource qr)
    : Pane(parent),
      theme_(theme),
      on_press_(on_press),
      help_(nullptr),
      qr_(new QrView(this, std::move(qr))),
      privacy_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      privacy_url_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)) {
  // Made in the order in which Tab reaches them.
  for (int i = 0; i < 2; ++i) languages_.push_back(new PressButton(this, theme, on_press));
  help_ = new PressButton(this, theme, on_press);
  privacy_->SetForegroundColour(wx_colour(theme.colours.ink_soft));
  privacy_url_->SetForegroundColour(wx_colour(theme.colours.ink_soft));
}

void FootBar::set_model(const flow::ScreenModel& model) {
  while (languages_.size() < model.languages.size()) languages_.push_back(new PressButton(this, theme_, on_press_));
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    const bool offered = i < model.languages.size() && model.languages.size() > 1;
    const bool current = offered && model.languages[i].id == "language_" + model.language;
    languages_[i]->set_button(offered ? std::optional(model.languages[i]) : std::nullopt,
                              current ? ControlLook::Selected : ControlLook::Other);
  }
  help_->set_button(model.help, ControlLook::Plain);
  privacy_->set_text(model.privacy);
  privacy_url_->set_text(model.privacy_url);
  qr_->set_text(model.privacy_url);
}

bool FootBar::two_rows(double scale, int width) const {
  return width < pixels(1100, scale);
}

int FootBar::height(double scale, int width) const {
  const int controls = pixels(theme_.sizes.control + 44, scale);
  return two_rows(scale, width) && !privacy_->is_empty() ? controls + pixels(92, scale) : controls;
}

void FootBar::arrange(double scale) {
  const wxSize size = GetClientSize();
  const int margin = pixels(theme_.sizes.margin, scale);
  const int control = pixels(theme_.sizes.control, scale);
  const int type = pixels(theme_.sizes.button - 2, scale);
  const int row = pixels(theme_.sizes.control + 44, scale);
  const int top = size.y - row + (row - control) / 2;
  int left = margin;
  for (PressButton* language : languages_) {
    if (!language->IsShown()) continue;
    const int width = std::max(language->fit(type, pixels(240, scale)), pixels(150, scale));
    language->SetSize(left, top, width, control);
    left += width + pixels(12, scale);
  }
  int right = size.x - margin;
  if (help_->IsShown()) {
    const int width = std::max(help_->fit(type, pixels(320, scale)), pixels(220, scale));
    help_->SetSize(right - width, top, width, control);
    right -= width;
  }
  if (two_rows(scale, size.x)) {
    place_privacy({margin, 0, size.x - 2 * margin, size.y - row}, scale);
  } else {
    const int gap = pixels(28, scale);
    place_privacy({left + gap, 0, right - left - 2 * gap, size.y}, scale);
  }
}

void FootBar::place_privacy(const wxRect& room, double scale) {
  const bool with_code = qr_->has_code();
  const int code = std::min(pixels(92, scale), room.height - pixels(8, scale));
  qr_->Show(with_code);
  int left = room.x;
  if (with_code) {
    qr_->SetSize(left, room.y + (room.height - code) / 2, code, code);
    left += code + pixels(16, scale);
  }
  const int width = room.GetRight() - left;
  const int size = pixels(theme_.sizes.small, scale);
  const int smallest = pixels(12, scale);
  const wxSize text =
      privacy_->fit({.width = width, .height = room.height * 6 / 10, .size = size, .smallest = smallest});
  const wxSize url =
      privacy_url_->fit({.width = width, .height = room.height * 4 / 10, .size = size, .smallest = smallest});
  const int top = room.y + (room.height - text.y - url.y) / 2;
  privacy_->put({left, top, width, text.y});
  privacy_url_->put({left, top + text.y, width, url.y});
  privacy_->Show(!privacy_->is_empty());
  privacy_url_->Show(!privacy_url_->is_empty());
}

}  // namespace einlass::screens
