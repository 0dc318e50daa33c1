#include "kiosk/flow/staff_choices.h"

#include "core/rules/quota.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

namespace {

using rules::Refusal;

const rules::GuestSheet* sheet_of(const Staff& staff) {
  return staff.guest && staff.guest->sheet ? &*staff.guest->sheet : nullptr;
}

rules::DayState day_of(const rules::GuestSheet& sheet) {
  const auto found = sheet.state.days.find(sheet.day);
  return found == sheet.state.days.end() ? rules::DayState{} : found->second;
}

int places_of(const rules::GuestSheet& sheet) {
  return std::max(sheet.ticket.places, sheet.state.places);
}

bool waits_for_host(const rules::GuestSheet& sheet, std::optional<Refusal> refusal) {
  if (sheet.state.host_approved || sheet.state.moved_up) return false;
  const auto status = sheet.ticket.status;
  return status == rules::TicketStatus::AwaitingApproval || status == rules::TicketStatus::Waitlisted ||
         sheet.state.waiting_for_host || refusal == Refusal::NotOnList;
}

bool may_come_in(const Staff& staff, const FlowConfig& config) {
  const auto decider = rules::decider_of(staff.member.role);
  return rules::may_come_by(way_of_tap(staff), decider, config.policy) && still_to_come(staff, config) > 0;
}

bool stands_today(const rules::GuestSheet& sheet) {
  const auto& standing = sheet.state.standing;
  return std::any_of(standing.begin(), standing.end(),
                     [&sheet](const rules::StandingAdmission& each) { return each.day == sheet.day; });
}

bool fits(StaffAction action, const Staff& staff, const FlowConfig& config) {
  const rules::GuestSheet* sheet = sheet_of(staff);
  if (sheet == nullptr) return false;
  const rules::TicketId ticket = sheet->ticket.id;
  const auto allowed = [&](rules::StaffAct act) { return may(act, staff, config); };
  const auto refusal = refusal_of(staff);
  switch (action) {
    case StaffAction::Admit:
      return may_come_in(staff, config);
    case StaffAction::AdmitSome:
      return may_come_in(staff, config) && still_to_come(staff, config) > 1;
    case StaffAction::LetInAnyway:
      return refusal && rules::may_override(*refusal, rules::decider_of(staff.member.role), config.policy) &&
             allowed(rules::SetRefusalAside{});
    case StaffAction::Approve:
      return waits_for_host(*sheet, refusal) &&
             allowed(rules::DecideForHost{.ticket = ticket, .approved = true, .reason = {}});
    case StaffAction::Decline:
      return waits_for_host(*sheet, refusal) && !sheet->state.host_declined &&
             allowed(rules::DecideForHost{.ticket = ticket, .approved = false, .reason = {}});
    case StaffAction::Settle:
      return sheet->ticket.payment == rules::Payment::Open && !sheet->state.settled && allowed(rules::Settle{});
    case StaffAction::CheckInOrder:
      return sheet->order.size() > 1 && order_to_come(staff).size() > 1 && may_come_in(staff, config);
    case StaffAction::Depart:
      return inside_now(staff) > 0 && allowed(rules::SeeOff{});
    case StaffAction::Undo:
      return stands_today(*sheet) && allowed(rules::UndoScan{});
    case StaffAction::Reprint:
      return config.policy.badge.print && !badges_that_count(staff).empty() && allowed(rules::VoidBadge{});
    case StaffAction::BadgeCameOut:
    case StaffAction::BadgeDidNotComeOut:
      return badge_in_doubt(staff).has_value() && allowed(rules::JudgeBadge{});
    case StaffAction::BadgeNotCollected:
      return !badges_that_lie_about(staff).empty() && allowed(rules::VoidBadge{});
    case StaffAction::PrintBadge:
      return sheet->guest && sheet->guest->is_named() && missing_badge(staff, config) && allowed(rules::VoidBadge{});
    case StaffAction::CorrectName:
      return allowed(rules::CorrectGuest{});
    case StaffAction::Transfer:
      return sheet->guest && sheet->guest->is_named() && allowed(rules::HandTicketOn{});
    case StaffAction::TakeTicketBack:
      return sheet->instead && allowed(rules::UndoScan{}) && allowed(rules::HandTicketOn{});
    case StaffAction::Note:
      return allowed(rules::TakeNote{});
    case StaffAction::Excuse:
      return !sheet->state.excused && day_of(*sheet).admitted == 0 && allowed(rules::Excuse{});
    case StaffAction::ExcuseNoMore:
      return sheet->state.excused && allowed(rules::Excuse{});
    case StaffAction::Companion:
      return !companion_kinds(staff, config).empty();
  }
  return false;
}

}  // namespace

bool has_way_in(const std::optional<OutOfServiceReason>& out) {
  return !out || *out == OutOfServiceReason::NoEvent || *out == OutOfServiceReason::StorageFailed ||
         *out == OutOfServiceReason::WrongServer;
}

std::vector<StaffAction> actions_for(const Staff& staff, const FlowConfig& config) {
  std::vector<StaffAction> actions;
  using enum StaffAction;
  for (const StaffAction action :
       {LetInAnyway, BadgeCameOut, BadgeDidNotComeOut, Settle,         Approve, Decline, Admit,
        AdmitSome,   CheckInOrder, Companion,          Depart,         Undo,    Reprint, BadgeNotCollected,
        PrintBadge,  CorrectName,  Transfer,           TakeTicketBack, Note,    Excuse,  ExcuseNoMore}) {
    if (fits(action, staff, config)) actions.push_back(action);
  }
  return actions;
}

bool offers(const Staff& staff, const FlowConfig& config, StaffAction action) {
  return fits(action, staff, config);
}

int still_to_come(const Staff& staff, const FlowConfig& config) {
  const rules::GuestSheet* sheet = sheet_of(staff);
  if (sheet == nullptr) return 0;
  const rules::DayState day = day_of(*sheet);
  const bool again = config.policy.re_entry != rules::ReEntry::None;
  return std::max(0, places_of(*sheet) - (again ? day.inside : day.admitted));
}

int inside_now(const Staff& staff) {
  const rules::GuestSheet* sheet = sheet_of(staff);
  return sheet == nullptr ? 0 : day_of(*sheet).inside;
}

// A helper decides as the guest's own kiosk would.
rules::How way_of_tap(const Staff& staff) {
  return staff.member.role == rules::Role::Helper ? rules::How::Search : rules::How::List;
}

std::vector<rules::Badge> badges_that_count(const Staff& staff) {
  std::vector<rules::Badge> badges;
  const rules::GuestSheet* sheet = sheet_of(staff);
  if (sheet == nullptr) return badges;
  std::copy_if(sheet->state.badges.begin(), sheet->state.badges.end(), std::back_inserter(badges),
               [sheet](const rules::Badge& badge) {
                 return badge.valid_on(sheet->day) && badge.status != rules::BadgeStatus::Failed;
               });
  return badges;
}

std::vector<rules::Badge> badges_that_lie_about(const Staff& staff) {
  auto badges = badges_that_count(staff);
  std::erase_if(badges, [](const rules::Badge& badge) { return badge.status != rules::BadgeStatus::Printed; });
  return badges;
}

std::vector<rules::Badge> badges_to_choose_from(const Staff& staff) {
  return staff.draft.not_collected ? badges_that_lie_about(staff) : badges_that_count(staff);
}

std::optional<rules::Badge> badge_in_doubt(const Staff& staff) {
  for (const rules::Badge& badge : badges_that_count(staff)) {
    if (badge.status == rules::BadgeStatus::Unknown) return badge;
  }
  return std::nullopt;
}

std::optional<MissingBadge> missing_badge(const Staff& staff, const FlowConfig& config) {
  const rules::GuestSheet* sheet = sheet_of(staff);
  if (sheet == nullptr || !rules::may_have_badges(sheet->ticket, sheet->state, config.policy)) return std::nullopt;
  // Where she stands makes no difference: she means it.
  rules::EventPolicy anywhere = config.policy;
  anywhere.badge.print_at = rules::PrintAt::Admission;
  const auto owed = rules::owed_here(
      sheet->state, {anywhere, sheet->day, config.door, rules::decider_of(staff.member.role), sheet->ticket.category});
  if (!owed.empty()) return MissingBadge{.place_number = owed.front(), .reason = rules::PrintReason::Owed};
  if (!rules::may_hand_out_ahead(sheet->ticket, sheet->state, config.policy)) return std::nullopt;
  const auto ahead = rules::not_printed(sheet->state, sheet->day, places_of(*sheet), 1);
  if (ahead.empty()) return std::nullopt;
  return MissingBadge{.place_number = ahead.front(), .reason = rules::PrintReason::Ahead};
}

bool may_reprint(const rules::Badge& badge, const Staff& staff, const FlowConfig& config) {
  const rules::GuestSheet* sheet = sheet_of(staff);
  return sheet != nullptr &&
         rules::may_reprint(sheet->state, badge, rules::decider_of(staff.member.role), config.policy);
}

std::optional<Refusal> refusal_of(const Staff& staff) {
  if (!staff.guest || !staff.guest->outcome || staff.guest->outcome->undecided) return std::nullopt;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&staff.guest->outcome->admission);
  return refused == nullptr ? std::nullopt : std::optional(refused->refusal);
}

std::vector<rules::FoundGuest> order_to_come(const Staff& staff) {
  std::vector<rules::FoundGuest> guests;
  const rules::GuestSheet* sheet = sheet_of(staff);
  if (sheet == nullptr) return guests;
  std::copy_if(sheet->order.begin(), sheet->order.end(), std::back_inserter(guests),
               [](const rules::FoundGuest& guest) {
                 return guest.admitted < guest.places && guest.status != rules::TicketStatus::Cancelled;
               });
  return guests;
}

std::vector<std::string> walk_in_categories(const FlowConfig& config) {
  const auto& excluded = config.policy.excluded_categories;
  const auto is_out = [&excluded](const std::string& key) {
    return std::find(excluded.begin(), excluded.end(), key) != excluded.end();
  };
  std::vector<std::string> keys = config.policy.admitted_categories;
  if (keys.empty()) {
    for (const auto& [key, labels] : config.categories) keys.push_back(key);
  }
  const auto comes_along = [&](const std::string& key) { return rules::is_companion(config.policy, key); };
  std::erase_if(keys, [&](const std::string& key) { return is_out(key) || comes_along(key); });
  for (const auto& key : config.policy.companions.categories) {
    if (config.categories.contains(key)) keys.push_back(key);
  }
  return keys;
}

std::vector<std::string> companion_kinds(const Staff& staff, const FlowConfig& config) {
  const rules::GuestSheet* sheet = sheet_of(staff);
  if (sheet == nullptr || !rules::may_bring_companion(config.policy, 0)) return {};
  if (!rules::may_be_accompanied(sheet->ticket, sheet->state, config.policy)) return {};
  std::vector<std::string> kinds = config.policy.companions.categories;
  std::erase_if(kinds, [&](const std::string& kind) {
    return !may(rules::RegisterGuest{.category = kind, .with = sheet->ticket.id}, staff, config);
  });
  return kinds;
}

bool may_move(const Staff& staff) {
  return staff.member.number != 0 && rules::may_move_kiosk(staff.member.role);
}

std::vector<std::string> doors_at(const rules::Destination& event, const Staff& staff, const FlowConfig& config) {
  std::vector<std::string> doors;
  if (event.event != config.event) doors.push_back(config.door);
  if (!staff.destinations) return doors;
  const auto& all = staff.destinations->doors;
  std::copy_if(all.begin(), all.end(), std::back_inserter(doors),
               [&config](const std::string& door) { return door != config.door; });
  return doors;
}

bool may_register(const Staff& staff, const FlowConfig& config) {
  return config.policy.walk_in != rules::WalkIn::CountOnly && may(rules::RegisterGuest{}, staff, config);
}

bool may_count(const Staff& staff, const FlowConfig& config) {
  return config.policy.walk_in == rules::WalkIn::CountOnly && may(rules::CountIn{}, staff, config);
}

bool may(const rules::StaffAct& act, const Staff& staff, const FlowConfig& config) {
  return staff.member.number != 0 && rules::may_do(act, staff.member.role, config.policy);
}

bool is_told_reasons(const Staff& staff) {
  return staff.member.role != rules::Role::Helper;
}

std::size_t answer_count(StaffQuestion question, const Staff& staff, const FlowConfig& config) {
  switch (question) {
    case StaffQuestion::PersonsComing:
      return static_cast<std::size_t>(std::max(0, still_to_come(staff, config)));
    case StaffQuestion::PersonsLeaving:
      return static_cast<std::size_t>(std::max(0, inside_now(staff)));
    case StaffQuestion::ReallyUndo:
    case StaffQuestion::ReallyTakeBack:
      return 1;
    case StaffQuestion::WhichBadge:
      return badges_to_choose_from(staff).size();
    case StaffQuestion::WhyReprint:
      return 3;  // damaged, lost, the name is wrong
    case StaffQuestion::WhyLetIn:
      return 6;  // rules::ReasonKind
    case StaffQuestion::HowSettled:
    case StaffQuestion::SameOrOther:
      return 2;
    case StaffQuestion::NoteKind:
    case StaffQuestion::WhyDeclined:
    case StaffQuestion::Verdict:
      return 4;  // rules::NoteKind, rules::DeclineReason; the same, the first, the second, both
    case StaffQuestion::Category:
      return walk_in_categories(config).size();
    case StaffQuestion::WhichCompanion:
      return companion_kinds(staff, config).size();
    case StaffQuestion::WhichDoor:
      return staff.draft.move ? doors_at(staff.draft.move->to, staff, config).size() : 0;
    case StaffQuestion::ReallyMove:
      return 1;
    case StaffQuestion::LabelsLoaded:
      return label_counts.size();
  }
  return 0;
}

}  // namespace einlass::flow
