#include "kiosk/stage/narrator.h"

#include <algorithm>
#include <utility>

namespace einlass::stage {

bool Narrator::show(const flow::ScreenModel& model) {
  const bool same_listener = model.listening == model_.listening;
  const bool same_screen = same_listener && model.language == model_.language && model.headline == model_.headline;
  const bool turned = model.volume != model_.volume || !same_listener;
  model_ = model;
  if (!listened_to()) {
    if (!same_listener) hush();
    focused_.clear();
    return false;
  }
  if (turned) speaker_.set_volume(10 * model_.volume);
  return same_screen ? go_on(flow::spoken_form(model_)) : begin();
}

bool Narrator::begin() {
  hush();
  parts_ = flow::spoken_form(model_);
  for (const std::string& part : parts_) say(part);
  return !parts_.empty();
}

bool Narrator::go_on(const std::vector<std::string>& parts) {
  const auto before = std::exchange(parts_, parts);
  bool any = false;
  for (const std::string& part : parts_) {
    if (std::find(before.begin(), before.end(), part) != before.end()) continue;
    say(part);
    any = true;
  }
  return any;
}

bool Narrator::focus(const std::string& button) {
  focused_ = button;
  if (!listened_to()) return false;
  const auto buttons = flow::buttons_of(model_);
  const auto found =
      std::find_if(buttons.begin(), buttons.end(), [&](const auto* other) { return other->id == button; });
  return found != buttons.end() && say_button(**found);
}

// A language is named in its own voice (EN 301 549, 5.1.3.14).
bool Narrator::say_button(const flow::Button& button) {
  const auto* language = std::get_if<flow::LanguageChosen>(&button.event);
  last_ = speaker_.say(language == nullptr ? model_.language : language->language, button.label + ".");
  say(button.place);
  return true;
}

bool Narrator::repeat() {
  if (!listened_to()) return false;
  begin();
  focus(focused_);
  return true;
}

void Narrator::hush() {
  speaker_.stop();
}

}  // namespace einlass::stage
