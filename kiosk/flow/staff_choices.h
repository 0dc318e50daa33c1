// What whoever is signed in may do where she is, by role, policy and the guest's state: asked by the steps before they
// do it, and by the words before they offer it. Pure.
#pragma once

#include "kiosk/flow/flow_config.h"
#include "kiosk/flow/state.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

// Whether the idle screen has a way in for the team; `out`: why nobody can check in, if so.
bool has_way_in(const std::optional<OutOfServiceReason>& out);

// At the sheet that is open, the likeliest first.
std::vector<StaffAction> actions_for(const Staff& staff, const FlowConfig& config);
bool offers(const Staff& staff, const FlowConfig& config, StaffAction action);

// How many answers the question that is open has.
std::size_t answer_count(StaffQuestion question, const Staff& staff, const FlowConfig& config);

// Persons of the open guest who could still come, and who are inside.
int still_to_come(const Staff& staff, const FlowConfig& config);
int inside_now(const Staff& staff);
// How somebody comes in whom a tap lets in.
rules::How way_of_tap(const Staff& staff);
// Hers on this admission day, but those that did not come out.
std::vector<rules::Badge> badges_that_count(const Staff& staff);
// Those of them that are printed: one may lie at the printer still.
std::vector<rules::Badge> badges_that_lie_about(const Staff& staff);
// With StaffQuestion::WhichBadge.
std::vector<rules::Badge> badges_to_choose_from(const Staff& staff);
// The first of those of which nobody knows whether it came out.
std::optional<rules::Badge> badge_in_doubt(const Staff& staff);

// What is usual on a roll or in a box, and what may be left of it.
inline constexpr std::array label_counts{20, 50, 100, 150, 200, 250, 300, 500};
// A place of the open guest that has no badge, and why one is printed for it.
struct MissingBadge {
  int place_number = 1;
  rules::PrintReason reason = rules::PrintReason::Ahead;
};
std::optional<MissingBadge> missing_badge(const Staff& staff, const FlowConfig& config);
// Whether whoever is signed in may print in place of this one.
bool may_reprint(const rules::Badge& badge, const Staff& staff, const FlowConfig& config);
// The refusal that the newest scan of the open guest ended in.
std::optional<rules::Refusal> refusal_of(const Staff& staff);

// Tickets of the order that nobody has come with yet.
std::vector<rules::FoundGuest> order_to_come(const Staff& staff);

// For walk-ins: keys, in their order.
std::vector<std::string> walk_in_categories(const FlowConfig& config);

// Who may come along with the open guest: keys, in the policy's order. Empty: nobody, or not by whoever is signed in.
std::vector<std::string> companion_kinds(const Staff& staff, const FlowConfig& config);

// Whether she may point this kiosk at another event or door.
bool may_move(const Staff& staff);
// Where it may stand at that event, the likeliest first; empty: nowhere in particular.
std::vector<std::string> doors_at(const rules::Destination& event, const Staff& staff, const FlowConfig& config);

bool may_register(const Staff& staff, const FlowConfig& config);
bool may_count(const Staff& staff, const FlowConfig& config);
bool may(const rules::StaffAct& act, const Staff& staff, const FlowConfig& config);
// A helper is told no reasons and sees no notes.
bool is_told_reasons(const Staff& staff);

}  // namespace einlass::flow
