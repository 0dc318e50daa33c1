#include "kiosk/screens/bars.h"

#include "kiosk/screens/paint_canvas.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

namespace einlass::screens {

namespace {

void paint_card(wxGraphicsContext& canvas, const wxRect& card, const Theme& theme, bool attention,
                const Measure& measure) {
  const Colour edge = attention ? theme.colours.attention_disc : theme.colours.line;
  canvas.SetBrush(wxBrush(wx_colour(theme.colours.surface)));
  canvas.SetPen(wxPen(wx_colour(edge), std::max(1, measure.px(attention ? 3 : 2))));
  canvas.DrawRoundedRectangle(card.x + 1, card.y + 1, card.width - 2, card.height - 2, measure.px(theme.sizes.radius));
}

constexpr double mismatch_height = 50;

}  // namespace

HeadBar::HeadBar(wxWindow* parent, const Theme& theme)
    : Pane(parent),
      theme_(theme),
      event_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      door_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Right)),
      today_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Right)),
      signed_in_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Right)),
      mismatch_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      icon_(new SmallIcon(this)) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  door_->set_ink(&Colours::ink_soft);
  today_->set_ink(&Colours::ink_soft);
  mismatch_->set_ink(&Colours::attention);
}

void HeadBar::set_model(const flow::ScreenModel& model) {
  staff_ = !model.signed_in.empty();
  event_->set_text(model.event_name);
  door_->set_text(model.door);
  today_->set_text(model.today);
  signed_in_->set_text(model.signed_in);
  mismatch_->set_text(model.mismatch);
}

int HeadBar::height(const Measure& measure, bool dense) const {
  const int mismatch = mismatch_->is_empty() ? 0 : measure.px(mismatch_height + 10);
  return measure.px(staff_ ? 82 : dense ? 60 : 84) + mismatch;
}

void HeadBar::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int width = size.x - 2 * margin;
  const int mismatch = mismatch_->is_empty() ? 0 : measure.px(mismatch_height + 10);
  const int lines = size.y - mismatch;
  const auto put = [&](TextBlock& text, const wxRect& place, int type) {
    text.fit({.width = place.width, .height = place.height, .size = measure.px(type), .smallest = measure.px(14)});
    text.put(place);
    text.Show(!text.is_empty());
  };
  const int title = theme_.sizes.title;
  const bool right_of_event = staff_ ? !today_->is_empty() : !door_->is_empty();
  const int left = right_of_event ? width * (measure.upright ? 6 : 7) / 10 : width;
  set_alignment(*door_, staff_ ? TextAlign::Left : TextAlign::Right);
  if (staff_) {
    const int above = measure.px(8);
    const int half = (lines - above) / 2;
    put(*event_, {margin, above, left, half}, title - 2);
    put(*today_, {margin + left, above, width - left, half}, title - 5);
    put(*door_, {margin, above + half, width / 2, half}, title - 5);
    put(*signed_in_, {margin + width / 2, above + half, width - width / 2, half}, title - 5);
  } else {
    put(*event_, {margin, 0, left, lines}, title);
    put(*door_, {margin + left, 0, width - left, lines}, title - 4);
    today_->Hide();
    signed_in_->Hide();
  }
  arrange_mismatch({margin, lines, width, mismatch - measure.px(10)}, measure);
}

void HeadBar::arrange_mismatch(const wxRect& place, const Measure& measure) {
  const bool shown = !mismatch_->is_empty();
  mismatch_->Show(shown);
  icon_->Show(shown);
  card_ = shown ? place : wxRect();
  Refresh();
  if (!shown) return;
  const int side = measure.px(28);
  const int inset = measure.px(16);
  icon_->draw(theme_, "warning", theme_.colours.attention,
              {place.x + inset, place.y + (place.height - side) / 2, side, side});
  const int left = place.x + inset + side + measure.px(12);
  const wxRect words(left, place.y, place.GetRight() - inset - left, place.height);
  mismatch_->fit({.width = words.width,
                  .height = words.height,
                  .size = measure.px(theme_.sizes.small + 4),
                  .smallest = measure.px(13)});
  mismatch_->put(words);
}

void HeadBar::paint() {
  wxAutoBufferedPaintDC dc(this);
  const auto canvas = canvas_on(dc, GetBackgroundColour());
  if (!card_.IsEmpty()) paint_card(*canvas, card_, theme_, true, measure_);
}

NoticeBar::NoticeBar(wxWindow* parent, const Theme& theme) : Pane(parent), theme_(theme) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void NoticeBar::set_model(const flow::ScreenModel& model) {
  if (notices_ != model.notices) Refresh();
  notices_ = model.notices;
  while (lines_.size() < notices_.size()) {
    lines_.push_back(new TextBlock(this, theme_, FontWeight::Regular, TextAlign::Centre));
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const bool shown = i < notices_.size();
    lines_[i]->Show(shown);
    lines_[i]->set_text(shown ? notices_[i].text : std::string());
    const bool attention = shown && notices_[i].attention;
    lines_[i]->set_ink(attention ? &Colours::attention : &Colours::ink);
    lines_[i]->set_weight(attention ? FontWeight::Bold : FontWeight::Regular);
  }
}

namespace {
constexpr double notice_height = 50;
constexpr double notice_gap = 10;
constexpr double message_height = 100;
constexpr double bell_gap = 14;
}  // namespace

// What somebody waits for stands out: larger, bold, with a bell. A message is as large, and may take three lines.
int NoticeBar::height(const Measure& measure, int width) {
  heights_.clear();
  int sum = 0;
  const int inside = width - 2 * measure.px(theme_.sizes.margin) - 2 * measure.px(theme_.sizes.radius);
  for (std::size_t i = 0; i < notices_.size(); ++i) {
    const bool attention = notices_[i].attention;
    const bool message = notices_[i].message;
    const int type = measure.type(attention || message ? theme_.sizes.body : theme_.sizes.small + 4);
    const int room = measure.px(message ? message_height : notice_height);
    const int bell = attention ? 2 * (type + measure.px(bell_gap)) : 0;
    const wxSize text = lines_[i]->fit({.width = inside - bell,
                                        .height = std::max(room, 5 * measure.least_type),
                                        .size = type,
                                        .smallest = measure.smallest(14)});
    heights_.push_back(std::max(measure.px(notice_height), text.y + measure.px(10)));
    sum += heights_.back() + measure.px(notice_gap);
  }
  return sum;
}

void NoticeBar::arrange(const Measure& measure) {
  measure_ = measure;
  const int left = measure.px(theme_.sizes.margin) + measure.px(theme_.sizes.radius);
  const int width = GetClientSize().x - 2 * left;
  int top = 0;
  for (std::size_t i = 0; i < heights_.size(); ++i) {
    const int text = notices_[i].attention ? lines_[i]->extent().x : width;
    lines_[i]->put({left + (width - text) / 2, top, text, heights_[i]});
    top += heights_[i] + measure.px(notice_gap);
  }
}

void NoticeBar::paint() {
  wxAutoBufferedPaintDC dc(this);
  const auto canvas = canvas_on(dc, GetBackgroundColour());
  const int margin = measure_.px(theme_.sizes.margin);
  int top = 0;
  for (std::size_t i = 0; i < std::min(heights_.size(), notices_.size()); ++i) {
    const wxRect card(margin, top, GetClientSize().x - 2 * margin, heights_[i]);
    paint_card(*canvas, card, theme_, notices_[i].attention, measure_);
    if (notices_[i].attention) {
      const int side = lines_[i]->type_size();
      const wxBitmap bell = theme_icon(theme_, "bell", side, theme_.colours.attention);
      const int left = lines_[i]->GetPosition().x - side - measure_.px(bell_gap);
      if (bell.IsOk()) canvas->DrawBitmap(bell, left, top + (heights_[i] - side) / 2.0, side, side);
    }
    top += heights_[i] + measure_.px(notice_gap);
  }
}

ToolBar::ToolBar(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Pane(parent), theme_(theme), on_press_(on_press) {}

void ToolBar::set_model(const flow::ScreenModel& model) {
  while (tools_.size() < model.tools.size()) tools_.push_back(new PressButton(this, theme_, on_press_));
  shown_ = model.tools.size();
  for (std::size_t i = 0; i < tools_.size(); ++i) {
    const bool shown = i < shown_;
    tools_[i]->set_button(shown ? std::optional(model.tools[i]) : std::nullopt,
                          shown && model.tools[i].primary ? ControlLook::Alert : ControlLook::Plain);
  }
}

namespace {

constexpr double tools_above = 6;

int tool_columns(const Measure& measure, std::size_t count) {
  const int most = measure.upright ? 3 : 6;
  const int rows = (static_cast<int>(count) + most - 1) / most;
  return (static_cast<int>(count) + rows - 1) / std::max(1, rows);
}

}  // namespace

int ToolBar::height(const Measure& measure, int /*width*/) {
  if (shown_ == 0) return 0;
  const int columns = tool_columns(measure, shown_);
  const int rows = (static_cast<int>(shown_) + columns - 1) / columns;
  return rows * (measure.control(theme_.sizes.control - 8) + measure.px(8)) + measure.px(tools_above);
}

void ToolBar::arrange(const Measure& measure) {
  if (shown_ == 0) return;
  const int margin = measure.px(theme_.sizes.margin);
  const int gap = measure.px(8);
  const int columns = tool_columns(measure, shown_);
  const int width = (GetClientSize().x - 2 * margin - (columns - 1) * gap) / columns;
  const int height = measure.control(theme_.sizes.control - 8);
  int type = measure.type(theme_.sizes.small + 3);
  const auto fit = [&](PressButton& tool, int size) {
    tool.fit({.width = width, .height = height, .size = size, .smallest = measure.px(13)});
    return tool.type_size();
  };
  for (std::size_t i = 0; i < shown_; ++i) type = std::min(type, fit(*tools_[i], type));
  for (std::size_t i = 0; i < shown_; ++i) {
    const int at = static_cast<int>(i);
    fit(*tools_[i], type);
    const int top = measure.px(tools_above) + at / columns * (height + gap);
    tools_[i]->put({margin + at % columns * (width + gap), top, width, height});
  }
}

namespace {
constexpr double warning_edge = 12;  // above and below, together
constexpr double hint_edge = 28;
}  // namespace

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
  text_->set_ink(warns_ ? &Colours::ink : &Colours::ink_soft);
  text_->Show(!text_->is_empty());
  more_time_->set_button(warns_ ? std::optional(model.warning->more_time) : std::nullopt, ControlLook::Primary);
  Refresh();
}

// Height of words and button.
int HintBar::fit(const Measure& measure, int width) {
  const int control = measure.control(theme_.sizes.control - 8);
  int words = width - 2 * measure.px(theme_.sizes.margin);
  int height = 0;
  if (warns_) {
    const wxSize button = more_time_->fit({.width = words / 2,
                                           .height = std::max(control, 4 * measure.least_type),
                                           .size = measure.type(theme_.sizes.button - 2),
                                           .smallest = measure.smallest(16)});
    button_width_ = button.x + measure.px(12);
    height = std::max(control, button.y);
    words -= button_width_ + 2 * measure.px(24);
  }
  words_width_ = words;
  const wxSize text = text_->fit({.width = words,
                                  .height = std::max(control, 5 * measure.least_type),
                                  .size = measure.type(theme_.sizes.body - 4),
                                  .smallest = measure.smallest(15)});
  return std::max(height, text.y);
}

int HintBar::height(const Measure& measure, int width) {
  return is_empty() ? 0 : fit(measure, width) + measure.px(warns_ ? warning_edge : hint_edge);
}

int HintBar::least_warning(const Measure& measure) const {
  return measure.control(theme_.sizes.control - 8) + measure.px(warning_edge);
}

void HintBar::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int height = fit(measure, size.x);
  const int top = (size.y - height) / 2;
  const int margin = measure.px(theme_.sizes.margin);
  set_alignment(*text_, warns_ ? TextAlign::Left : TextAlign::Centre);
  if (!warns_) return text_->put({margin, top, size.x - 2 * margin, height});
  const int right = size.x - margin - measure.px(10);
  more_time_->put({right - button_width_, top, button_width_, height});
  const int left = margin + measure.px(24);
  text_->put({left, top, words_width_, height});
}

void HintBar::paint() {
  wxAutoBufferedPaintDC dc(this);
  const auto canvas = canvas_on(dc, GetBackgroundColour());
  if (!warns_) return;
  const int margin = measure_.px(theme_.sizes.margin);
  const wxSize size = GetClientSize();
  const int inset = measure_.px(2);
  paint_card(*canvas, {margin, inset, size.x - 2 * margin, size.y - 2 * inset}, theme_, true, measure_);
}

}  // namespace einlass::screens
