// What self-service says where it asks a guest something, and to whom it has said who comes next.
#include "kiosk/flow/model_maker.h"

#include <chrono>
#include <utility>

namespace einlass::flow {

std::string in_language(const std::map<std::string, std::string>& texts, const std::string& language) {
  const auto found = texts.find(language);
  if (found != texts.end()) return found->second;
  return texts.empty() ? std::string() : texts.begin()->second;
}

bool ModelMaker::at_badge_desk() const {
  return rules::is_badge_desk(config_.policy, config_.door);
}

void ModelMaker::button(std::string label, const Event& event, std::string id, bool primary) {
  model_.buttons.push_back({.label = std::move(label), .event = event, .primary = primary, .id = std::move(id)});
}

void ModelMaker::search_and_walk_in_buttons() {
  if (config_.closed) return;
  if (config_.search) button(say("No code at hand?"), SearchPressed{}, "search");
  if (config_.walk_in) button(say("Come in without a ticket"), WalkInPressed{}, "walk_in");
}

void ModelMaker::form_buttons(const std::string& last) {
  const bool more = state_.form && state_.form->at + 1 < state_.form->fields.size();
  button(more ? say("Next") : last, FormSent{}, "send", true);
  button(say("Cancel"), DonePressed{}, "cancel");
}

std::string ModelMaker::welcome_body(const Welcome& shown) const {
  const std::string where = directions();
  std::string body = welcome_text();
  const auto add = [&body](const std::string& sentence) { body += " " + sentence; };
  if (shown.persons > 1) {
    body = say("{count} of you are checked in.", {{"count", std::to_string(shown.persons)}});
    if (!where.empty()) add(where);
  }
  if (!shown.table.empty()) add(say("Your place: {table}.", {{"table", shown.table}}));
  const auto things = config_.handouts.find(shown.category);
  const auto given = things == config_.handouts.end() ? std::string() : in_language(things->second, voice_.language);
  if (!given.empty()) add(say("Our team also has for you: {things}.", {{"things", given}}));
  return body;
}

void ModelMaker::screen(const Announced& shown) {
  const Values number{{"number", std::to_string(shown.number)}};
  if (shown.number == 0) return put({Tone::Calm, Icon::Person, say("Thank you"), say("Please see our team.")});
  if (shown.aside) {
    put({Tone::Calm, Icon::Person, say("Your number is {number}", number),
         say("Please step aside and see our team with this number.")});
  } else {
    put({Tone::Calm, Icon::Person, say("Thank you"),
         say("Our team now knows that you are here. Your number is {number}.", number)});
  }
  done_button();
}

// --- by name, or without a ticket -----------------------------------------------------------------------------------

void ModelMaker::screen(const FindMe& shown) {
  std::string body =
      shown.first_name
          ? say("Please also type your first name as on the ticket.")
          : say("Please type your surname as on the ticket, and the e-mail address or booking code of your order.");
  const bool by_company = state_.form && state_.form->has("company");
  if (by_company && !shown.first_name) body += " " + say("Company and first name will do instead.");
  put({Tone::Calm, Icon::Ticket, say("We will find your ticket by name"), body});
  if (state_.form) form(*state_.form);
  form_buttons(say("Find my ticket"));
}

void ModelMaker::screen(const FoundNobody& /*shown*/) {
  put({Tone::Attention, Icon::Person, say("We could not find you with this"),
       say("Please look at what you typed once more, or see our team.")});
  button(say("Try again"), SearchPressed{}, "search", true);
  if (config_.walk_in) button(say("Come in without a ticket"), WalkInPressed{}, "walk_in");
  button(say("Done"), DonePressed{}, "done");
}

void ModelMaker::screen(const SearchLocked& shown) {
  const auto minutes = (shown.wait + std::chrono::minutes(1) - base::Milliseconds(1)) / std::chrono::minutes(1);
  put({Tone::Attention, Icon::Clock, say("The search is taking a break"),
       minutes <= 1 ? say("Please try again in a minute, or see our team. A ticket code works at any time.")
                    : say("Please try again in {minutes} minutes, or see our team. A ticket code works at any time.",
                          {{"minutes", std::to_string(minutes)}})});
  done_button();
}

void ModelMaker::screen(const RegisterMe& /*shown*/) {
  put({Tone::Calm, Icon::Person, say("Nice that you are here"), say("Please tell us your name.")});
  if (state_.form) form(*state_.form);
  form_buttons(say("Check in"));
}

// --- asked on the spot ----------------------------------------------------------------------------------------------

void ModelMaker::screen(const AnswerQuestion& shown) {
  put({Tone::Calm, Icon::Ticket, in_language(shown.question.text, voice_.language),
       say("We need your answer before you go in.")});
  if (state_.form) form(*state_.form);
  form_buttons(say("Go on"));
}

void ModelMaker::screen(const HowMany& shown) {
  model_.layout = Layout::Choice;
  put({Tone::Calm, Icon::Ticket, say("How many of you are here now?"),
       say("This ticket is for {count} more.", {{"count", std::to_string(shown.most)}})});
  const std::string persons = std::to_string(shown.persons);
  if (at_badge_desk()) {
    button(shown.persons == 1 ? say("Print one badge") : say("Print {count} badges", {{"count", persons}}),
           PersonsChosen{}, "check_in", true);
  } else {
    button(shown.persons == 1 ? say("Check in one person") : say("Check in {count} persons", {{"count", persons}}),
           PersonsChosen{}, "check_in", true);
  }
  if (shown.persons > 1) button(say("One fewer"), PersonsTurned{-1}, "fewer");
  if (shown.persons < shown.most) button(say("One more"), PersonsTurned{1}, "more");
}

void ModelMaker::screen(const NameTicket& /*shown*/) {
  put({Tone::Calm, Icon::Check,
       at_badge_desk() ? say("What is your name?") : say("You are checked in. What is your name?"),
       say("Your ticket has no name yet. It is for your badge and the guest list.")});
  if (state_.form) form(*state_.form);
  form_buttons(say("Go on"));
}

// Equal answers: neither is primary, none comes first by being chosen already.
void ModelMaker::screen(const AskConsent& shown) {
  model_.layout = Layout::Choice;
  put({Tone::Calm, Icon::Check, in_language(shown.question.text, voice_.language),
       say("You are checked in, whatever you answer.")});
  if (state_.visit.before_badges) model_.name = state_.visit.before_badges->name;
  button(say("Yes"), ConsentChosen{true}, "yes");
  button(say("No"), ConsentChosen{false}, "no");
}

void ModelMaker::screen(const ConfirmBadge& shown) {
  put({Tone::Calm, Icon::Check,
       at_badge_desk() ? say("Is your badge right?") : say("You are checked in. Is your badge right?"), ""});
  model_.preview = BadgePreview{.lines = shown.lines, .picture = shown.picture};
  button(say("Print it"), BadgeIsRight{}, "print", true);
  button(say("The name is wrong"), BadgeNameWrong{}, "name_wrong");
}

void ModelMaker::screen(const CorrectBadge& /*shown*/) {
  put({Tone::Calm, Icon::Person, say("What should your badge say?"),
       say("This changes your badge only. Our team can correct the guest list.")});
  if (state_.form) form(*state_.form);
  form_buttons(say("Show me the badge"));
}

// --- help -----------------------------------------------------------------------------------------------------------

ModelMaker::Words ModelMaker::help() const {
  const HelpAsked& asked = *state_.help;
  if (!asked.sent) {
    return {Tone::Attention, Icon::Bell, say("Please see our team at the desk"),
            say("This kiosk cannot call anyone at the moment.")};
  }
  if (asked.coming) {
    return {Tone::Success, Icon::Bell, say("Somebody is coming to you"), say("Please stay here for a moment.")};
  }
  // Nobody is promised who has not answered.
  if (!asked.unheard) {
    return {Tone::Working, Icon::Bell, say("We are calling our team"), say("Please wait for a moment.")};
  }
  return {Tone::Attention, Icon::Person, say("Please go to our desk"), say("Our team there is happy to help you.")};
}

bool ModelMaker::keeps_its_screen_under_help() const {
  const bool idle =
      std::holds_alternative<Attract>(state_.screen) || std::holds_alternative<OutOfService>(state_.screen);
  const bool said_all = std::holds_alternative<Refused>(state_.screen) ||
                        std::holds_alternative<NotTheTicket>(state_.screen) ||
                        std::holds_alternative<SearchLocked>(state_.screen);
  return !idle && !said_all;
}

void ModelMaker::help_screen() {
  if (!state_.help) return;
  Words words = help();
  if (keeps_its_screen_under_help()) {
    model_.notices.push_back({words.headline + ". " + words.body, words.tone == Tone::Attention});
    return;
  }
  put(std::move(words));
  model_.layout = Layout::Message;
  model_.live_picture = false;
  model_.buttons.clear();
  done_button();
}

void ModelMaker::waiting_notices() {
  if (state_.called != 0) {
    model_.notices.push_back(
        {say("Number {number}, please come to our team.", {{"number", std::to_string(state_.called)}}), true});
  }
  const auto* welcome = std::get_if<Welcome>(&state_.screen);
  if (welcome == nullptr || welcome->not_in == 0) return;
  model_.notices.push_back({welcome->not_in == 1
                                ? say("One ticket is still missing. Please show it once more by itself.")
                                : say("{count} tickets are still missing. Please show them once more, one by one.",
                                      {{"count", std::to_string(welcome->not_in)}}),
                            true});
}

}  // namespace einlass::flow
