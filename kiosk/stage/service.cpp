#include "kiosk/stage/service.h"

#include "core/base/venue_zone.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace einlass::stage {
namespace {

std::size_t owed_badges(const rules::Admission& admission) {
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&admission)) return granted->owed_badges.size();
  if (const auto* refused = std::get_if<rules::AdmissionRefused>(&admission)) return refused->owed_badges.size();
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

std::string day_text(const rules::EventFrame& frame, const std::string& language) {
  const auto zone = base::VenueZone::open(frame.time_zone);
  if (!zone) return {};
  const auto day = zone->day_of(frame.starts);
  if (language == "de") return fmt::format("{}.{}.{}", day.day, day.month, day.year);
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{} {} {}", day.day, months.at(day.month - 1), day.year);
}

}  // namespace

void Service::assign(const link::Assigned& assigned, flow::FlowConfig& config) {
  assigned_ = assigned;
  config.address = assigned.policy.address;
  config.discreet = assigned.policy.discreet;
  config.closed = assigned.policy.admit_by == rules::AdmitBy::Person;
  config.event_name = assigned.frame.name;
  config.event_name_is_public = assigned.frame.name_is_public;
  config.door = assigned.door;
  config.welcome = assigned.frame.welcome;
  config.organiser = assigned.frame.organiser;
  config.privacy_url = assigned.frame.privacy_url;
  config.time_zone = assigned.frame.time_zone;
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
  if (const auto* guest = guest_of(decided)) {
    answer.guest_name = guest->full_name;
    answer.guest_language = guest->language;
  }
  for (std::size_t i = 0; i < owed_badges(decided.admission); ++i) answer.badges.push_back(rules::PrintJobId::random());
  return answer;
}

badge::BadgeContent Service::badge_content(const wire::TicketView& view, const std::string& language) const {
  badge::BadgeContent content;
  auto& fields = content.fields;
  if (view.guest) {
    fields["name"] = view.guest->full_name;
    fields["first_name"] = view.guest->first_name;
    fields["last_name"] = view.guest->last_name;
    fields["company"] = view.guest->company;
    fields["table"] = view.guest->table;
    const auto position = view.guest->extra.find("position");
    if (position != view.guest->extra.end()) fields["position"] = position->second;
  }
  fields["category"] = view.ticket.category;
  if (!assigned_) return content;
  fields["event"] = assigned_->frame.name;
  fields["event_date"] = day_text(assigned_->frame, language);
  const auto labels = assigned_->frame.categories.find(view.ticket.category);
  if (labels != assigned_->frame.categories.end()) {
    const auto label = labels->second.find(language);
    if (label != labels->second.end()) fields["category_label"] = label->second;
  }
  content.images = assigned_->images;
  return content;
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
