#include "core/rules/badge_handout.h"

#include "core/base/text_fold.h"
#include "core/rules/objection.h"

#include <algorithm>
#include <array>
#include <span>

namespace einlass::rules {
namespace {

bool is_here(const Badge& badge, const AdmissionDay& day) {
  return badge.valid_on(day) && badge.status != BadgeStatus::Failed;
}

// Seconds after the lost one nobody knows yet whether this one comes out; it counts until it does not.
bool came_out(const Badge& badge) {
  return badge.status == BadgeStatus::Printed || badge.status == BadgeStatus::Started;
}

bool may_print_again(int reprints_before, Decider decider, const ReprintRule& rule) {
  if (reprints_before < 0 || decider == Decider::Host) return true;
  return rule.by == ReprintBy::Staff && (!rule.most || reprints_before < *rule.most);
}

// Of the newest admission: it is the one that a badge printed now goes with.
bool may_print_owed(const TicketState& state, int place_number, const HandoutPlace& at) {
  const auto admission = state.standing.empty() ? ScanRef{} : state.standing.back().scan;
  return may_print_again(reprints_of(state, admission, place_number), at.decider, at.policy.badge.reprints);
}

bool none_of(std::span<const Refusal> refusals, const Ticket& ticket, const TicketState& state,
             const EventPolicy& policy) {
  return std::none_of(refusals.begin(), refusals.end(),
                      [&](Refusal refusal) { return is_kept_out_by(refusal, ticket, state, policy); });
}

bool is_out(const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  return !none_of(std::array{Refusal::Cancelled, Refusal::Blocked}, ticket, state, policy);
}

std::vector<int> owed(const TicketState& state, const HandoutPlace& at) {
  return has_badges(at.policy, at.category) ? state.owed_badges(at.day) : std::vector<int>();
}

std::string sorted_by(std::string_view name) {
  std::string letters;
  for (const auto& word : base::words_in(base::fold_text(name))) letters += word;
  return letters;
}

bool is_within(const PickUp& range, const std::string& name) {
  const auto from = sorted_by(range.from);
  const auto to = sorted_by(range.to);
  if (from.empty() && to.empty()) return false;
  return !name.empty() && name >= from && (to.empty() || name.substr(0, to.size()) <= to);
}

}  // namespace

bool has_badges(const EventPolicy& policy) {
  const auto& badge = policy.badge;
  return badge.print && !(badge.template_name.empty() && badge.category_templates.empty());
}

bool has_badges(const EventPolicy& policy, const std::string& category) {
  return policy.badge.print && !template_for(policy.badge, category).empty();
}

bool is_badge_desk(const EventPolicy& policy, std::string_view door) {
  const auto& desks = policy.badge.desks;
  return has_badges(policy) && std::find(desks.begin(), desks.end(), door) != desks.end();
}

bool may_print_ahead(const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  if (!has_badges(policy, ticket.category) || is_out(ticket, state, policy)) return false;
  return none_of(lifted_by_approval, ticket, state, policy);
}

bool may_hand_out_ahead(const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  return may_print_ahead(ticket, state, policy) && !is_kept_out_by(Refusal::Unpaid, ticket, state, policy);
}

BadgeProspect badge_prospect(const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  if (!has_badges(policy, ticket.category) || is_out(ticket, state, policy)) return BadgeProspect::None;
  const bool due = state.persons_admitted() > 0 || may_print_ahead(ticket, state, policy);
  return due ? BadgeProspect::Due : BadgeProspect::Open;
}

bool may_have_badges(const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  return badge_prospect(ticket, state, policy) == BadgeProspect::Due;
}

std::vector<int> missing_badges(const Ticket& ticket, const TicketState& state, const EventPolicy& policy,
                                const AdmissionDay& day) {
  if (!may_have_badges(ticket, state, policy)) return {};
  auto missing = state.owed_badges(day);
  if (!may_print_ahead(ticket, state, policy)) return missing;
  const auto found = state.days.find(day);
  const int places = ticket.places + (found == state.days.end() ? 0 : found->second.extra);
  const auto ahead = not_printed(state, day, places, places);
  missing.insert(missing.end(), ahead.begin(), ahead.end());
  std::sort(missing.begin(), missing.end());
  return missing;
}

int reprints_of(const TicketState& state, const ScanRef& admission, int place_number) {
  const auto count = std::count_if(state.badges.begin(), state.badges.end(), [&](const Badge& badge) {
    return badge.admission == admission && badge.place_number == place_number && came_out(badge);
  });
  return static_cast<int>(count) - 1;
}

bool may_reprint(const TicketState& state, const Badge& badge, Decider decider, const EventPolicy& policy) {
  if (decider == Decider::SelfService) return false;
  return may_print_again(reprints_of(state, badge.admission, badge.place_number), decider, policy.badge.reprints);
}

std::vector<int> owed_here(const TicketState& state, const HandoutPlace& at) {
  if (at.policy.badge.print_at == PrintAt::Desk && !is_badge_desk(at.policy, at.door)) return {};
  auto here = owed(state, at);
  std::erase_if(here, [&](int place_number) { return !may_print_owed(state, place_number, at); });
  return here;
}

std::vector<int> not_printed(const TicketState& state, const AdmissionDay& day, int places, int persons) {
  auto taken = state.owed_badges(day);
  for (const auto& badge : state.badges) {
    if (is_here(badge, day)) taken.push_back(badge.place_number);
  }
  const auto left = std::min(persons, places - static_cast<int>(taken.size()));
  std::vector<int> missing;
  for (int place = 1; place <= places && static_cast<int>(missing.size()) < left; ++place) {
    if (std::find(taken.begin(), taken.end(), place) == taken.end()) missing.push_back(place);
  }
  return missing;
}

BadgeHint hint_of(const TicketState& state, const HandoutPlace& at) {
  const auto here = owed_here(state, at);
  for (const int place_number : owed(state, at)) {
    if (std::find(here.begin(), here.end(), place_number) != here.end()) continue;
    const bool at_desk = !at.policy.badge.desks.empty() && may_print_owed(state, place_number, at);
    return at_desk ? BadgeHint::AtDesk : BadgeHint::FromTeam;
  }
  auto hint = BadgeHint::None;
  for (const Badge& badge : state.badges) {
    if (!badge.place.kiosk.is_nil() || !is_here(badge, at.day)) continue;
    if (badge.status == BadgeStatus::Printed) return BadgeHint::Ready;
    hint = BadgeHint::InDoubt;
  }
  return hint;
}

bool lies_in(const PickUp& range, std::string_view last_name) {
  return is_within(range, sorted_by(last_name));
}

const PickUp* pick_up_of(const EventPolicy& policy, std::string_view last_name) {
  const auto& desks = policy.badge.pick_up;
  const auto name = sorted_by(last_name);
  auto found = std::find_if(desks.begin(), desks.end(), [&](const PickUp& desk) { return is_within(desk, name); });
  if (found == desks.end()) {
    found = std::find_if(desks.begin(), desks.end(),
                         [](const PickUp& desk) { return desk.from.empty() && desk.to.empty(); });
  }
  if (found != desks.end()) return &*found;
  return desks.empty() ? nullptr : &desks.back();
}

}  // namespace einlass::rules
