#include "kiosk/screens/scenes.h"

#include <algorithm>

namespace einlass::screens {

namespace {

constexpr double sheet_gap = 10;
constexpr double sheet_card_height = 58;
constexpr double sheet_card_least = 36;
constexpr double sheet_card_gap = 8;
constexpr double between = 20;   // label and text
constexpr double largest = 1.3;  // of their sizes, where few facts have much room
constexpr double smallest = 0.45;
constexpr double legible = 0.85;  // below this, bars around the sheet give way first

}  // namespace

SheetScene::SheetScene(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Scene(parent),
      theme_(theme),
      icon_(new SmallIcon(this)),
      headline_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      name_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      body_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {}

void SheetScene::set_model(const flow::ScreenModel& model) {
  headline_->set_text(model.headline);
  tone_ = model.tone;
  headline_->set_ink(tone_ == flow::Tone::Attention ? &Colours::attention
                     : tone_ == flow::Tone::Success ? &Colours::success
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

GridShape SheetScene::buttons_shape(const Measure& measure) const {
  const int columns = is_beside(measure) || measure.upright ? 2 : 4;
  return {.least_columns = columns,
          .most_columns = measure.low ? columns + 3 : columns + 1,
          .narrowest = 150,
          .gap = sheet_gap};
}

// With facts that can be read, and a few rows of what can be done.
int SheetScene::least_height(const Measure& measure, int width) {
  const int gap = measure.px(sheet_gap);
  const int buttons_width = is_beside(measure) ? buttons_share(width) : width;
  const int facts_width = is_beside(measure) ? width - buttons_width - measure.px(36) : width;
  const int facts = fit_facts(measure, legible, {facts_width, GetParent()->GetClientSize().y});
  const int rows =
      buttons_.grid()
          .fit({buttons_width, 3 * (measure.control(theme_.sizes.control) + gap)}, measure, buttons_shape(measure))
          .y;
  const int edge = measure.px(8);
  return (is_beside(measure) ? std::max(facts, rows) : facts + rows + measure.px(14)) + edge;
}

// Facts beside what can be done; on an upright screen, and in the low layout, above it.
void SheetScene::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize size = GetClientSize();
  const int margin = measure.px(theme_.sizes.margin);
  const wxRect room(margin, 0, size.x - 2 * margin, size.y - measure.px(8));
  const bool beside = is_beside(measure);
  const int gap = measure.px(beside ? 36 : 14);
  const int most = beside ? room.height : measure.low ? room.height - reach_top() : room.height * 54 / 100;
  const wxSize buttons_room(beside ? buttons_share(room.width) : room.width, most);
  const wxSize buttons = buttons_.grid().fit(buttons_room, measure, buttons_shape(measure));
  buttons_.grid().put({room.x + room.width - buttons_room.x, beside ? 0 : room.height - buttons.y}, measure);
  const wxRect words(room.x, 0, beside ? room.width - buttons_room.x - gap : room.width,
                     beside ? room.height : room.height - buttons.y - gap);
  double shrink = largest;
  int needed = fit_facts(measure, shrink, words.GetSize());
  while (needed > words.height && shrink > smallest) needed = fit_facts(measure, shrink *= 0.94, words.GetSize());
  fits_ = needed <= words.height;
  place_facts(words, measure, shrink);
}

int SheetScene::card_pixels(const Measure& measure, double shrink) const {
  const double wanted = sheet_card_height * std::min(1.0, shrink);
  return std::max(measure.px(std::max(sheet_card_least, wanted)), measure.least_type * 2);
}

// The outcome's mark beside its words; 0 where there is none.
int SheetScene::icon_width(const Measure& measure) const {
  const bool marked = tone_ == flow::Tone::Attention || tone_ == flow::Tone::Success;
  return marked && !headline_->is_empty() ? std::max(measure.px(40), measure.least_type) : 0;
}

int SheetScene::fit_facts(const Measure& measure, double shrink, const wxSize& room) {
  const int gap = measure.px(sheet_gap * shrink);
  const auto fit = [&](TextBlock& text, int width, double size, int least) {
    const int type = std::max(measure.type(size), measure.smallest(least));
    return text.fit({.width = width, .height = room.y / 3, .size = type, .smallest = measure.smallest(least)});
  };
  const double words = std::min(1.0, shrink);
  int total = 0;
  const auto add = [&total, gap](int height) { total += height > 0 ? height + gap : 0; };
  const int icon = icon_width(measure);
  add(fit(*headline_, room.x - (icon > 0 ? icon + measure.px(12) : 0), (theme_.sizes.eyebrow - 4) * words, 20).y);
  add(fit(*name_, room.x, (theme_.sizes.eyebrow + 6) * words, 22).y);
  add(fit(*body_, room.x, (theme_.sizes.body - 4) * shrink, 16).y);
  // Labels share a column as wide as the widest of them; where that would break a word, each has a line of its own.
  const double type = (theme_.sizes.small + 4) * shrink;
  label_width_ = 0;
  for (std::size_t i = 0; i < shown_facts_; ++i) {
    label_width_ = std::max(label_width_, fit(*facts_[i].label, room.x * 42 / 100, type, 15).x);
  }
  const auto whole = [](const Fact& fact) { return fact.label->is_empty() || fact.label->is_whole(); };
  const auto shown = facts_.begin() + static_cast<std::ptrdiff_t>(shown_facts_);
  if (!std::all_of(facts_.begin(), shown, whole)) label_width_ = 0;
  for (std::size_t i = 0; i < shown_facts_; ++i) {
    if (label_width_ == 0) total += fit(*facts_[i].label, room.x, type, 15).y;
    const int left = label_width_ == 0 ? 0 : label_width_ + measure.px(between);
    const int text = fit(*facts_[i].text, room.x - left, type, 15).y;
    add(label_width_ == 0 ? text : std::max(text, facts_[i].label->extent().y));
  }
  const int rows = (static_cast<int>(shown_cards_) + card_columns(measure, room.x) - 1) / card_columns(measure, room.x);
  return total + rows * (card_pixels(measure, shrink) + measure.px(sheet_card_gap));
}

void SheetScene::place_facts(const wxRect& room, const Measure& measure, double shrink) {
  const int gap = measure.px(sheet_gap * shrink);
  int top = room.y;
  const auto put = [&](TextBlock& text, int inset) {
    text.Show(!text.is_empty());
    if (text.is_empty()) return;
    text.put({room.x + inset, top, room.width - inset, text.extent().y});
    top += text.extent().y + gap;
  };
  const int icon = icon_width(measure);
  icon_->Show(icon > 0);
  if (icon > 0) {
    const bool attention = tone_ == flow::Tone::Attention;
    const int side = std::min(icon, headline_->extent().y);
    icon_->draw(theme_, attention ? "warning" : "check", attention ? theme_.colours.attention : theme_.colours.success,
                {room.x, top, side, side});
  }
  put(*headline_, icon > 0 ? icon + measure.px(12) : 0);
  put(*name_, 0);
  put(*body_, 0);
  for (std::size_t i = 0; i < shown_facts_; ++i) {
    const Fact& fact = facts_[i];
    const int label = fact.label->extent().y;
    const bool stacked = label_width_ == 0;
    const int inset = stacked ? 0 : label_width_ + measure.px(between);
    fact.label->put({room.x, top, stacked ? room.width : label_width_, label});
    if (stacked) top += label;
    fact.text->put({room.x + inset, top, room.width - inset, fact.text->extent().y});
    const int height = stacked ? fact.text->extent().y : std::max(label, fact.text->extent().y);
    top += height > 0 ? height + gap : 0;
  }
  place_cards({room.x, top, room.width, card_pixels(measure, shrink)}, measure);
}

// Beside each other on a wide screen.
int SheetScene::card_columns(const Measure& measure, int width) const {
  return shown_cards_ > 1 && width >= measure.px(900) ? 2 : 1;
}

void SheetScene::place_cards(const wxRect& first, const Measure& measure) {
  const int columns = card_columns(measure, first.width);
  const int gap = measure.px(sheet_card_gap);
  const wxSize card((first.width - (columns - 1) * gap) / columns, first.height);
  put_cards({cards_.data(), shown_cards_}, {first.GetPosition(), card}, {.columns = columns, .gap = gap}, measure);
}

}  // namespace einlass::screens
