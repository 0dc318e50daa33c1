// Where the focus is, and how it moves.
#include "kiosk/screens/kiosk_frame.h"
#include "kiosk/screens/typing_scenes.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

// As they are read: keys by their rows, which are the display's matter.
void KioskFrame::order_buttons(const flow::ScreenModel& model) {
  buttons_.clear();
  for (const flow::Button* button : flow::buttons_of(model)) buttons_.push_back(button->id);
  KeyboardView* const keys = shown_->keyboard();
  if (!model.keyboard || keys == nullptr) return;
  const auto first = static_cast<std::ptrdiff_t>(model.fields.size());
  std::ptrdiff_t count = 0;
  for (const auto& row : model.keyboard->rows) count += static_cast<std::ptrdiff_t>(row.size());
  buttons_.erase(buttons_.begin() + first, buttons_.begin() + first + count);
  buttons_.insert(buttons_.begin() + first, keys->key_order().begin(), keys->key_order().end());
}

// Those that have no place on the screen now are passed over; pages turn to those that wait on them.
void KioskFrame::move_focus(bool forward) {
  const std::size_t count = buttons_.size();
  if (count == 0) return;
  const wxWindow* focus = wxWindow::FindFocus();
  const auto at = std::find(buttons_.begin(), buttons_.end(), focus == nullptr ? "" : focus->GetName().utf8_string());
  const bool nowhere = at == buttons_.end();
  auto index = nowhere ? (forward ? count - 1 : 0) : static_cast<std::size_t>(at - buttons_.begin());
  for (std::size_t tried = 0; tried < count; ++tried) {
    index = (index + (forward ? 1 : count - 1)) % count;
    if (PressButton* button = button_in_view(buttons_[index])) return button->SetFocus();
  }
}

namespace {

PressButton* shown_button(const wxWindow& parent, const std::string& id) {
  for (wxWindow* child : parent.GetChildren()) {
    if (!child->IsShown()) continue;
    auto* button = dynamic_cast<PressButton*>(child);
    if (button != nullptr && button->id() == id) return button;
    if (PressButton* found = shown_button(*child, id)) return found;
  }
  return nullptr;
}

}  // namespace

bool KioskFrame::keys_are_hidden() const {
  KeyboardView* const keys = shown_ == nullptr ? nullptr : shown_->keyboard();
  return keys != nullptr && keys->are_keys_hidden();
}

// Pages turn to it. Keys come back where it is one of them, and are hidden where it had to give way to them.
PressButton* KioskFrame::button_in_view(const std::string& id) {
  if (shown_ == nullptr) return shown_button(*this, id);
  if (shown_->turn_to(id)) arrange();
  PressButton* const seen = shown_button(*this, id);
  KeyboardView* const keys = shown_->keyboard();
  if (seen != nullptr || keys == nullptr || !keys->can_hide() || id.starts_with("field_")) return seen;
  keys->hide_keys(!keys->has_key(id));
  arrange();
  return shown_button(*this, id);
}

void KioskFrame::press_focused() {
  if (auto* button = dynamic_cast<PressButton*>(wxWindow::FindFocus())) button->press();
}

// Whoever hears the screen begins at what there is to fill in or to press, and at the time limit once that is all that
// counts.
void KioskFrame::guide_focus(const flow::ScreenModel& model) {
  if (model.listening == flow::Listening::None) return guided_.clear();
  const bool begins = guided_.empty();
  const auto field =
      std::find_if(model.fields.begin(), model.fields.end(), [](const flow::Field& each) { return each.typed_into; });
  const std::string target = model.warning                 ? model.warning->more_time.id
                             : field != model.fields.end() ? field->edit.id
                             : !model.rows.empty()         ? model.rows.front().open.id
                             : !model.buttons.empty()      ? model.buttons.front().id
                             : begins && !buttons_.empty() ? buttons_.front()
                                                           : "";
  const std::string screen = target + " " + model.headline;
  if (std::exchange(guided_, screen) == screen || target.empty()) return;
  PressButton* button = button_in_view(target);
  if (button == nullptr) return;
  if (button->HasFocus()) return on_focus(button);
  button->SetFocus();
}

// The focus is where typing goes: at a form's beginning, and from field to field. Whoever has gone to a button stays.
void KioskFrame::follow_typing(const flow::ScreenModel& model) {
  const auto field =
      std::find_if(model.fields.begin(), model.fields.end(), [](const flow::Field& each) { return each.typed_into; });
  if (field == model.fields.end()) return filled_in_.clear();
  const wxWindow* focus = wxWindow::FindFocus();
  const bool in_a_field = focus != nullptr && focus->GetName().StartsWith("field_");
  const bool begins = std::exchange(filled_in_, model.headline) != model.headline;
  if (!begins && !in_a_field) return;
  if (PressButton* place = button_in_view(field->edit.id); place != nullptr && place != focus) place->SetFocus();
}

// A button that hides takes the focus with it, and keys without a focus reach nobody. The next guest does not begin on
// the language that the one before chose.
void KioskFrame::keep_focus(const flow::ScreenModel& model) {
  const wxWindow* focus = wxWindow::FindFocus();
  const auto name = focus == nullptr ? std::string() : focus->GetName().utf8_string();
  const bool left_behind =
      model.language != language_ && name.starts_with("language_") && name != "language_" + model.language;
  language_ = model.language;
  if (focus == nullptr || !focus->IsShownOnScreen() || left_behind) ground_->SetFocusIgnoringChildren();
}

}  // namespace einlass::screens
