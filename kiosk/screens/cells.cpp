#include "kiosk/screens/cells.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::screens {

namespace {

const char* icon_of(flow::Tone tone) {
  switch (tone) {
    case flow::Tone::Calm:
      return nullptr;
    case flow::Tone::Working:
      return "hourglass";
    case flow::Tone::Success:
      return "check";
    case flow::Tone::Attention:
      return "warning";
  }
  return nullptr;
}

Colour Colours::*ink_of(flow::Tone tone) {
  switch (tone) {
    case flow::Tone::Calm:
    case flow::Tone::Working:
      return &Colours::ink_soft;
    case flow::Tone::Success:
      return &Colours::success;
    case flow::Tone::Attention:
      return &Colours::attention;
  }
  return &Colours::ink;
}

}  // namespace

ButtonCell::ButtonCell(wxWindow* parent, const Theme& theme, const OnPress& on_press, TextAlign align)
    : theme_(theme), button_(new PressButton(parent, theme, on_press)) {
  button_->set_alignment(align);
}

void ButtonCell::set_button(const flow::Button& button, ControlLook look) {
  button_->set_button(button, look);
  primary_ = button.primary;
}

// Three lines at most: then type shrinks.
int ButtonCell::fit(const Measure& measure, int width) {
  const int wanted = measure.type(theme_.sizes.button);
  const int type = most_type_ > 0 ? std::min(most_type_, wanted) : wanted;
  const wxSize needed = button_->fit({.width = width,
                                      .height = std::max(measure.control(theme_.sizes.control), 4 * wanted),
                                      .size = type,
                                      .smallest = std::min(type, measure.smallest(16))});
  return std::max(needed.y, measure.control(theme_.sizes.control));
}

int ButtonCell::natural_width(const Measure& measure, int widest) {
  const int type = measure.type(theme_.sizes.button);
  most_type_ = 0;
  return button_
             ->fit({.width = widest, .height = measure.control(theme_.sizes.control), .size = type, .smallest = type})
             .x +
         measure.px(16);
}

void ButtonCell::put(const wxRect& place, const Measure& measure) {
  fit(measure, place.width);
  button_->put(place);
}

void ButtonCell::show(bool shown) {
  if (button_->IsShown() != shown) button_->Show(shown);
}

RowCell::RowCell(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Pane(parent),
      theme_(theme),
      button_(new PressButton(this, theme, on_press)),
      title_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      detail_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      mark_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Right)),
      icon_(new SmallIcon(this)) {
  detail_->set_ink(&Colours::ink_soft);
}

void RowCell::set_row(const flow::Row& row) {
  std::string spoken = row.open.label;
  for (const std::string* more : {&row.detail, &row.mark}) spoken += more->empty() ? "" : ", " + *more;
  button_->set_button(row.open, ControlLook::Row, spoken);
  button_->set_written("");
  title_->set_text(row.open.label);
  detail_->set_text(row.detail);
  mark_->set_text(row.mark);
  mark_->set_ink(ink_of(row.tone));
  tone_ = row.tone;
}

int RowCell::mark_width(const Measure& measure, int width) const {
  return mark_->is_empty() ? 0 : std::min(width * 38 / 100, measure.px(280));
}

int RowCell::fit(const Measure& measure, int width) {
  const int inset = measure.px(18);
  const int icon = icon_of(tone_) == nullptr || mark_->is_empty() ? 0 : measure.px(34);
  const int mark = mark_width(measure, width);
  const wxSize marked = mark_->fit({.width = mark - icon,
                                    .height = measure.px(150),
                                    .size = measure.type(theme_.sizes.small + 3),
                                    .smallest = measure.smallest(14)});
  const int used = mark_->is_empty() ? 0 : marked.x + icon + inset;
  const int words = width - 2 * inset - used;
  title_size_ = title_->fit({.width = words,
                             .height = std::max(measure.px(66), 3 * measure.least_type),
                             .size = measure.type(theme_.sizes.button + 1),
                             .smallest = measure.smallest(17)});
  detail_size_ = detail_->fit({.width = words,
                               .height = std::max(measure.px(48), 3 * measure.least_type),
                               .size = measure.type(theme_.sizes.small + 1),
                               .smallest = measure.smallest(14)});
  const int height = std::max(title_size_.y + detail_size_.y, marked.y) + measure.px(16);
  return std::max(height, measure.control(theme_.sizes.control + 6));
}

void RowCell::put(const wxRect& place, const Measure& measure) {
  fit(measure, place.width);
  if (place != GetRect()) SetSize(place);
  button_->put({0, 0, place.width, place.height});
  const int inset = measure.px(18);
  const int words = title_size_.y + detail_size_.y;
  const int top = (place.height - words) / 2;
  title_->put({inset, top, title_size_.x, title_size_.y});
  detail_->put({inset, top + title_size_.y, detail_size_.x, detail_size_.y});
  detail_->Show(!detail_->is_empty());
  const wxSize mark = mark_->extent();
  const int left = place.width - inset - mark.x;
  mark_->put({left, (place.height - mark.y) / 2, mark.x, mark.y});
  mark_->Show(!mark_->is_empty());
  const char* icon = mark_->is_empty() ? nullptr : icon_of(tone_);
  icon_->Show(icon != nullptr);
  if (icon == nullptr) return;
  const int side = measure.px(26);
  icon_->draw(theme_, icon, theme_.colours.*ink_of(tone_),
              {left - measure.px(34), (place.height - side) / 2, side, side});
}

FieldCell::FieldCell(wxWindow* parent, const Theme& theme, const OnPress& on_press)
    : Pane(parent),
      theme_(theme),
      label_(new TextBlock(this, theme, FontWeight::Bold, TextAlign::Left)),
      button_(new PressButton(this, theme, on_press)),
      trouble_(new TextBlock(this, theme, FontWeight::Regular, TextAlign::Left)),
      icon_(new SmallIcon(this)) {
  button_->set_alignment(TextAlign::Left);
  trouble_->set_ink(&Colours::attention);
}

void FieldCell::set_field(const flow::Field& field) {
  const bool trouble = !field.trouble.empty();
  const auto look = trouble            ? ControlLook::FieldTrouble
                    : field.typed_into ? ControlLook::FieldTyped
                                       : ControlLook::Field;
  button_->set_button(field.edit, look, field.text.empty() ? field.edit.label : field.edit.label + ": " + field.text);
  name_ = field.edit.label;
  label_->set_text(name_);
  in_trouble_ = trouble;
  if (trouble) trouble_->set_text(field.trouble);
  text_ = field.text;
  typed_into_ = field.typed_into;
}

void FieldCell::keep_place_for_trouble(bool keep) {
  trouble_place_ = keep;
  if (!keep) trouble_->set_text({});
}

void FieldCell::set_number(std::size_t number, std::size_t count) {
  label_->set_text(count == 0 ? name_ : fmt::format("{} ({}/{})", name_, number, count));
}

// Of its icon.
int FieldCell::trouble_side(const Measure& measure) {
  return std::max(measure.px(24), measure.least_type);
}

int FieldCell::trouble_height(const Measure& measure, int width) {
  if (!trouble_place_) return 0;
  const int type = measure.type(theme_.sizes.small + 2);
  const wxSize words = trouble_->fit({.width = width - trouble_side(measure) - measure.px(10),
                                      .height = std::max(measure.px(56), 3 * measure.least_type),
                                      .size = type,
                                      .smallest = measure.smallest(14)});
  return std::max(words.y, type * 3 / 2) + measure.px(4);
}

int FieldCell::fit(const Measure& measure, int width) {
  const wxSize label = label_->fit({.width = width,
                                    .height = std::max(measure.px(60), 2 * measure.least_type),
                                    .size = measure.type(theme_.sizes.small + 3),
                                    .smallest = measure.smallest(14)});
  return label.y + measure.px(2) + measure.control(theme_.sizes.control - 4) + trouble_height(measure, width);
}

// A long text shows its end, where it is typed; elsewhere its beginning.
void FieldCell::write(const Measure& measure, int width) {
  const std::string caret = typed_into_ ? "|" : "";
  const int type = measure.type(theme_.sizes.button + 2);
  const TextRoom room{.width = width, .height = type * 17 / 10 + 8, .size = type, .smallest = measure.smallest(18)};
  button_->set_written(text_ + caret);
  button_->fit(room);
  wxString rest = wx_text(text_);
  while (!button_->fits() && rest.length() > 1) {
    rest = typed_into_ ? rest.Mid(1) : rest.Left(rest.length() - 1);
    const std::string part = rest.utf8_string();
    button_->set_written(typed_into_ ? "…" + part + caret : part + "…");
    button_->fit(room);
  }
}

void FieldCell::put(const wxRect& place, const Measure& measure) {
  fit(measure, place.width);
  if (place != GetRect()) SetSize(place);
  const int label = label_->extent().y;
  label_->put({0, 0, place.width, label});
  const int control = measure.control(theme_.sizes.control - 4);
  const int top = label + measure.px(2);
  write(measure, place.width);
  button_->put({0, top, place.width, control});
  const bool trouble = in_trouble_ && trouble_place_;
  trouble_->Show(trouble);
  icon_->Show(trouble);
  if (!trouble) return;
  const int side = trouble_side(measure);
  const int below = top + control + measure.px(4);
  icon_->draw(theme_, "warning", theme_.colours.attention, {0, below, side, side});
  const int inset = side + measure.px(10);
  trouble_->put({inset, below, place.width - inset, place.height - below});
}

}  // namespace einlass::screens
