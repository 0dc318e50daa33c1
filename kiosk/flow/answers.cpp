// What the flow makes of the answers to its questions.
#include "core/rules/badge_handout.h"
#include "core/rules/ticket_code.h"
#include "kiosk/flow/staff_stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

namespace {

auto find_job(std::vector<BadgeProgress>& badges, rules::PrintJobId job) {
  return std::find_if(badges.begin(), badges.end(), [job](const BadgeProgress& badge) { return badge.job == job; });
}

}  // namespace

std::vector<int> badges_to_print(const rules::AdmissionRefused& refused) {
  auto places = refused.owed_badges;
  places.insert(places.end(), refused.badges_ahead.begin(), refused.badges_ahead.end());
  return places;
}

void Stepper::on(const AdmissionAnswered& event) {
  if (signed_in()) return StaffStepper(*this).answered(event);
  if (!awaits(event.scan)) return;
  speak_language_of(event);
  std::visit([this, &event](const auto& admission) { answer(admission, event); }, event.admission);
}

void Stepper::on(const AdmissionFailed& event) {
  if (signed_in()) return StaffStepper(*this).undecided(event.scan);
  if (!awaits(event.scan)) return;
  if (state_.visit.settled) return finish();
  if (config_.closed) return announce();
  kept_out(Refused{.refusal = rules::Refusal::NeedsServer});
}

void Stepper::answer(const rules::AdmissionGranted& granted, const AdmissionAnswered& event) {
  const int persons = granted.fact.persons;
  count_in_group(persons);
  came_in(Welcome{.name = config_.discreet || config_.closed ? std::string() : event.guest_name,
                  .table = event.table,
                  .category = event.category,
                  .persons = persons},
          granted.ticket, granted.owed_badges, event);
}

void Stepper::answer(const rules::AdmissionRefused& refused, const AdmissionAnswered& event) {
  // Staff or host have let her in: what is left is her badge.
  if (state_.visit.settled)
    return came_in(Welcome{}, refused.ticket.value_or(rules::TicketId()), refused.owed_badges, event);
  if (config_.closed) return announce();
  if (refused.refusal == rules::Refusal::Ambiguous && !event.choices.empty()) {
    ask_guest(Choose{event.choices});
    state_.visit.replaceable = true;
    return;
  }
  if (refused.refusal == rules::Refusal::NeedsAnswers && asks_for_answers(refused, event)) return;
  if (refused.refusal == rules::Refusal::AlreadyIn) {
    count_in_group(1);
    return came_in(AlreadyIn{}, refused.ticket.value_or(rules::TicketId()), refused.owed_badges, event);
  }
  if (refused.refusal == rules::Refusal::BadgeDesk) {
    count_in_group(1);
    return came_in(Welcome{.name = config_.discreet ? std::string() : event.guest_name,
                           .admitted = false,
                           .has_badge = rules::has_badges(config_.policy, event.category)},
                   refused.ticket.value_or(rules::TicketId()), badges_to_print(refused), event);
  }
  show_refusal(refused, event);
}

void Stepper::show_refusal(const rules::AdmissionRefused& refused, const AdmissionAnswered& event) {
  // Somebody of the ticket may be in whose badge is owed, though nobody else comes in now.
  if (refused.ticket && !refused.owed_badges.empty() && !event.unnamed) {
    state_.visit.before_badges = BeforeBadges{
        .ticket = *refused.ticket, .places = refused.owed_badges, .jobs = event.badges, .name = event.guest_name};
    print_badges();
  }
  kept_out(Refused{.refusal = refused.refusal,
                   .other_event = event.other_event,
                   .right_door = event.right_door,
                   .opens_at = refused.opens_at,
                   .decided_at = event.decided_at});
}

void Stepper::kept_out(Screen result) {
  ++state_.visit.group.members;
  ++state_.visit.group.not_in;
  state_.visit.result = std::move(result);
  finish();
}

void Stepper::answer(const rules::AdmissionAnnounced& /*announced*/, const AdmissionAnswered& /*event*/) {
  if (state_.visit.settled) return finish();
  announce();
}

void Stepper::came_in(Screen result, rules::TicketId ticket, const std::vector<int>& places,
                      const AdmissionAnswered& event) {
  const bool first = std::holds_alternative<rules::AdmissionGranted>(event.admission);
  note_badges_elsewhere(event);
  state_.visit.result = std::move(result);
  state_.visit.before_badges =
      BeforeBadges{.ticket = ticket,
                   .places = places,
                   .jobs = event.badges,
                   .name = config_.discreet || config_.closed ? std::string() : event.guest_name,
                   .badge_name = event.badge_name,
                   .unnamed = event.unnamed && (first || !places.empty()) && !config_.closed,
                   .consents = {event.consents.begin(), event.consents.end()},
                   .confirm = config_.confirm_badge && !places.empty() && !config_.closed};
  go_on_to_badges();
}

// Whoever shows her badge has it. At a closed event all screens read alike.
void Stepper::note_badges_elsewhere(const AdmissionAnswered& event) {
  BadgesElsewhere badges = event.badges_elsewhere;
  const bool ready = badges.hint == rules::BadgeHint::Ready;
  const bool shown = std::holds_alternative<rules::BadgeCode>(rules::read_scanned_text(state_.visit.code));
  const bool hers = ready || badges.hint == rules::BadgeHint::InDoubt;
  if (badges.hint == rules::BadgeHint::None || (hers && shown) || config_.closed) return;
  const auto* granted = std::get_if<rules::AdmissionGranted>(&event.admission);
  const bool first = granted != nullptr && granted->fact.badges_due > 0;
  badges.perhaps_fetched = ready && !first;
  auto& known = state_.visit.badges_elsewhere;
  if (std::find(known.begin(), known.end(), badges) == known.end()) known.push_back(std::move(badges));
}

void Stepper::speak_language_of(const AdmissionAnswered& event) {
  // At a closed event the language would tell onlookers that the guest is known.
  if (state_.language_chosen || config_.closed) return;
  const auto& offered = config_.languages;
  if (std::find(offered.begin(), offered.end(), event.guest_language) == offered.end()) return;
  state_.language = event.guest_language;
}

// Where no name may stand on the screen a number says whose badge it is: that with which she waits already, if any.
void Stepper::add_badge(rules::PrintJobId job, const std::string& name) {
  BadgeProgress badge{.job = job};
  if (!config_.discreet && !config_.closed) badge.name = name;
  const int waits_with = std::exchange(state_.visit.number, 0);
  if (badge.name.empty()) badge.number = waits_with != 0 ? waits_with : next_number();
  state_.visit.badges.push_back(std::move(badge));
}

void Stepper::print(rules::TicketId ticket, const std::vector<int>& places, const AdmissionAnswered& event) {
  const std::size_t count = std::min(places.size(), event.badges.size());
  for (std::size_t i = 0; i < count; ++i) {
    add_badge(event.badges[i], event.guest_name);
    commands_.push_back(
        PrintBadge{.job = event.badges[i], .scan = event.scan.scan, .ticket = ticket, .place_number = places[i]});
  }
}

void Stepper::print_owed(const AdmissionAnswered& event) {
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&event.admission)) {
    return print(granted->ticket, granted->owed_badges, event);
  }
  const auto* refused = std::get_if<rules::AdmissionRefused>(&event.admission);
  if (refused != nullptr && refused->ticket) print(*refused->ticket, badges_to_print(*refused), event);
}

void Stepper::on(const BadgeMoved& event) {
  auto& badges = state_.visit.badges;
  const auto badge = find_job(badges, event.progress.job);
  if (badge == badges.end()) return note_left_badge(event.progress);
  // Only of a badge in doubt there may be news.
  const bool settled = is_final(badge->stage) && badge->stage != BadgeStage::Unknown;
  BadgeProgress news = event.progress;
  news.name = badge->name;
  news.number = badge->number;
  if (settled || *badge == news) return;
  *badge = std::move(news);
  if (signed_in()) StaffStepper(*this).badge_moved(event.progress);
  restart_idle();  // news: it must be readable for its full time
}

// What was in doubt may have come out after all.
void Stepper::note_left_badge(const BadgeProgress& progress) {
  auto& failed = state_.left_failed;
  const bool was_in_doubt = find_job(failed, progress.job) != failed.end();
  auto& badges = was_in_doubt ? failed : state_.left_printing;
  const auto badge = find_job(badges, progress.job);
  if (badge == badges.end()) return;
  BadgeProgress news = progress;
  news.name = badge->name;
  news.number = badge->number;
  if (!is_final(progress.stage)) return (void)(*badge = std::move(news));
  badges.erase(badge);
  if (progress.stage == BadgeStage::Printed) return;
  state_.left_failed.push_back(std::move(news));
  start(TimerKind::Notice, config_.timings.idle + config_.timings.warning);
}

}  // namespace einlass::flow
