// The one function that decides, everywhere: kiosk, server, rehearsal, import preview. Pure.
// The order of the tests and the meaning of each refusal: docs/product.md, Admission.
#pragma once

#include "core/base/instant.h"
#include "core/base/venue_zone.h"
#include "core/rules/attendance.h"
#include "core/rules/badge_handout.h"
#include "core/rules/event_policy.h"
#include "core/rules/ticket.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::rules {

// Free seats under each cap, as this decider may spend them for one ticket.
struct CapacityLeft {
  std::optional<int> event;     // nothing: no cap
  std::optional<int> category;  // of the ticket's category
  Seat seat;                    // where a seat would be drawn from: pool (server) or lease (alone)
};

// A ticket that the scanned code, the search or the tap may mean, and what is known of it.
struct Candidate {
  Ticket ticket;
  TicketState state;
  bool badge_replaced = false;  // the code was a badge whose serial is no longer the newest
  CapacityLeft capacity;        // tickets of one code may be of different categories
};

enum class Connectivity { Online, Alone };

// How many persons come in, the party says itself (AdmissionRequest::persons).
inline constexpr int ask_persons = -1;

struct AdmissionRequest {
  ScanStep scan;
  How how = How::Scan;
  Decider decider = Decider::SelfService;
  int persons = 0;  // 0: all places of the ticket that are not in yet; ask_persons: where those are several, a question
  std::string door;
};

struct AdmissionContext {
  EventId event;
  const EventPolicy& policy;
  Connectivity connectivity = Connectivity::Online;
  base::Instant now;             // venue time
  AdmissionDay day;              // the venue day, or nothing where an admission counts for the event
  bool list_is_complete = true;  // false: who is not in it may only not have arrived here yet
};

struct AdmissionGranted {
  TicketId ticket;
  Admitted fact;
  std::vector<int> owed_badges;             // place numbers to print here, including those owed from before
  BadgeHint badges_wait = BadgeHint::None;  // for her elsewhere
};

struct AdmissionRefused {
  Refusal refusal = Refusal::UnknownCode;
  std::optional<TicketId> ticket;         // the candidate it is about
  std::vector<TicketId> choices;          // with Ambiguous: tickets of different types to choose from
  std::vector<std::string> questions;     // with NeedsAnswers
  int persons = 0;                        // with NeedsAnswers: how many may come in now; 0: that is not asked
  std::vector<int> owed_badges;           // of persons who are in: to print now, although nobody is admitted
  std::vector<int> badges_ahead;          // likewise, of persons who are not in yet (BadgeDesk)
  std::optional<base::Instant> opens_at;  // with TooEarly
  BadgeHint badges_wait = BadgeHint::None;
};

// A closed event: the scan is announced to staff and host, who admit by tap.
struct AdmissionAnnounced {
  TicketId ticket;
};

using Admission = std::variant<AdmissionGranted, AdmissionRefused, AdmissionAnnounced>;

std::optional<TicketId> ticket_of(const Admission& admission);  // that it is about, where it is about one

Admission decide(const std::vector<Candidate>& candidates, const AdmissionRequest& request,
                 const AdmissionContext& context);

// Of `now`; nothing where the policy counts an admission for the whole event.
AdmissionDay admission_day(const EventPolicy& policy, const base::VenueZone& zone, base::Instant now);

// Who may set a refusal aside at all (the table's last column). A host may say so where any cap is soft; decide()
// still refuses while a hard cap is used up.
bool may_override(Refusal refusal, Decider decider, const EventPolicy& policy);

// The same of what is typed back from paper: whoever was in the house beyond a hard cap is counted, by a host's word.
bool may_override_on_paper(Refusal refusal, Decider decider, const EventPolicy& policy);

// Whether somebody who decides so may let guests in this way.
bool may_come_by(How how, Decider decider, const EventPolicy& policy);

// Nobody but a person or the server may say this, so nobody was signed in who did where it comes from self-service.
bool is_said_by_a_person(const Fact& fact);

// Of these, what somebody may say who is signed in at a kiosk: the rest is the server's to write.
bool may_be_said_at_a_kiosk(const Fact& fact);

}  // namespace einlass::rules
