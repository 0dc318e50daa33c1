// The screen for the ear.
#include "core/base/utf8.h"
#include "kiosk/flow/model_maker.h"

namespace einlass::flow {

namespace {

Listening listening(const State& state, const FlowConfig& config) {
  const bool plugged_in = state.devices.headphones == Headphones::In;
  if (!plugged_in && !state.speech.asked && !config.aloud) return Listening::None;
  return state.devices.headphones == Headphones::None ? Listening::Open : Listening::Private;
}

template <typename Model>
auto all_buttons(Model& model, bool keys) {
  std::vector<decltype(model.buttons.data())> all;
  for (auto& field : model.fields) all.push_back(&field.edit);
  if (keys && model.keyboard) {
    for (auto& row : model.keyboard->rows) {
      for (auto& key : row) all.push_back(&key.press);
    }
  }
  for (auto& row : model.rows) all.push_back(&row.open);
  for (auto& button : model.buttons) all.push_back(&button);
  if (model.warning) all.push_back(&model.warning->more_time);
  if (model.languages.size() > 1) {
    for (auto& button : model.languages) all.push_back(&button);
  }
  for (auto& button : model.views) all.push_back(&button);
  if (model.help) all.push_back(&*model.help);
  for (auto& tool : model.tools) all.push_back(&tool);
  return all;
}

bool is_private(const ScreenModel& model) {
  return model.listening == Listening::Private;
}

std::string sentence(const std::string& text) {
  constexpr std::string_view ends = ".?!:";
  return text.empty() || ends.find(text.back()) != std::string_view::npos ? text : text + ".";
}

// "Jürgen Groß. Nordlicht GmbH. inside." Where others listen, nothing that names her.
std::string spoken_row(const ScreenModel& model, const Row& row) {
  std::string said;
  if (!row.personal || is_private(model)) {
    for (const std::string& part : {row.open.label, row.detail}) {
      if (!part.empty()) said += (said.empty() ? "" : " ") + sentence(part);
    }
  }
  const bool a_word = !row.mark.empty() && row.mark != "…";
  if (a_word && !said.empty()) said += " " + sentence(row.mark);
  return said;
}

}  // namespace

// Seen as well as heard: somebody may have started it by accident (EN 301 549, 5.1.5 and 5.6).
void ModelMaker::speech() {
  model_.listening = listening(state_, config_);
  model_.volume = config_.volume + state_.speech.louder;
  if (model_.listening == Listening::None) return;
  if (!spoken_badges(model_).empty() && model_.layout == Layout::Message) {
    button(say("Read my badge"), BadgeReadOut{}, "read_badge");
  }
  place_buttons();
  // Where it speaks to everybody, nobody need be told how to be spoken to.
  if (!state_.speech.asked && state_.devices.headphones != Headphones::In) return;
  model_.notices.push_back({say("Speech is on, volume {volume} of 10.", {{"volume", std::to_string(model_.volume)}})});
  if (std::holds_alternative<Attract>(state_.screen) && !state_.help) {
    model_.notices.push_back({say("Keys: next, previous, press, back, repeat, stop, quieter, louder, help.")});
  }
}

// Keys are said by what they type alone; where they lie is the Display's matter.
void ModelMaker::place_buttons() {
  const std::vector<Button*> all = all_buttons(model_, false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Values values{{"number", std::to_string(i + 1)}, {"count", std::to_string(all.size())}};
    const bool chosen = all[i]->id == "language_" + model_.language;
    all[i]->place =
        chosen ? say("Chosen. Button {number} of {count}.", values) : say("Button {number} of {count}.", values);
  }
}

std::vector<const Button*> buttons_of(const ScreenModel& model) {
  return all_buttons(model, true);
}

// Of several, each begins with what became of it, by its number.
std::vector<std::string> spoken_badges(const ScreenModel& model) {
  std::vector<std::string> spoken;
  if (!is_private(model)) return spoken;
  for (const BadgeLine& badge : model.badges) {
    if (badge.words.empty()) continue;
    if (model.badges.size() > 1) spoken.push_back(sentence(badge.text));
    for (const std::string& line : badge.words) spoken.push_back(sentence(line));
  }
  return spoken;
}

std::string spoken_field(const ScreenModel& model, const Field& field) {
  std::string said = field.edit.label;
  // Of what others must not read, only how much stands there.
  if (!field.masked.empty()) {
    for (std::size_t i = 0; i < base::code_points(field.text); ++i) said += (i == 0 ? ": " : ", ") + field.masked;
  } else if (!field.text.empty() && (!field.personal || is_private(model))) {
    said += ": " + field.text;
  }
  return field.trouble.empty() ? sentence(said) : sentence(said) + " " + field.trouble;
}

std::string spoken_label(const ScreenModel& model, const Button& button) {
  for (const Field& field : model.fields) {
    if (field.edit.id == button.id) return spoken_field(model, field);
  }
  for (const Row& row : model.rows) {
    if (row.open.id == button.id) return spoken_row(model, row);
  }
  if (model.keyboard) {
    for (const auto& keys : model.keyboard->rows) {
      for (const Keycap& key : keys) {
        if (key.press.id == button.id && !key.spoken.empty()) return sentence(key.spoken);
      }
    }
  }
  return button.personal && !is_private(model) ? std::string() : sentence(button.label);
}

std::vector<std::string> spoken_form(const ScreenModel& model) {
  std::vector<std::string> spoken;
  const auto add = [&spoken](const std::string& text) {
    if (!text.empty()) spoken.push_back(sentence(text));
  };
  add(model.headline);
  if (is_private(model)) add(model.name);
  add(model.body);
  add(model.mismatch);
  if (model.preview && is_private(model)) {
    for (const std::string& line : model.preview->lines) add(line);
  }
  for (const BadgeLine& line : model.badges) add(line.text);
  for (const Line& line : model.lines) {
    if (line.live) continue;
    if (!line.personal || is_private(model)) add(line.label + ": " + line.text);
  }
  for (const Field& field : model.fields) add(spoken_field(model, field));
  // While somebody types, what is found changes with every key: she hears how many, and goes to them.
  if (model.fields.empty()) {
    for (const Row& row : model.rows) add(spoken_row(model, row));
  }
  if (model.layout == Layout::Choice) {
    for (const Button& button : model.buttons) {
      if (!button.personal || is_private(model)) add(button.label);
    }
  }
  if (model.layout == Layout::Attract) {
    add(model.event_name);
    add(model.privacy);
    add(model.privacy_url);  // seen as a picture of it, too
  }
  for (const Notice& notice : model.notices) {
    if (!notice.for_team || !model.signed_in.empty()) add(notice.text);
  }
  if (model.warning) add(model.warning->text);
  return spoken;
}

}  // namespace einlass::flow
