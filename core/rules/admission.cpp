#include "core/rules/admission.h"

#include "core/rules/objection.h"
#include "core/rules/word_lists.h"

#include <algorithm>

namespace einlass::rules {
namespace {

bool is_here(const Candidate& candidate, const AdmissionRequest& request, const AdmissionContext& context) {
  if (candidate.ticket.event != context.event) return false;
  const auto& doors = candidate.ticket.doors;
  return doors.empty() || request.door.empty() || contains(doors, request.door);
}

// Time and space change from scan to scan; what is wrong with the ticket itself is set aside once.
bool lasts_beyond_the_scan(Refusal refusal) {
  return refusal != Refusal::TooEarly && refusal != Refusal::TooLate && refusal != Refusal::Full;
}

// How many of the ticket's persons this request is about.
struct Persons {
  int all = 0;        // to be admitted now; 0: every place is taken
  int newly = 0;      // of those, not yet in on this admission day
  int day_total = 0;  // came on this day, with these
};

class Decision {
 public:
  Decision(const Candidate& candidate, const AdmissionRequest& request, const AdmissionContext& context)
      : candidate_(candidate),
        ticket_(candidate.ticket),
        state_(candidate.state),
        request_(request),
        context_(context),
        policy_(context.policy),
        day_(day_of(candidate.state, context.day)),
        places_(candidate.ticket.places + day_.extra),
        persons_(count_persons()),
        hands_out_only_(is_only_for_badges()) {}

  Admission decide() const {
    using Test = std::optional<AdmissionRefused> (Decision::*)() const;
    // The order is the order of docs/product.md; rows 1 to 4 are tested before a single ticket is known.
    for (const Test test : {&Decision::cancelled, &Decision::blocked, &Decision::unconfirmed, &Decision::wrong_time,
                            &Decision::already_in, &Decision::unpaid, &Decision::not_on_list, &Decision::full,
                            &Decision::needs_answers, &Decision::needs_server}) {
      if (auto refused = (this->*test)()) return *std::move(refused);
    }
    if (policy_.admit_by == AdmitBy::Person && request_.decider == Decider::SelfService) {
      return AdmissionAnnounced{ticket_.id};
    }
    if (hands_out_only_) return badges_only();
    return grant();
  }

 private:
  static DayState day_of(const TicketState& state, const AdmissionDay& day) {
    const auto found = state.days.find(day);
    return found == state.days.end() ? DayState{} : found->second;
  }

  Persons count_persons() const {
    const int taken = policy_.re_entry == ReEntry::AfterDeparture ? day_.inside : day_.admitted;
    int free = std::max(0, places_ - taken);
    // Two parties came in on this ticket, together more than its places. The fold counts one of them until somebody
    // judges; at the door both are in.
    if (state_.is_disputed_on(context_.day)) free = 0;
    if (policy_.re_entry == ReEntry::Free && free == 0) free = places_;
    Persons persons;
    persons.all = request_.persons > 0 ? std::min(request_.persons, free) : free;
    int returning = 0;
    if (policy_.re_entry == ReEntry::AfterDeparture) returning = day_.admitted - day_.inside;
    if (policy_.re_entry == ReEntry::Free && day_.admitted >= places_) returning = places_;
    persons.newly = std::max(0, persons.all - std::max(0, returning));
    persons.day_total = day_.admitted + persons.newly;
    return persons;
  }

  // A person who lets somebody in by name means it, wherever she stands.
  bool is_only_for_badges() const {
    const bool meant = request_.how != How::Scan && request_.how != How::Search && request_.how != How::WalkIn;
    return !meant && is_badge_desk(policy_, request_.door);
  }

  HandoutPlace here() const { return {policy_, context_.day, request_.door, request_.decider, ticket_.category}; }

  std::vector<int> badges_ahead() const {
    if (!may_hand_out_ahead(ticket_, state_, policy_)) return {};
    return not_printed(state_, context_.day, places_, persons_.newly);
  }

  AdmissionRefused badges_only() const {
    auto refused = refuse_newcomers(Refusal::BadgeDesk);
    refused.badges_ahead = badges_ahead();
    return refused;
  }

  AdmissionRefused refuse(Refusal refusal) const {
    AdmissionRefused refused;
    refused.refusal = refusal;
    refused.ticket = ticket_.id;
    return refused;
  }

  // Of a row tested "first": it is about those who are still to come, and whoever is in gets her owed badge all the
  // same.
  AdmissionRefused refuse_newcomers(Refusal refusal) const {
    auto refused = refuse(refusal);
    refused.owed_badges = owed_here(state_, here());
    refused.badges_wait = hint_of(state_, here());
    return refused;
  }

  // The host may do whatever anybody may: what not even she can set aside stays, whoever wrote that it was.
  bool set_aside(Refusal refusal) const {
    const auto may = request_.how == How::Paper ? &may_override_on_paper : &may_override;
    if (!may(refusal, Decider::Host, policy_)) return false;
    return std::any_of(state_.overrides.begin(), state_.overrides.end(), [&](const Override& override) {
      return override.refusal == refusal &&
             (override.scan == request_.scan.scan || lasts_beyond_the_scan(override.refusal));
    });
  }

  // "First": persons who are not in yet on this admission day.
  bool first() const { return persons_.newly > 0; }

  bool is_kept_out_by(Refusal refusal) const { return rules::is_kept_out_by(refusal, ticket_, state_, policy_); }

  std::optional<AdmissionRefused> cancelled() const {
    if (!is_kept_out_by(Refusal::Cancelled)) return std::nullopt;
    return refuse(Refusal::Cancelled);
  }

  std::optional<AdmissionRefused> blocked() const {
    if (!is_kept_out_by(Refusal::Blocked)) return std::nullopt;
    return refuse(Refusal::Blocked);
  }

  std::optional<AdmissionRefused> unconfirmed() const {
    if (!first()) return std::nullopt;
    for (const auto refusal : {Refusal::AwaitingApproval, Refusal::Waitlisted}) {
      if (is_kept_out_by(refusal)) return refuse_newcomers(refusal);
    }
    return std::nullopt;
  }

  std::optional<AdmissionRefused> too_early(base::Instant opens_at) const {
    if (set_aside(Refusal::TooEarly)) return std::nullopt;
    auto refused = refuse_newcomers(Refusal::TooEarly);
    refused.opens_at = opens_at;
    return refused;
  }

  std::optional<AdmissionRefused> too_late() const {
    if (set_aside(Refusal::TooLate)) return std::nullopt;
    return refuse_newcomers(Refusal::TooLate);
  }

  std::optional<AdmissionRefused> wrong_time() const {
    if (!first() || hands_out_only_) return std::nullopt;
    if (ticket_.valid_from && context_.now < *ticket_.valid_from) return too_early(*ticket_.valid_from);
    if (ticket_.valid_until && context_.now >= *ticket_.valid_until) return too_late();
    if (policy_.doors_hours.empty()) return std::nullopt;
    std::optional<base::Instant> opens_next;
    for (const auto& hours : policy_.doors_hours) {
      if (context_.now >= hours.opens && context_.now < hours.closes) return std::nullopt;
      if (context_.now < hours.opens) opens_next = std::min(opens_next.value_or(hours.opens), hours.opens);
    }
    return opens_next ? too_early(*opens_next) : too_late();
  }

  std::optional<AdmissionRefused> already_in() const {
    if (persons_.all > 0) return std::nullopt;
    return refuse_newcomers(Refusal::AlreadyIn);
  }

  std::optional<AdmissionRefused> unpaid() const {
    if (!first() || !is_kept_out_by(Refusal::Unpaid)) return std::nullopt;
    return refuse_newcomers(Refusal::Unpaid);
  }

  std::optional<AdmissionRefused> not_on_list() const {
    if (!first() || !is_kept_out_by(Refusal::NotOnList)) return std::nullopt;
    const bool may_be_listed = is_unlisted(ticket_, policy_) && !context_.list_is_complete;
    return refuse_newcomers(may_be_listed ? Refusal::NeedsServer : Refusal::NotOnList);
  }

  bool owns_seat() const { return policy_.seats == SeatRule::Owned && owns_its_seat(ticket_) && !state_.seat_released; }

  // Persons who need a seat under this cap now. With free re-entry somebody who is inside may be scanned again.
  int seats_needed(const Cap& cap) const {
    if (cap.counts == CapCounts::Admitted) return persons_.newly;
    return std::max(0, std::min(day_.inside + persons_.all, places_) - day_.inside);
  }

  static bool exceeds(const std::optional<int>& left, int needed) { return left && needed > 0 && needed > *left; }

  const Cap* category_cap() const {
    const auto found = policy_.category_caps.find(ticket_.category);
    return found == policy_.category_caps.end() ? nullptr : &found->second;
  }

  bool is_used_up(const Cap* cap, const std::optional<int>& left) const {
    return cap != nullptr && !owns_seat() && exceeds(left, seats_needed(*cap));
  }

  // A soft cap is about comfort, and nobody is kept from whoever she came along with. A hard one is about safety.
  bool holds(const Cap& cap) const { return cap.kind == CapKind::Hard || !is_companion(policy_, ticket_.category); }

  // The caps that have no seat left for this request.
  std::vector<const Cap*> used_up_caps() const {
    std::vector<const Cap*> caps;
    const Cap* of_event = policy_.cap ? &*policy_.cap : nullptr;
    if (is_used_up(of_event, candidate_.capacity.event)) caps.push_back(of_event);
    if (is_used_up(category_cap(), candidate_.capacity.category)) caps.push_back(category_cap());
    return caps;
  }

  std::vector<const Cap*> caps_in_the_way() const {
    auto caps = used_up_caps();
    std::erase_if(caps, [&](const Cap* cap) { return !holds(*cap); });
    return caps;
  }

  // Whoever comes in beyond a cap takes no seat of a lease, whose holder would have fewer than it was given.
  Seat drawn_seat() const {
    if (!draws_seat()) return {};
    return used_up_caps().empty() ? candidate_.capacity.seat : Seat{.source = SeatSource::Pool, .lease = {}};
  }

  // Who comes back under a cap that counts admissions sits on the seat that she took the first time.
  bool draws_seat() const {
    const auto needs_one = [&](const Cap& cap) { return seats_needed(cap) > 0; };
    if (owns_seat()) return false;
    return (policy_.cap && needs_one(*policy_.cap)) || (category_cap() != nullptr && needs_one(*category_cap()));
  }

  std::optional<AdmissionRefused> full() const {
    // Alone, a used-up lease says nothing about the seats elsewhere: that is row 14.
    if (context_.connectivity == Connectivity::Alone || hands_out_only_) return std::nullopt;
    for (const Cap* cap : caps_in_the_way()) {
      const bool gives_way = cap->kind == CapKind::Soft || request_.how == How::Paper;
      if (!gives_way || !set_aside(Refusal::Full)) return refuse_newcomers(Refusal::Full);
    }
    return std::nullopt;
  }

  // What was ticked on paper is over: nobody can be asked any more.
  std::optional<AdmissionRefused> needs_answers() const {
    if (!first() || request_.how == How::Paper) return std::nullopt;
    auto refused = refuse_newcomers(Refusal::NeedsAnswers);
    const int most = hands_out_only_ ? static_cast<int>(badges_ahead().size()) : persons_.all;
    if (request_.persons == ask_persons && most > 1) refused.persons = most;
    for (const auto& question : policy_.questions) {
      const bool holds = question.required && !question.consent && !hands_out_only_;
      if (holds && !contains(state_.answered, question.id)) refused.questions.push_back(question.id);
    }
    if (refused.questions.empty() && refused.persons == 0) return std::nullopt;
    return refused;
  }

  std::optional<AdmissionRefused> needs_server() const {
    if (context_.connectivity == Connectivity::Online) return std::nullopt;
    const bool may_decide = policy_.alone == AloneRule::Admit ||
                            (policy_.alone == AloneRule::Staff && request_.decider != Decider::SelfService);
    if (may_decide && (hands_out_only_ || caps_in_the_way().empty())) return std::nullopt;
    return refuse(Refusal::NeedsServer);
  }

  Admission grant() const {
    TicketState after = state_;
    const bool badges = has_badges(policy_, ticket_.category);
    const int due = badges ? std::max(0, std::min(persons_.day_total, places_) - state_.badges_due) : 0;
    after.badges_due += due;
    AdmissionGranted granted{.ticket = ticket_.id, .fact = {}, .owed_badges = owed_here(after, here())};
    granted.badges_wait = hint_of(after, here());
    granted.fact = {.persons = persons_.all,
                    .places = ticket_.places,
                    .badges_due = due,
                    .category = ticket_.category,
                    .day = context_.day,
                    .re_entry = policy_.re_entry,
                    .seat = drawn_seat(),
                    .how = request_.how};
    return granted;
  }

  const Candidate& candidate_;
  const Ticket& ticket_;
  const TicketState& state_;
  const AdmissionRequest& request_;
  const AdmissionContext& context_;
  const EventPolicy& policy_;
  const DayState day_;
  const int places_;  // with those whom a verdict let stand beyond the ticket's own
  const Persons persons_;
  const bool hands_out_only_;  // nobody comes in by this scan
};

// A ticket of which another one with the same code has taken the place.
bool is_cancelled(const Candidate* candidate) {
  return candidate->ticket.status == TicketStatus::Cancelled;
}

}  // namespace

Admission decide(const std::vector<Candidate>& candidates, const AdmissionRequest& request,
                 const AdmissionContext& context) {
  if (candidates.empty()) {
    return AdmissionRefused{.refusal = context.list_is_complete ? Refusal::UnknownCode : Refusal::NeedsServer};
  }
  std::vector<const Candidate*> here;
  for (const auto& candidate : candidates) {
    if (is_here(candidate, request, context)) here.push_back(&candidate);
  }
  AdmissionRefused refused;
  refused.ticket = candidates.front().ticket.id;
  if (here.empty()) {
    refused.refusal = Refusal::OtherEvent;
    return refused;
  }
  std::erase_if(
      here, [](const Candidate* candidate) { return candidate->badge_replaced || candidate->ticket.code_replaced; });
  if (here.empty()) {
    refused.refusal = Refusal::Replaced;
    return refused;
  }
  if (!std::all_of(here.begin(), here.end(), is_cancelled)) std::erase_if(here, is_cancelled);
  if (here.size() > 1) {
    refused.refusal = Refusal::Ambiguous;
    refused.ticket.reset();
    for (const auto* candidate : here) refused.choices.push_back(candidate->ticket.id);
    return refused;
  }
  return Decision(*here.front(), request, context).decide();
}

AdmissionDay admission_day(const EventPolicy& policy, const base::VenueZone& zone, base::Instant now) {
  if (policy.admission_counts_for != AdmissionSpan::VenueDay) return std::nullopt;
  return zone.day_of(now);
}

}  // namespace einlass::rules
