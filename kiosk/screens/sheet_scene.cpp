#include "kiosk/screens/scenes.h"

#include <algorithm>

namespace einlass::screens {

namespace {

constexpr double gap_between = 10;
constexpr double card_height = 58;
constexpr double card_gap = 8;

}  // namespace

SheetScene::SheetScene(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Scene(parent),
      theme_(theme),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      name_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {}

void SheetScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  headline_->set_ink(model.tone == flow::Tone::Attention ? &Colours::attention
                     : model.tone == flow::Tone::Success ? &Colours::success
                                                         : &Colours::accent);
  name_->set_text(model.name);
  body_->set_text(model.body);
  while (facts_.size() < model.lines.size()) {
    facts_.push_back({new TextBlock(this, theme_, FontWeight::Regular, TextAlign::Left),
                      new TextBlock(this, theme_, FontWeight::Bold, TextAlign::Left)});
    facts_.back().label->set_ink(&Colours::ink_soft);
  }
  shown_facts_ = model.lines.size();
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const bool shown = i < shown_facts_;
    facts_[i].label->set_text(shown ? model.lines[i].label : std::string());
    facts_[i].text->set_text(shown ? model.lines[i].text : std::string());
    facts_[i].text->set_ink(shown && model.lines[i].attention ? &Colours::attention : &Colours::ink);
    facts_[i].label->Show(shown && !model.lines[i].label.empty());
    facts_[i].text->Show(shown && !model.lines[i].text.empty());
  }
  while (cards_.size() < model.badges.size()) cards_.push_back(new BadgeCard(this, theme_));
  shown_cards_ = model.badges.size();
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    cards_[i]->Show(i < shown_cards_);
    if (i < shown_cards_) cards_[i]->set_line(model.badges[i]);
  }
  buttons_.set_buttons(model.buttons, ControlLook::Plain);
}

// Facts beside what can be done; on an upright screen, and in the low layout, above it.
void SheetScene::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const int edge = measure.px(8);
  const wxRect room(margin, 0, size.x - 2 * margin, size.y - edge);
  const bool beside = !measure.upright && !measure.low;
  const int columns = measure.upright ? 2 : beside ? 2 : 4;
  const wxSize buttons_room(beside ? room.width * 46 / 100 : room.width, beside        ? room.height
                                                                         : measure.low ? room.height - reach_top()
                                                                                       : room.height * 54 / 100);
  const wxSize buttons = buttons_.grid().fit(buttons_room, measure,
                                             {.least_columns = columns,
                                              .most_columns = measure.low ? columns + 3 : columns + 1,
                                              .narrowest = 150,
                                              .gap = gap_between});
  buttons_.grid().put({room.x + room.width - buttons_room.x, beside ? 0 : room.height - buttons.y}, measure);
  const int gap = measure.px(beside ? 36 : 14);
  const wxRect words(room.x, 0, beside ? room.width - buttons_room.x - gap : room.width,
                     beside ? room.height : room.height - buttons.y - gap);
  double shrink = 1.0;
  int needed = fit_facts(measure, shrink, words.GetSize());
  while (needed > words.height && shrink > 0.4) needed = fit_facts(measure, shrink *= 0.94, words.GetSize());
  fits_ = needed <= words.height;
  place_facts(words, measure, shrink);
}

namespace {

// Labels share a column as wide as the widest of them.
int label_width(const std::vector<int>& widths, int room) {
  const int widest = widths.empty() ? 0 : *std::max_element(widths.begin(), widths.end());
  return std::min(widest, room * 42 / 100);
}

}  // namespace

int SheetScene::fit_facts(const Measure& measure, double shrink, const wxSize& room) {
  const int gap = measure.px(gap_between * shrink);
  const auto fit = [&](TextBlock& text, int width, double size, double smallest) {
    return text.fit({.width = width,
                     .height = room.y / 3,
                     .size = std::max(measure.type(size * shrink), measure.smallest(smallest)),
                     .smallest = measure.smallest(smallest)});
  };
  int total = 0;
  const auto add = [&total, gap](int height) { total += height > 0 ? height + gap : 0; };
  add(fit(*headline_, room.x, theme_.sizes.eyebrow - 10, 18).y);
  add(fit(*name_, room.x, theme_.sizes.eyebrow + 6, 22).y);
  add(fit(*body_, room.x, theme_.sizes.body - 4, 16).y);
  const double type = theme_.sizes.small + 5;
  std::vector<int> widths;
  for (std::size_t i = 0; i < shown_facts_; ++i) widths.push_back(fit(*facts_[i].label, room.x * 42 / 100, type, 14).x);
  label_width_ = label_width(widths, room.x);
  const int between = measure.px(20);
  for (std::size_t i = 0; i < shown_facts_; ++i) {
    const int text = fit(*facts_[i].text, room.x - label_width_ - between, type, 14).y;
    add(std::max(text, facts_[i].label->extent().y));
  }
  const int card = std::max(measure.px(card_height * shrink), measure.least_type * 2);
  total += static_cast<int>(shown_cards_) * (card + measure.px(card_gap));
  return total;
}

void SheetScene::place_facts(const wxRect& room, const Measure& measure, double shrink) {
  const int gap = measure.px(gap_between * shrink);
  int top = room.y;
  const auto put = [&](TextBlock& text) {
    text.Show(!text.is_empty());
    if (text.is_empty()) return;
    text.put({room.x, top, room.width, text.extent().y});
    top += text.extent().y + gap;
  };
  put(*headline_);
  put(*name_);
  put(*body_);
  const int between = measure.px(20);
  for (std::size_t i = 0; i < shown_facts_; ++i) {
    const Fact& fact = facts_[i];
    const int height = std::max(fact.label->extent().y, fact.text->extent().y);
    fact.label->put({room.x, top, label_width_, fact.label->extent().y});
    const int left = room.x + label_width_ + between;
    fact.text->put({left, top, room.x + room.width - left, fact.text->extent().y});
    top += height > 0 ? height + gap : 0;
  }
  const int card = std::max(measure.px(card_height * shrink), measure.least_type * 2);
  for (std::size_t i = 0; i < shown_cards_; ++i) {
    cards_[i]->SetSize(room.x, top, room.width, card);
    cards_[i]->arrange({room.width, card}, measure);
    top += card + measure.px(card_gap);
  }
}

}  // namespace einlass::screens
