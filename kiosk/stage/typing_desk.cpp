#include "kiosk/stage/typing_desk.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <utility>

namespace einlass::stage {
namespace {

constexpr base::Milliseconds kWedgeSilence{200};
// Nearly all scanners send their keys less than 35 ms apart; the slowest, 50 ms (WedgeTiming).
constexpr base::Milliseconds kHeld{35};
constexpr base::Milliseconds kSurelyHeld{60};

std::string take_character(std::string& text) {
  std::string first(base::first_code_point(text));
  text.erase(0, first.size());
  return first;
}

bool is_text(const flow::FormField* field) {
  return field != nullptr && field->kind != flow::FieldKind::Pin;
}

}  // namespace

const flow::Form* TypingDesk::form() const {
  const auto& form = parts_.state().form;
  return form ? &*form : nullptr;
}

const flow::FormField* TypingDesk::typed_into() const {
  const flow::Form* open = form();
  return open != nullptr && open->at < open->fields.size() ? &open->fields[open->at] : nullptr;
}

bool TypingDesk::focus_is_on_button() const {
  if (focus_.empty() || focus_.starts_with("field_")) return false;
  const auto buttons = flow::buttons_of(parts_.shown());
  return std::any_of(buttons.begin(), buttons.end(), [this](const auto* button) { return button->id == focus_; });
}

bool TypingDesk::on_character(const flow::TypedKey& key) {
  scan::WedgeReader& reader = scanner_.reader();
  // Space presses the button that somebody went to.
  if (key.text == " " && reader.idle() && focus_is_on_button()) return false;
  if (!scanner_.present()) {
    type(key.text);
    return form() != nullptr;
  }
  reader.expect_text(is_text(typed_into()));
  if (const auto code = reader.on_key({key.text, key.on_us_keyboard}, key.at)) scan(*code);
  type(reader.take_typed());
  listen(key.at);
  return form() != nullptr || reader.in_burst();
}

bool TypingDesk::on_enter(base::Milliseconds at) {
  if (!scanner_.present()) return false;
  const auto code = scanner_.reader().on_enter(at);
  if (code) {
    code_ended_ = at;
    scan(*code);
  }
  type(scanner_.reader().take_typed());
  // A scanner that ends its codes with two keys (CR and LF) presses nothing with the second.
  return code_ended_ && at - *code_ended_ < kWedgeSilence;
}

void TypingDesk::on_focus(const std::string& button) {
  focus_ = button;
  const flow::Form* open = form();
  if (open == nullptr || !button.starts_with("field_")) return;
  const auto& fields = open->fields;
  const auto reached = std::find_if(fields.begin(), fields.end(),
                                    [&](const flow::FormField& field) { return button == "field_" + field.id; });
  const auto index = static_cast<std::size_t>(reached - fields.begin());
  if (reached == fields.end() || index == open->at) return;
  end_typing();
  parts_.give(flow::FieldChosen{index});
}

void TypingDesk::end_typing() {
  scanner_.reader().give_up();
  type(scanner_.reader().take_typed());
}

// A hand scanner that is set to send no Enter ends its code by falling silent. Keys have a clock of their own.
void TypingDesk::listen(base::Milliseconds at) {
  const base::Milliseconds held = is_text(typed_into()) ? kHeld : kSurelyHeld;
  const auto look_after = [&](base::Milliseconds silence) {
    parts_.ui.after(silence, [this, alive = std::weak_ptr<bool>(alive_), now = at + silence, held] {
      if (!alive.expired()) on_silence(now, held);
    });
  };
  look_after(kWedgeSilence);
  if (form() == nullptr) return;
  look_after(kSurelyHeld);
  if (held < kSurelyHeld) look_after(held);
}

void TypingDesk::on_silence(base::Milliseconds now, base::Milliseconds held) {
  scan::WedgeReader& reader = scanner_.reader();
  if (const auto code = reader.on_silence(now)) scan(*code);
  const bool begins = !reader.handed_out();
  const std::string text = reader.hand_out(now, held);
  const flow::FormField* field = typed_into();
  if (begins && reader.handed_out() && field != nullptr)
    before_burst_ = {form()->at, is_text(field) ? field->text : std::string()};
  type(text);
}

void TypingDesk::scan(const scan::WedgeCode& code) {
  if (code.handed_out) parts_.give(std::exchange(before_burst_, {}));
  parts_.scanned(scanner_.text_of(code));
}

void TypingDesk::type(std::string text) {
  if (text.empty()) return;
  if (typed_into() == nullptr) return parts_.give(flow::Touched{});
  while (!text.empty()) parts_.give(flow::Typed{take_character(text)});
}

}  // namespace einlass::stage
