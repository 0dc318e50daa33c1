#include "kiosk/stage/narrator.h"

#include <algorithm>
#include <utility>

namespace einlass::stage {

bool Narrator::show(const flow::ScreenModel& model) {
  const bool same_listener = model.listening == model_.listening;
  const bool same_screen = same_listener && model.language == model_.language && model.headline == model_.headline;
  const bool turned = model.volume != model_.volume || !same_listener;
  const flow::ScreenModel before = std::exchange(model_, model);
  if (!listened_to()) {
    if (!same_listener) hush();
    told_rehearsal_ = false;
    focused_.clear();
    return false;
  }
  if (turned) speaker_.set_volume(10 * model_.volume);
  const bool visit_is_over = model_.layout == flow::Layout::Attract && before.layout != flow::Layout::Attract;
  if (visit_is_over) told_rehearsal_ = false;
  if (!same_screen) return begin();
  const bool echoed = echo(before);
  return go_on(flow::spoken_form(model_)) || echoed;
}

// That it is a rehearsal is said once to everybody: where she begins to listen, else before the next visit.
bool Narrator::begin() {
  hush();
  parts_ = flow::spoken_form(model_);
  if (!model_.rehearsal.empty() && !std::exchange(told_rehearsal_, true)) {
    parts_.insert(parts_.begin(), model_.rehearsal);
  }
  for (const std::string& part : parts_) say(part);
  return !parts_.empty();
}

// What was typed or deleted last, instead of the whole field again: into headphones, or as a word that tells nothing.
bool Narrator::echo(const flow::ScreenModel& before) {
  for (std::size_t i = 0; i < std::min(before.fields.size(), model_.fields.size()); ++i) {
    const flow::Field& was = before.fields[i];
    const flow::Field& is = model_.fields[i];
    if (was.edit.id != is.edit.id || was.text == is.text || was.trouble != is.trouble) continue;
    const bool longer = is.text.starts_with(was.text);
    if (!longer && !was.text.starts_with(is.text)) continue;
    const auto said = flow::spoken_field(before, was);
    std::replace(parts_.begin(), parts_.end(), said, flow::spoken_field(model_, is));
    const std::string changed = longer ? is.text.substr(was.text.size()) : was.text.substr(is.text.size());
    if (!is.masked.empty()) {
      say(is.masked);
    } else if (!is.personal || model_.listening == flow::Listening::Private) {
      say(changed);
    } else {
      return false;
    }
    return true;
  }
  return false;
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
  const std::string label = flow::spoken_label(model_, button);
  if (!label.empty()) last_ = speaker_.say(language == nullptr ? model_.language : language->language, label);
  say(button.place);
  return true;
}

bool Narrator::repeat() {
  if (!listened_to()) return false;
  begin();
  focus(focused_);
  return true;
}

bool Narrator::read_badges() {
  const auto parts = flow::spoken_badges(model_);
  for (const std::string& part : parts) say(part);
  return !parts.empty();
}

void Narrator::hush() {
  speaker_.stop();
}

}  // namespace einlass::stage
