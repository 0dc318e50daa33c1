#include "kiosk/flow/screen_model.h"

#include "core/base/locale_text.h"
#include "kiosk/flow/model_maker.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

ScreenModel screen_model(const State& state, const FlowConfig& config, const Texts& texts) {
  return ModelMaker(state, config, texts).make();
}

ModelMaker::ModelMaker(const State& state, const FlowConfig& config, const Texts& texts)
    : state_(state),
      config_(config),
      texts_(texts),
      voice_{.language = state.language.empty() ? config.default_language : state.language, .address = config.address} {
}

ScreenModel ModelMaker::make() {
  frame();
  std::visit([this](const auto& shown) { screen(shown); }, state_.screen);
  badges();
  help_screen();
  notices();
  warning();
  speech();
  return std::move(model_);
}

std::string ModelMaker::say(const char* msgid, const Values& values) const {
  return filled(say(msgid), values);
}

std::string ModelMaker::say_many(const char* one, const char* many, std::uint64_t count, const Values& values) const {
  return filled(filled(texts_.plural(voice_, one, many, count), values),
                {{"count", base::number_text(count, voice_.language)}});
}

std::string ModelMaker::filled(std::string text, const Values& values) {
  for (const auto& [name, value] : values) {
    const std::string mark = "{" + std::string(name) + "}";
    if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
  }
  return text;
}

void ModelMaker::put(Words words) {
  model_.tone = words.tone;
  model_.icon = words.icon;
  model_.headline = std::move(words.headline);
  model_.body = std::move(words.body);
}

void ModelMaker::frame() {
  model_.language = voice_.language;
  if (config_.rehearsal) model_.rehearsal = say("REHEARSAL · Nothing done here counts");
  if (config_.event_name_is_public) model_.event_name = config_.event_name;
  model_.door = config_.door;
  if (!config_.organiser.empty()) {
    model_.privacy = say("{organiser} uses your data to check you in.", {{"organiser", config_.organiser}});
    model_.privacy_url = config_.privacy_url;
  }
  for (const std::string& language : config_.languages) {
    model_.languages.push_back({.label = base::language_name(language),
                                .event = LanguageChosen{language},
                                .primary = false,
                                .id = "language_" + language});
  }
  view();
  if (!state_.help || !state_.help->sent) {
    model_.help = Button{.label = say("Ask for help"), .event = HelpPressed{}, .primary = false, .id = "help"};
  }
}

// With the place where it stands, so that nobody of the team has to know the names.
std::string ModelMaker::printer_called(const std::string& name) const {
  const auto& printers = state_.status.printers;
  const auto found =
      std::find_if(printers.begin(), printers.end(), [&name](const PrinterLine& each) { return each.name == name; });
  const bool says_more = found != printers.end() && !found->place.empty() && found->place != name;
  return says_more ? name + " (" + found->place + ")" : name;
}

// As it was on the screen a moment ago: by name, number or both.
std::string ModelMaker::called(const BadgeProgress& badge) const {
  const std::string number = std::to_string(badge.number);
  if (badge.name.empty()) return badge.number == 0 ? say("A badge") : say("Badge {number}", {{"number", number}});
  if (badge.number == 0) return say("The badge of {name}", {{"name", badge.name}});
  return say("Badge {number} of {name}", {{"number", number}, {"name", badge.name}});
}

// Of somebody who has gone on.
std::string ModelMaker::left_badge_words(const BadgeProgress& badge) const {
  const bool waits = badge.trouble != PrinterTrouble::None || badge.stage == BadgeStage::Waiting;
  const Values filled{{"badge", called(badge)}, {"place", badge.collect_at}};
  const bool below = badge.collect_at.empty();
  if (waits && below) return say("{badge} waits for the printer.", filled);
  if (waits) return say("{badge} waits for the printer. Please collect it here: {place}", filled);
  if (below) return say("{badge} is still being printed. Please take it out below.", filled);
  return say("{badge} is still being printed. Please collect it here: {place}", filled);
}

std::string ModelMaker::label_words(const LabelOutlook& outlook) const {
  const std::string left = std::to_string(outlook.left);
  const auto needed = static_cast<std::uint64_t>(outlook.needed);
  switch (outlook.supply) {
    case LabelSupply::Enough:
      return say_many("{left} labels for about {count} guest still expected",
                      "{left} labels for about {count} guests still expected", needed, {{"left", left}});
    case LabelSupply::Low:
      return say_many("{left} labels for about {count} guest still expected: bring more",
                      "{left} labels for about {count} guests still expected: bring more", needed, {{"left", left}});
    case LabelSupply::Short:
      return say_many("labels run out: {left} for about {count} guest still expected, bring more now",
                      "labels run out: {left} for about {count} guests still expected, bring more now", needed,
                      {{"left", left}});
    case LabelSupply::PartlyCounted:
      return say("{left} labels are counted; nobody has said how many are in printer {name}",
                 {{"left", left}, {"name", outlook.uncounted}});
    case LabelSupply::ShareUnknown:
      return say_many("{left} labels here; {count} guest is still expected at all kiosks",
                      "{left} labels here; {count} guests are still expected at all kiosks", needed, {{"left", left}});
  }
  return {};
}

// The status page says all of it at length, and needs the room.
bool ModelMaker::shows_status() const {
  const auto* staff = std::get_if<Staff>(&state_.screen);
  const auto* list = staff == nullptr ? nullptr : std::get_if<ListPage>(&staff->page);
  return list != nullptr && list->place == StaffPlace::Status;
}

void ModelMaker::printer_notices() {
  if (state_.devices.printer == PrinterState::Unavailable) {
    model_.notices.push_back({say("Badges cannot be printed here right now. You can check in all the same."), false});
  }
  if (state_.devices.printer == PrinterState::Impaired) {
    model_.notices.push_back({say("For our team: one of the printers needs a hand."), false, true});
  }
  if (needs_labels(state_.status)) {
    const auto words = label_words(*label_outlook(state_.status));
    model_.notices.push_back({say("For our team: {what}.", {{"what", words}}), false, true});
  }
  if (!state_.status.doubtful.empty()) {
    model_.notices.push_back({say("For our team: please look whether a badge came out at printer {name}.",
                                  {{"name", printer_called(state_.status.doubtful.front().printer)}}),
                              false, true});
  }
}

// To who comes next and to the team; nobody is disturbed who is being checked in.
void ModelMaker::message_notice() {
  const bool at_home =
      std::holds_alternative<Attract>(state_.screen) || std::holds_alternative<OutOfService>(state_.screen);
  const bool shown = at_home || std::holds_alternative<Staff>(state_.screen);
  const auto text = in_language(state_.message, voice_.language);
  if (shown && !text.empty()) model_.notices.push_back({.text = text, .message = true});
}

void ModelMaker::notices() {
  message_notice();
  waiting_notices();
  const bool out = std::holds_alternative<OutOfService>(state_.screen);
  if (!out && !shows_status()) printer_notices();
  for (const BadgeProgress& badge : state_.left_failed) {
    const Values whose{{"badge", called(badge)}};
    model_.notices.push_back({badge.stage == BadgeStage::Unknown
                                  ? say("{badge} may not have come out. Please see our team.", whose)
                                  : say("{badge} did not come out. Please see our team.", whose),
                              true});
  }
  for (const BadgeProgress& badge : state_.left_printing) model_.notices.push_back({left_badge_words(badge), false});
  if (state_.devices.other_version) {
    model_.notices.push_back({say("For our team: server and kiosk have different versions. Please install the same "
                                  "version on both."),
                              true, true});
  }
  if (!out && !state_.devices.time_is_sure) {
    model_.notices.push_back(
        {say("For our team: the time here is not sure until the server is reached."), false, true});
  }
  if (!out && !state_.devices.connected) {
    model_.notices.push_back({say("No connection to the server. Checking in goes on."), false, true});
  }
}

void ModelMaker::warning() {
  if (state_.visit.closing) {
    model_.warning = IdleWarning{
        .text = say("Are you still there? This page is about to close."),
        .more_time = {
            .label = say("I need more time"), .event = MoreTimePressed{}, .primary = true, .id = "more_time"}};
    return;
  }
  const bool result = model_.layout == Layout::Message && !model_.preview && model_.signed_in.empty() &&
                      !std::holds_alternative<OutOfService>(state_.screen);
  if (!result) return;
  if (!state_.waiting.empty()) {
    model_.hint = say("The next ticket has been read. One moment, please.");
  } else if (state_.visit.replaceable && !state_.speaks() && state_.devices.camera == CameraState::Working) {
    model_.hint = say("Next, please: just hold up your ticket.");
  }
}

void ModelMaker::done_button() {
  model_.buttons.push_back({.label = say("Done"), .event = DonePressed{}, .primary = true, .id = "done"});
}

}  // namespace einlass::flow
