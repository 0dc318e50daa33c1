#include "kiosk/stage/service.h"

#include "core/rules/consents.h"
#include "core/rules/guest_fields.h"
#include "printing/badge/guest_badge.h"

#include <algorithm>

namespace einlass::stage {
namespace {

std::size_t badges_of(const rules::Admission& admission) {
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&admission)) return granted->owed_badges.size();
  if (const auto* refused = std::get_if<rules::AdmissionRefused>(&admission))
    return flow::badges_to_print(*refused).size();
  return 0;
}

std::vector<flow::TicketChoice> choices_of(const link::AdmissionDecided& decided) {
  std::vector<flow::TicketChoice> choices;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&decided.admission);
  if (refused == nullptr) return choices;
  for (const auto& ticket : refused->choices) {
    const auto* view = view_of(decided, ticket);
    if (view == nullptr) continue;
    choices.push_back({.ticket = ticket, .label = view->ticket.ticket_type});
  }
  // Two tickets of one type cannot be told apart without naming people: that is for our team.
  std::vector<std::string> labels;
  for (const auto& choice : choices) labels.push_back(choice.label);
  std::sort(labels.begin(), labels.end());
  const bool alike = std::adjacent_find(labels.begin(), labels.end()) != labels.end();
  return alike ? std::vector<flow::TicketChoice>{} : choices;
}

// By name, company and type: for staff, who may tell people apart.
std::vector<rules::FoundGuest> candidates_of(const link::AdmissionDecided& decided) {
  std::vector<rules::FoundGuest> candidates;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&decided.admission);
  if (refused == nullptr) return candidates;
  for (const auto& ticket : refused->choices) {
    const auto* view = view_of(decided, ticket);
    if (view == nullptr) continue;
    rules::FoundGuest found{.ticket = ticket};
    if (view->guest) {
      found.name = view->guest->full_name;
      found.company = view->guest->company;
    }
    found.category = view->ticket.category;
    found.ticket_type = view->ticket.ticket_type;
    found.places = view->ticket.places;
    found.status = view->ticket.status;
    candidates.push_back(std::move(found));
  }
  return candidates;
}

// Of one guest only: a choice between several says nothing about anybody.
const rules::Guest* guest_of(const link::AdmissionDecided& decided) {
  if (decided.tickets.empty() || !choices_of(decided).empty()) return nullptr;
  const auto& guest = decided.tickets.front().guest;
  return guest ? &*guest : nullptr;
}

rules::BadgeHint hint_of(const rules::Admission& admission) {
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&admission)) return granted->badges_wait;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&admission);
  return refused == nullptr ? rules::BadgeHint::None : refused->badges_wait;
}

// Where the policy names no place by names, the badge desks are called as their doors are.
flow::BadgesElsewhere elsewhere(rules::BadgeHint hint, const rules::EventPolicy& policy, const rules::Guest* guest) {
  flow::BadgesElsewhere badges{.hint = hint};
  if (hint != rules::BadgeHint::Ready && hint != rules::BadgeHint::AtDesk) return badges;
  const auto* desk = rules::pick_up_of(policy, guest == nullptr ? std::string() : rules::family_name(*guest));
  if (desk != nullptr) badges.desk = desk->desk;
  if (desk != nullptr || hint != rules::BadgeHint::AtDesk) return badges;
  std::string doors;
  for (const auto& door : policy.badge.desks) doors += (doors.empty() ? "" : ", ") + door;
  badges.desk["en"] = doors;
  return badges;
}

// A guest like others; where the policy admits none of those, of the first category that it does.
std::string walk_in_category(const rules::EventPolicy& policy) {
  const std::string usual = "guest";
  const auto& admitted = policy.admitted_categories;
  const bool fits = admitted.empty() || std::find(admitted.begin(), admitted.end(), usual) != admitted.end();
  return fits ? usual : admitted.front();
}

flow::AskedQuestion asked(const rules::Question& question) {
  return {.id = question.id, .text = question.text, .text_version = question.text_version, .consent = question.consent};
}

}  // namespace

void Service::assign(const link::Assigned& assigned, flow::FlowConfig& config) {
  assigned_ = assigned;
  config.address = assigned.policy.address;
  config.discreet = assigned.policy.discreet;
  config.closed = assigned.policy.admit_by == rules::AdmitBy::Person;
  config.rehearsal = assigned.frame.rehearses.has_value();
  config.event_name = assigned.frame.name;
  config.event_name_is_public = assigned.frame.name_is_public;
  config.door = assigned.door;
  config.welcome = assigned.frame.welcome;
  config.organiser = assigned.frame.organiser;
  config.privacy_url = assigned.frame.privacy_url;
  config.time_zone = assigned.frame.time_zone;
  config.search =
      rules::may_come_by(rules::How::Search, rules::Decider::SelfService, assigned.policy) && !assigned.policy.discreet;
  config.walk_in =
      rules::may_come_by(rules::How::WalkIn, rules::Decider::SelfService, assigned.policy) && !config.closed;
  config.walk_in_category = walk_in_category(assigned.policy);
  config.confirm_badge = assigned.policy.badge.print && assigned.policy.badge.confirm;
  config.handouts = assigned.policy.handouts;
  language_ = config.default_language;
  config.event = assigned.event;
  config.policy = assigned.policy;
  config.starts = assigned.frame.starts;
  config.ends = assigned.frame.ends;
  config.categories = assigned.frame.categories;
}

// Where a ticket of this event opens, if not here; a single door only, since more would have to be explained.
static std::string right_door_of(const link::AdmissionDecided& decided) {
  const auto* refused = std::get_if<rules::AdmissionRefused>(&decided.admission);
  if (refused == nullptr || refused->refusal != rules::Refusal::OtherEvent || !refused->ticket) return {};
  const auto* view = view_of(decided, *refused->ticket);
  return view != nullptr && view->ticket.doors.size() == 1 ? view->ticket.doors.front() : std::string();
}

flow::AdmissionAnswered Service::answer(const link::AdmissionDecided& decided, base::Instant now) const {
  flow::AdmissionAnswered answer;
  answer.scan = decided.scan;
  answer.admission = decided.admission;
  answer.decided_at = now;
  answer.choices = choices_of(decided);
  answer.candidates = candidates_of(decided);
  answer.other_event = decided.other_event;
  answer.right_door = right_door_of(decided);
  answer.questions = questions_of(decided.admission);
  if (const auto* guest = guest_of(decided)) {
    answer.guest_name = guest->full_name;
    answer.guest_language = guest->language;
    answer.table = guest->table;
  }
  if (answer.choices.empty() && !decided.tickets.empty()) {
    const auto& view = decided.tickets.front();
    answer.category = view.ticket.category;
    answer.unnamed = !view.guest && view.ticket.listed && view.ticket.guest.is_nil();
    if (assigned_) {
      const auto* guest = view.guest ? &*view.guest : nullptr;
      answer.badges_elsewhere = elsewhere(hint_of(decided.admission), assigned_->policy, guest);
    }
    answer.badge_name = badge_content(view, 1).fields["name"];
    const bool granted = std::holds_alternative<rules::AdmissionGranted>(decided.admission);
    if (granted) answer.consents = open_consents(view);
  }
  for (std::size_t i = 0; i < badges_of(decided.admission); ++i) answer.badges.push_back(rules::PrintJobId::random());
  return answer;
}

std::vector<flow::AskedQuestion> Service::questions_of(const rules::Admission& admission) const {
  std::vector<flow::AskedQuestion> questions;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&admission);
  if (refused == nullptr || !assigned_) return questions;
  for (const auto& question : assigned_->policy.questions) {
    const auto& wanted = refused->questions;
    const bool is_wanted = std::find(wanted.begin(), wanted.end(), question.id) != wanted.end();
    if (is_wanted && !question.text.empty()) questions.push_back(asked(question));
  }
  return questions;
}

// One person answers for herself: who comes with others is not asked for them.
std::vector<flow::AskedQuestion> Service::open_consents(const wire::TicketView& view) const {
  std::vector<flow::AskedQuestion> questions;
  if (view.ticket.places > 1 || !assigned_) return questions;
  for (const auto& question : assigned_->policy.questions) {
    const bool open = question.consent && !question.text.empty() && rules::said_to(question, view.consents) == nullptr;
    if (open) questions.push_back(asked(question));
  }
  return questions;
}

badge::BadgeContent Service::badge_content(const wire::TicketView& view, int place_number) const {
  const badge::BadgeBearer bearer{.ticket = view.ticket,
                                  .guest = view.guest ? &*view.guest : nullptr,
                                  .consents = view.consents,
                                  .place_number = place_number};
  if (!assigned_) return badge::content_for(bearer);
  return badge::content_for(
      {.frame = assigned_->frame, .policy = assigned_->policy, .images = assigned_->images, .language = language_},
      bearer);
}

std::optional<flow::OutOfServiceReason> reason_of(const link::TurnedAway& turned_away) {
  switch (turned_away.reason) {
    case wire::ByeReason::Revoked:
    case wire::ByeReason::Proof:
    case wire::ByeReason::Unknown:
      return flow::OutOfServiceReason::Revoked;
    case wire::ByeReason::Version:
    case wire::ByeReason::Replaced:
    case wire::ByeReason::BadMessage:
    case wire::ByeReason::ShuttingDown:
      return std::nullopt;
  }
  return std::nullopt;
}

flow::PairingState trouble_of(const base::Error& why) {
  switch (why.kind) {
    case base::ErrorKind::InvalidInput:
      return flow::PairingState::Unreadable;
    case base::ErrorKind::NotFound:
    case base::ErrorKind::AlreadyExists:
      return flow::PairingState::CodeSpent;
    case base::ErrorKind::Refused:
      return flow::PairingState::WrongServer;
    case base::ErrorKind::Unavailable:
      return flow::PairingState::Unreachable;
    case base::ErrorKind::Timeout:
    case base::ErrorKind::Internal:
      return flow::PairingState::Busy;
    case base::ErrorKind::Incompatible:
      return flow::PairingState::OtherVersion;
    case base::ErrorKind::Storage:
      return flow::PairingState::NotSaved;
  }
  return flow::PairingState::Busy;
}

const wire::TicketView* view_of(const link::AdmissionDecided& decided, rules::TicketId ticket) {
  const auto found = std::find_if(decided.tickets.begin(), decided.tickets.end(),
                                  [&](const wire::TicketView& view) { return view.ticket.id == ticket; });
  return found == decided.tickets.end() ? nullptr : &*found;
}

}  // namespace einlass::stage
