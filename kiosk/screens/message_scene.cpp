#include "kiosk/screens/scenes.h"

#include <algorithm>
#include <cmath>

namespace einlass::screens {

namespace {

enum PieceIndex { IconPiece, HeadlinePiece, NamePiece, BodyPiece, CardsPiece, ButtonsPiece };

int pixels(double theme_pixels, double scale) {
  return static_cast<int>(std::lround(theme_pixels * scale));
}

Colour headline_colour(const Colours& colours, flow::Tone tone) {
  switch (tone) {
    case flow::Tone::Calm:
    case flow::Tone::Working:
      return colours.accent;
    case flow::Tone::Success:
      return colours.success;
    case flow::Tone::Attention:
      return colours.attention;
  }
  return colours.ink;
}

constexpr double card_height = 92;
constexpr double card_least = 66;
constexpr double card_gap = 14;
constexpr double icon_least_shrink = 0.66;  // tighter than this, words need the icon's place

int card_pixels(double scale, double shrink) {
  return pixels(std::max(card_least, card_height * shrink), scale);
}

}  // namespace

MessageScene::MessageScene(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Pane(parent),
      theme_(theme),
      on_press_(on_press),
      icon_(new IconView(this, theme)),
      headline_(new TextBlock(this, theme, FontWeight::Bold)),
      name_(new TextBlock(this, theme, FontWeight::Bold)),
      body_(new TextBlock(this, theme, FontWeight::Regular)) {}

void MessageScene::set_model(const flow::ScreenModel& model) {
  choice_ = model.layout == flow::Layout::Choice;
  icon_->set_icon(model.icon, model.tone);
  headline_->set_text(model.headline);
  headline_->SetForegroundColour(wx_colour(headline_colour(theme_.colours, model.tone)));
  name_->set_text(model.name);
  body_->set_text(model.body);

  while (cards_.size() < model.badges.size()) cards_.push_back(new BadgeCard(this, theme_));
  shown_cards_ = model.badges.size();
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    cards_[i]->Show(i < shown_cards_);
    if (i < shown_cards_) cards_[i]->set_line(model.badges[i]);
  }
  while (buttons_.size() < model.buttons.size()) buttons_.push_back(new PressButton(this, theme_, on_press_));
  shown_buttons_ = model.buttons.size();
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    const bool shown = i < shown_buttons_;
    const bool primary = shown && model.buttons[i].primary;
    buttons_[i]->set_button(shown ? std::optional(model.buttons[i]) : std::nullopt, choice_   ? ControlLook::Choice
                                                                                    : primary ? ControlLook::Primary
                                                                                              : ControlLook::Plain);
  }
}

void MessageScene::arrange(double scale) {
  double shrink = 1.0;
  const int room = GetClientSize().y - pixels(theme_.sizes.gap / 2, scale);
  while (measure(scale, shrink) > room && shrink > 0.45) shrink *= 0.94;
  place(scale, shrink);
}

int MessageScene::text_width(double scale) const {
  return std::min(GetClientSize().x - 2 * pixels(theme_.sizes.margin, scale), pixels(1080, scale));
}

// Fits each piece; returns the height of all of them with their gaps.
int MessageScene::measure(double scale, double shrink) {
  const Sizes& sizes = theme_.sizes;
  const double s = scale * shrink;
  const int width = text_width(scale);
  const int height = GetClientSize().y;
  const int gap = pixels(sizes.gap, s);
  const bool named = !name_->is_empty();
  const bool with_icon = !choice_ && shrink >= icon_least_shrink;
  const int icon = with_icon ? pixels(shown_cards_ > 0 ? sizes.icon * 0.8 : sizes.icon, s) : 0;
  const auto text = [&](TextBlock& block, int share, int size, int smallest) {
    return block.fit({.width = width,
                      .height = height * share / 100,
                      .size = std::max(pixels(size, s), pixels(smallest, scale)),
                      .smallest = pixels(smallest, scale)});
  };
  pieces_[IconPiece] = {wxSize(icon, icon), 0};
  pieces_[HeadlinePiece] = {text(*headline_, 40, named ? sizes.eyebrow : sizes.headline, sizes.body), gap};
  pieces_[NamePiece] = {text(*name_, 45, sizes.name, sizes.eyebrow), 0};
  pieces_[BodyPiece] = {text(*body_, 35, sizes.body, 20), named ? gap / 2 : gap};
  pieces_[CardsPiece] = {cards_size(scale, shrink), gap + gap / 2};
  pieces_[ButtonsPiece] = {buttons_size(scale), gap + gap / 2};
  int total = 0;
  for (const Piece& piece : pieces_) {
    if (piece.size.y > 0) total += piece.size.y + (total > 0 ? piece.gap_above : 0);
  }
  return total;
}

void MessageScene::place(double scale, double shrink) {
  int total = 0;
  for (const Piece& piece : pieces_) {
    if (piece.size.y > 0) total += piece.size.y + (total > 0 ? piece.gap_above : 0);
  }
  const wxSize area = GetClientSize();
  const int width = text_width(scale);
  const int left = (area.x - width) / 2;
  int top = std::max(0, (area.y - total) / 2);
  bool first = true;
  for (int i = IconPiece; i <= ButtonsPiece; ++i) {
    const Piece& piece = pieces_.at(static_cast<std::size_t>(i));
    if (piece.size.y <= 0) continue;
    if (!first) top += piece.gap_above;
    first = false;
    if (i == IconPiece) icon_->SetSize((area.x - piece.size.x) / 2, top, piece.size.x, piece.size.y);
    if (i == HeadlinePiece) headline_->put({left, top, width, piece.size.y});
    if (i == NamePiece) name_->put({left, top, width, piece.size.y});
    if (i == BodyPiece) body_->put({left, top, width, piece.size.y});
    if (i == CardsPiece) place_cards(top, scale, shrink);
    if (i == ButtonsPiece) place_buttons(top, scale);
    top += piece.size.y;
  }
  icon_->Show(pieces_[IconPiece].size.y > 0);
  name_->Show(!name_->is_empty());
  body_->Show(!body_->is_empty());
}

// Beside each other where the sentences still fit; an upright screen has the height for one column.
int MessageScene::card_columns(double scale) const {
  return shown_cards_ > 3 && text_width(scale) >= pixels(960, scale) ? 2 : 1;
}

wxSize MessageScene::cards_size(double scale, double shrink) const {
  if (shown_cards_ == 0) return {0, 0};
  const int columns = card_columns(scale);
  const int rows = (static_cast<int>(shown_cards_) + columns - 1) / columns;
  const int height = card_pixels(scale, shrink);
  return {columns == 2 ? text_width(scale) : std::min(text_width(scale), pixels(820, scale)),
          rows * height + (rows - 1) * pixels(card_gap, scale * shrink)};
}

void MessageScene::place_cards(int top, double scale, double shrink) {
  const int columns = card_columns(scale);
  const int gap = pixels(card_gap, scale * shrink);
  const int total = pieces_[CardsPiece].size.x;
  const wxSize card((total - (columns - 1) * gap) / columns, card_pixels(scale, shrink));
  const int left = (GetClientSize().x - total) / 2;
  for (std::size_t i = 0; i < shown_cards_; ++i) {
    const int column = static_cast<int>(i) % columns;
    const int row = static_cast<int>(i) / columns;
    cards_[i]->SetSize(left + column * (card.x + gap), top + row * (card.y + gap), card.x, card.y);
    cards_[i]->arrange(card, scale);
  }
}

wxSize MessageScene::buttons_size(double scale) {
  if (shown_buttons_ == 0) return {0, 0};
  const int height = pixels(theme_.sizes.control, scale);
  if (!choice_) return {text_width(scale), height};
  const int count = static_cast<int>(shown_buttons_);
  return {text_width(scale), count * pixels(theme_.sizes.control * 1.25, scale) + (count - 1) * pixels(16, scale)};
}

void MessageScene::place_buttons(int top, double scale) {
  const int middle = GetClientSize().x / 2;
  const int gap = pixels(16, scale);
  const int widest = text_width(scale);
  if (choice_) {
    const int width = std::min(widest, pixels(820, scale));
    const int height = pixels(theme_.sizes.control * 1.25, scale);
    for (std::size_t i = 0; i < shown_buttons_; ++i) {
      buttons_[i]->fit(pixels(theme_.sizes.button, scale), width);
      buttons_[i]->SetSize(middle - width / 2, top + static_cast<int>(i) * (height + gap), width, height);
    }
    return;
  }
  const int height = pixels(theme_.sizes.control, scale);
  int total = -gap;
  std::vector<int> widths;
  for (std::size_t i = 0; i < shown_buttons_; ++i) {
    const int needed = buttons_[i]->fit(pixels(theme_.sizes.button, scale), widest) + pixels(32, scale);
    widths.push_back(std::max(pixels(240, scale), needed));
    total += widths.back() + gap;
  }
  int left = middle - total / 2;
  for (std::size_t i = 0; i < shown_buttons_; ++i) {
    buttons_[i]->SetSize(left, top, widths[i], height);
    left += widths[i] + gap;
  }
}

}  // namespace einlass::screens
