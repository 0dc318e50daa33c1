// Between admission and badge: a name for a ticket without one, consents, and a look at the badge.
#include "kiosk/flow/stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

void Stepper::go_on_to_badges() {
  state_.form.reset();
  const auto& before = *state_.visit.before_badges;
  if (before.unnamed) {
    state_.form =
        Form{.fields = {{.id = "first_name", .kind = FieldKind::Name}, {.id = "last_name", .kind = FieldKind::Name}},
             .page = KeysPage::Capitals};
    return ask_guest(NameTicket{});
  }
  if (!before.consents.empty()) return ask_guest(AskConsent{before.consents.front()});
  if (before.confirm) return preview_badge();
  print_badges();
  finish();
}

void Stepper::name_ticket(const Form& form) {
  auto& before = *state_.visit.before_badges;
  const std::string first = form.value("first_name");
  const std::string last = form.value("last_name");
  const std::string full = first + " " + last;
  ++state_.visit.scan.step;
  commands_.push_back(AmendGuest{.scan = state_.visit.scan,
                                 .ticket = before.ticket,
                                 .fields = {{"first_name", first}, {"last_name", last}, {"full_name", full}}});
  before.unnamed = false;
  before.badge_name = full;
  if (!config_.discreet) before.name = full;
  auto* welcome = state_.visit.result ? std::get_if<Welcome>(&*state_.visit.result) : nullptr;
  if (welcome != nullptr) welcome->name = before.name;
  go_on_to_badges();
}

void Stepper::on(const ConsentChosen& event) {
  if (shows<AskConsent>()) give_consent(event.yes);
}

void Stepper::give_consent(bool yes) {
  auto& before = *state_.visit.before_badges;
  const AskedQuestion asked = std::move(before.consents.front());
  before.consents.pop_front();
  ++state_.visit.scan.step;
  commands_.push_back(KeepAnswers{
      .scan = state_.visit.scan,
      .ticket = before.ticket,
      .answers = {},
      .consents = {{.question = asked.id, .text_version = asked.text_version, .language = language(), .yes = yes}}});
  go_on_to_badges();
}

void Stepper::preview_badge() {
  const auto& before = *state_.visit.before_badges;
  state_.form.reset();
  ++state_.visit.scan.step;  // so that an older drawing is a late one
  commands_.push_back(
      DrawBadge{.scan = state_.visit.scan, .ticket = before.ticket, .place_number = before.places.front()});
  ask_guest(ConfirmBadge{});
}

void Stepper::on(const BadgeDrawn& event) {
  auto* shown = std::get_if<ConfirmBadge>(&state_.screen);
  if (shown == nullptr || event.scan != state_.visit.scan) return;
  if (event.lines.empty()) return on(BadgeIsRight{});  // nothing to look at; printing says what is wrong
  shown->lines = event.lines;
  shown->picture = event.picture;
}

// Of this visit only: what was left printing is nobody's to hear any more.
void Stepper::on(const BadgeWorded& event) {
  const auto& badges = state_.visit.badges;
  const bool hers =
      std::any_of(badges.begin(), badges.end(), [&](const auto& badge) { return badge.job == event.job; });
  if (hers && !signed_in()) state_.visit.badge_words[event.job] = event.lines;
}

void Stepper::on(const BadgeReadOut& /*event*/) {
  person_is_there();
}

void Stepper::on(const BadgeIsRight& /*event*/) {
  if (!shows<ConfirmBadge>()) return;
  print_badges();
  finish();
}

void Stepper::on(const BadgeNameWrong& /*event*/) {
  if (!shows<ConfirmBadge>()) return;
  state_.form =
      Form{.fields = {{.id = "badge_name", .kind = FieldKind::Name, .text = state_.visit.before_badges->badge_name}}};
  ask_guest(CorrectBadge{});
}

// The guest book's name stays: what a badge calls her is a field of its own.
void Stepper::correct_badge(const Form& form) {
  auto& before = *state_.visit.before_badges;
  const std::string name = form.value("badge_name");
  if (name != before.badge_name) {
    ++state_.visit.scan.step;
    commands_.push_back(
        AmendGuest{.scan = state_.visit.scan, .ticket = before.ticket, .fields = {{"extra.badge_name", name}}});
    before.badge_name = name;
  }
  preview_badge();
}

void Stepper::print_badges() {
  const auto before = *std::exchange(state_.visit.before_badges, std::nullopt);
  const std::size_t count = std::min(before.places.size(), before.jobs.size());
  for (std::size_t i = 0; i < count; ++i) {
    add_badge(before.jobs[i], before.name);
    commands_.push_back(PrintBadge{.job = before.jobs[i],
                                   .scan = state_.visit.scan.scan,
                                   .ticket = before.ticket,
                                   .place_number = before.places[i]});
  }
}

void Stepper::finish() {
  Screen result = std::exchange(state_.visit.result, std::nullopt).value_or(Welcome{});
  if (next_of_group()) return;
  const auto& group = state_.visit.group;
  if (group.members < 2) return show_result(std::move(result));
  if (group.persons == 0) return show_result(Refused{.refusal = rules::Refusal::NeedsServer});
  const bool admitted = !rules::is_badge_desk(config_.policy, config_.door);
  show_result(Welcome{.name = {}, .persons = group.persons, .not_in = group.not_in, .admitted = admitted});
}

void Stepper::carry_on_without_her() {
  wrap_up();
  finish();
}

// Who goes without an answer has said no, and what was not looked at prints as it is. A badge without a name stays
// owed: the next scan asks for the name again.
void Stepper::wrap_up() {
  auto& before = state_.visit.before_badges;
  if (!before) return;
  if (before->unnamed) return before.reset();
  while (!before->consents.empty()) {
    before->confirm = false;
    const AskedQuestion asked = std::move(before->consents.front());
    before->consents.pop_front();
    ++state_.visit.scan.step;
    commands_.push_back(KeepAnswers{
        .scan = state_.visit.scan,
        .ticket = before->ticket,
        .answers = {},
        .consents = {
            {.question = asked.id, .text_version = asked.text_version, .language = language(), .yes = false}}});
  }
  print_badges();
}

}  // namespace einlass::flow
