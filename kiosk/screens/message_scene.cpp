#include "kiosk/screens/scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

enum PieceIndex { IconPiece, HeadlinePiece, NamePiece, BodyPiece, BadgePiece, CardsPiece };

Colour Colours::*headline_ink(flow::Tone tone) {
  switch (tone) {
    case flow::Tone::Calm:
    case flow::Tone::Working:
      return &Colours::accent;
    case flow::Tone::Success:
      return &Colours::success;
    case flow::Tone::Attention:
      return &Colours::attention;
  }
  return &Colours::ink;
}

constexpr double card_height = 92;
constexpr double card_least = 66;
constexpr double card_gap = 14;
constexpr double button_gap = 16;
constexpr double icon_least_shrink = 0.72;  // tighter than this, words need the icon's place
constexpr double words_least_shrink = 0.4;

int card_pixels(const Measure& measure, double shrink) {
  return std::max(measure.px(std::max(card_least, card_height * shrink)), measure.least_type * 3);
}

}  // namespace

MessageScene::MessageScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, BadgeSource badge)
    : Scene(parent),
      theme_(theme),
      icon_(new IconView(this, theme)),
      headline_(new TextBlock(this, theme, FontWeight::Bold)),
      name_(new TextBlock(this, theme, FontWeight::Bold)),
      body_(new TextBlock(this, theme, FontWeight::Regular)),
      badge_(new BadgeView(this, std::move(badge))),
      buttons_(this, theme, on_press, [this] { arrange(measure_); }) {}

void MessageScene::set_model(const flow::ScreenModel& model) {
  choice_ = model.layout == flow::Layout::Choice;
  icon_->set_icon(model.icon, model.tone);
  headline_->set_text(model.headline);
  headline_->set_ink(headline_ink(model.tone));
  name_->set_text(model.name);
  body_->set_text(model.body);
  badge_->set_preview(model.preview);
  while (cards_.size() < model.badges.size()) cards_.push_back(new BadgeCard(this, theme_));
  shown_cards_ = model.badges.size();
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    cards_[i]->Show(i < shown_cards_);
    if (i < shown_cards_) cards_[i]->set_line(model.badges[i]);
  }
  buttons_.set_buttons(model.buttons, choice_ ? ControlLook::Choice : ControlLook::Plain);
}

// Words in the middle of what the buttons leave; in the low layout these lie at the lower edge.
void MessageScene::arrange(const Measure& measure) {
  measure_ = measure;
  const wxSize area = GetClientSize();
  const int edge = measure.px(theme_.sizes.gap / 2.0);
  const int share = area.y * (choice_ ? 72 : 50) / 100;
  const int most = buttons_.shown().empty() ? 0 : measure.low ? area.y - edge - reach_top() : share;
  int buttons = fit_buttons(measure, most);
  const int gap = buttons > 0 ? measure.px(theme_.sizes.gap * (choice_ ? 1.2 : 1.5)) : 0;
  double shrink = 1.0;
  const int words = shrink_words(measure, shrink, area.y - buttons - edge - gap);
  // What is asked stands whole; the answers then come page by page.
  if (words > area.y - buttons - edge - gap) buttons = fit_buttons(measure, area.y - words - edge - gap);
  const int room = area.y - buttons - edge - gap;
  const int top =
      measure.low ? area.y - edge - buttons : std::max(0, (area.y - edge - words - gap - buttons) / 2) + words + gap;
  fits_ = words <= room && (!measure.low || buttons == 0 || (top >= reach_top() && buttons_.grid().fits()));
  place_words(measure, shrink, {0, 0, area.x, std::max(0, top - gap)});
  place_buttons(top, measure);
}

// Rather no icon than small letters.
int MessageScene::shrink_words(const Measure& measure, double& shrink, int room) {
  int words = 0;
  for (const double least : {icon_least_shrink, words_least_shrink}) {
    with_icon_ = least == icon_least_shrink && !choice_ && !badge_->is_shown();
    for (shrink = 1; shrink >= least; shrink *= 0.94) {
      words = fit_words(measure, shrink, room);
      if (words <= room) return words;
    }
  }
  return words;
}

int MessageScene::text_width(const Measure& measure) const {
  return std::min(GetClientSize().x - 2 * measure.px(theme_.sizes.margin), measure.px(1080));
}

// Fits each piece; returns the height of all of them with their gaps. What is asked leads; of a result the name does.
int MessageScene::fit_words(const Measure& measure, double shrink, int room) {
  const Sizes& sizes = theme_.sizes;
  const int width = text_width(measure);
  const int gap = measure.px(sizes.gap * shrink);
  const bool named = !name_->is_empty() && !choice_;
  const int icon = with_icon_ ? measure.px((shown_cards_ > 0 ? sizes.icon * 0.8 : sizes.icon) * shrink) : 0;
  const double slow = (1 + shrink) / 2;  // where to go is needed more than large letters of a name
  const auto text = [&](TextBlock& block, int share, double size, int smallest) {
    return block.fit({.width = width,
                      .height = room * share / 100,
                      .size = std::max(measure.type(size), measure.smallest(smallest)),
                      .smallest = measure.smallest(smallest)});
  };
  const double headline = named ? sizes.eyebrow * slow : sizes.headline * shrink;
  const double name = choice_ ? sizes.eyebrow * 0.85 * slow : sizes.name * shrink;
  pieces_[IconPiece] = {wxSize(icon, icon), 0};
  pieces_[HeadlinePiece] = {text(*headline_, 50, headline, std::min(sizes.body, 32)), choice_ ? 0 : gap};
  pieces_[NamePiece] = {text(*name_, 55, name, choice_ ? 24 : std::min(sizes.eyebrow, 40)), 0};
  pieces_[BodyPiece] = {text(*body_, 45, sizes.body * slow, 20), named ? gap / 2 : gap};
  pieces_[BadgePiece] = {badge_->fit({std::min(width, measure.px(720)), room * 70 / 100}), gap};
  pieces_[CardsPiece] = {cards_size(measure, shrink), gap + gap / 4};
  return height_of_words();
}

int MessageScene::height_of_words() const {
  int total = 0;
  for (const int i : order_of_words()) {
    const Piece& piece = pieces_.at(static_cast<std::size_t>(i));
    if (piece.size.y > 0) total += piece.size.y + (total > 0 ? piece.gap_above : 0);
  }
  return total;
}

// Who is asked stands above the question.
std::array<int, 6> MessageScene::order_of_words() const {
  if (choice_) return {IconPiece, NamePiece, HeadlinePiece, BodyPiece, BadgePiece, CardsPiece};
  return {IconPiece, HeadlinePiece, NamePiece, BodyPiece, BadgePiece, CardsPiece};
}

void MessageScene::place_words(const Measure& measure, double shrink, const wxRect& room) {
  const int total = height_of_words();
  const int width = text_width(measure);
  const int left = (room.width - width) / 2;
  int top = measure.low ? std::max(0, (room.height - total) / 2) : std::max(0, room.height - total);
  bool first = true;
  for (const int i : order_of_words()) {
    const Piece& piece = pieces_.at(static_cast<std::size_t>(i));
    if (piece.size.y <= 0) continue;
    if (!first) top += piece.gap_above;
    first = false;
    if (i == IconPiece) icon_->SetSize((room.width - piece.size.x) / 2, top, piece.size.x, piece.size.y);
    if (i == HeadlinePiece) headline_->put({left, top, width, piece.size.y});
    if (i == NamePiece) name_->put({left, top, width, piece.size.y});
    if (i == BodyPiece) body_->put({left, top, width, piece.size.y});
    if (i == BadgePiece) badge_->SetSize((room.width - piece.size.x) / 2, top, piece.size.x, piece.size.y);
    if (i == CardsPiece) place_cards(top, measure, shrink);
    top += piece.size.y;
  }
  icon_->Show(pieces_[IconPiece].size.y > 0);
  name_->Show(!name_->is_empty());
  body_->Show(!body_->is_empty());
}

// Beside each other where the sentences still fit; an upright screen has the height for one column.
int MessageScene::card_columns(const Measure& measure) const {
  return shown_cards_ > 3 && text_width(measure) >= measure.px(960) ? 2 : 1;
}

wxSize MessageScene::cards_size(const Measure& measure, double shrink) const {
  if (shown_cards_ == 0) return {0, 0};
  const int columns = card_columns(measure);
  const int rows = (static_cast<int>(shown_cards_) + columns - 1) / columns;
  const int height = card_pixels(measure, shrink);
  const bool wide = columns == 2 || measure.least_type > 0;
  return {wide ? text_width(measure) : std::min(text_width(measure), measure.px(820)),
          rows * height + (rows - 1) * measure.px(card_gap * shrink)};
}

void MessageScene::place_cards(int top, const Measure& measure, double shrink) {
  const int columns = card_columns(measure);
  const int gap = measure.px(card_gap * shrink);
  const int total = pieces_[CardsPiece].size.x;
  const wxSize card((total - (columns - 1) * gap) / columns, card_pixels(measure, shrink));
  const int left = (GetClientSize().x - total) / 2;
  put_cards({cards_.data(), shown_cards_}, {wxPoint(left, top), card}, {.columns = columns, .gap = gap}, measure);
}

namespace {

std::vector<int> natural_widths(const std::vector<ButtonCell*>& cells, const Measure& measure, int widest) {
  std::vector<int> widths;
  for (ButtonCell* cell : cells) {
    widths.push_back(std::max({measure.px(240), measure.target, cell->natural_width(measure, widest)}));
  }
  return widths;
}

int sum_of(const std::vector<int>& widths, int gap) {
  int sum = -gap;
  for (const int width : widths) sum += width + gap;
  return sum;
}

}  // namespace

bool MessageScene::fit_in_one_row(const Measure& measure) const {
  const auto& shown = buttons_.shown();
  if (choice_ && (shown.empty() || !shown.front()->is_primary())) return false;  // equal answers, in equal rows
  const int widest = text_width(measure);
  return sum_of(natural_widths(buttons_.shown(), measure, widest), measure.px(button_gap)) <= widest;
}

int MessageScene::buttons_width(const Measure& measure) const {
  const int width = text_width(measure);
  return choice_ && !measure.low ? std::min(width, measure.px(860)) : width;
}

int MessageScene::fit_buttons(const Measure& measure, int room) {
  if (buttons_.shown().empty()) return 0;
  one_row_ = fit_in_one_row(measure);
  if (one_row_) return measure.control(theme_.sizes.control);
  const int width = buttons_width(measure);
  return buttons_.grid()
      .fit({width, room}, measure,
           {.least_columns = 1,
            .most_columns = measure.low ? 3 : 2,
            .narrowest = measure.low ? 200.0 : 300.0,
            .gap = button_gap})
      .y;
}

void MessageScene::place_buttons(int top, const Measure& measure) {
  const int middle = GetClientSize().x / 2;
  if (!one_row_) {
    const int width = buttons_width(measure);
    return buttons_.grid().put({middle - width / 2, top}, measure);
  }
  const int gap = measure.px(button_gap);
  const auto widths = natural_widths(buttons_.shown(), measure, text_width(measure));
  int left = middle - sum_of(widths, gap) / 2;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    buttons_.shown()[i]->put({left, top, widths[i], measure.control(theme_.sizes.control)}, measure);
    buttons_.shown()[i]->show(true);
    left += widths[i] + gap;
  }
}

}  // namespace einlass::screens
