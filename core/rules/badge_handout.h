// Which badges come out at a door, who may print one again, and where those are that wait for their guests. Pure: asked
// by decide() on server and lone kiosk alike, and by whoever offers a reprint. Rules: docs/journal.md, Deciding.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/event_policy.h"
#include "core/rules/ticket.h"

#include <string>
#include <string_view>
#include <vector>

namespace einlass::rules {

enum class Decider { SelfService, Staff, Host };

// Where a guest's badge is that this scan does not print.
enum class BadgeHint {
  None,
  Ready,     // printed in bulk, before anybody came: where the policy says
  AtDesk,    // owed: a badge desk prints it
  InDoubt,   // on its way in bulk, or nobody knows whether it came out: our team looks
  FromTeam,  // owed: nobody but a person can print it
};

// Whether a ticket has badges, or may.
enum class BadgeProspect {
  None,  // cancelled, blocked, or of a category without a template
  Open,  // not yet, but as soon as somebody approves, a seat comes free, or it gets onto the list: at a door, too
  Due,   // of persons who are in, or who may have one printed ahead
};

struct HandoutPlace {
  const EventPolicy& policy;
  AdmissionDay day;
  std::string door;
  Decider decider = Decider::SelfService;
  std::string category;  // of the ticket
};

bool has_badges(const EventPolicy& policy);
// Not where the category has no template: then nothing is due, owed, offered or printed.
bool has_badges(const EventPolicy& policy, const std::string& category);
// A scan there prints what the ticket has no badge for, and admits nobody.
bool is_badge_desk(const EventPolicy& policy, std::string_view door);

// Whether a badge of a person who is not in yet may be printed: nothing speaks against her ticket but that it may still
// have to be paid, which is settled before it is handed out.
bool may_print_ahead(const Ticket& ticket, const TicketState& state, const EventPolicy& policy);
// The same where she would get it at once: at a badge desk, or from somebody signed in.
bool may_hand_out_ahead(const Ticket& ticket, const TicketState& state, const EventPolicy& policy);
BadgeProspect badge_prospect(const Ticket& ticket, const TicketState& state, const EventPolicy& policy);
// Whether they are due.
bool may_have_badges(const Ticket& ticket, const TicketState& state, const EventPolicy& policy);
// The place numbers of which a badge may be printed now: owed, or ahead.
std::vector<int> missing_badges(const Ticket& ticket, const TicketState& state, const EventPolicy& policy,
                                const AdmissionDay& day);

// How often the badge of an admission and place number came out again; what failed, or where nobody knows, does not
// count. −1: there is none yet.
int reprints_of(const TicketState& state, const ScanRef& admission, int place_number);
// Whether somebody may print in place of this badge.
bool may_reprint(const TicketState& state, const Badge& badge, Decider decider, const EventPolicy& policy);

// Of the badges that are owed, those that come out here.
std::vector<int> owed_here(const TicketState& state, const HandoutPlace& at);
// Up to that many place numbers that have no badge, the lowest first, beyond those that are owed.
std::vector<int> not_printed(const TicketState& state, const AdmissionDay& day, int places, int persons);
// Of what is not printed here.
BadgeHint hint_of(const TicketState& state, const HandoutPlace& at);

// Whether a family name lies in the range; not where the name is not known, or the range is that of all others.
bool lies_in(const PickUp& range, std::string_view last_name);

// Where the badge of somebody of this family name is fetched: the first that fits, else what is for all others, else
// the last; null: the policy names no place.
const PickUp* pick_up_of(const EventPolicy& policy, std::string_view last_name);

}  // namespace einlass::rules
