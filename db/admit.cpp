// Folding, deciding, appending: what the server and a kiosk that is alone do alike at each scan.
#include "db/seats_left.h"
#include "db/sqlite_journal.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

namespace einlass::store {
namespace {

using base::Result;

// What is appended follows from what was decided: nobody can forget to record a refusal.
rules::EntryDraft draft_of(const rules::AdmissionGranted& granted) {
  rules::EntryDraft draft;
  draft.ticket = granted.ticket;
  draft.fact = granted.fact;
  return draft;
}

rules::EntryDraft draft_of(const rules::AdmissionRefused& refused) {
  rules::EntryDraft draft;
  draft.ticket = refused.ticket;
  draft.fact = rules::Refused{refused.refusal};
  return draft;
}

rules::EntryDraft draft_of(const rules::AdmissionAnnounced& announced) {
  rules::EntryDraft draft;
  draft.ticket = announced.ticket;
  draft.fact = rules::HostAsked{};
  return draft;
}

std::optional<rules::GuestId> guest_of(const Admit& admit, const std::optional<rules::TicketId>& ticket) {
  for (const auto& candidate : admit.candidates) {
    if (candidate.ticket.id != ticket) continue;
    const auto guest = candidate.state.holder_on(admit.context.day).value_or(candidate.ticket.guest);
    if (!guest.is_nil()) return guest;
  }
  return std::nullopt;
}

rules::EntryDraft draft_for(const Admit& admit, const rules::Admission& admission) {
  auto draft = std::visit([](const auto& decided) { return draft_of(decided); }, admission);
  draft.place = admit.place;
  draft.guest = guest_of(admit, draft.ticket);
  draft.scan = admit.request.scan;
  draft.operator_number = admit.operator_number;
  draft.alone = admit.context.connectivity == rules::Connectivity::Alone;
  draft.code_hash = admit.unknown_code;
  return draft;
}

// Those of docs/product.md, Admission, that are about who is still to come: whoever is in gets her owed badge all the
// same.
bool spares_who_is_in(rules::Refusal refusal) {
  switch (refusal) {
    case rules::Refusal::AwaitingApproval:
    case rules::Refusal::Waitlisted:
    case rules::Refusal::TooEarly:
    case rules::Refusal::TooLate:
    case rules::Refusal::AlreadyIn:
    case rules::Refusal::Unpaid:
    case rules::Refusal::NotOnList:
    case rules::Refusal::Full:
    case rules::Refusal::NeedsAnswers:
    case rules::Refusal::BadgeDesk:
      return true;
    case rules::Refusal::UnknownCode:
    case rules::Refusal::OtherEvent:
    case rules::Refusal::Replaced:
    case rules::Refusal::Ambiguous:
    case rules::Refusal::Cancelled:
    case rules::Refusal::Blocked:
    case rules::Refusal::NeedsServer:
      return false;
  }
  return false;
}

// What the kiosk is told of another author's decision; what only a question needed (choices, opening time) is not in
// the entry, nor which badges are printed ahead: whoever decided prints them.
rules::Admission admission_in(const rules::JournalEntry& entry, const rules::TicketState& state,
                              const rules::HandoutPlace& at) {
  const auto ticket = entry.ticket.value_or(rules::TicketId());
  if (const auto* admitted = std::get_if<rules::Admitted>(&entry.fact)) {
    return rules::AdmissionGranted{.ticket = ticket,
                                   .fact = *admitted,
                                   .owed_badges = rules::owed_here(state, at),
                                   .badges_wait = rules::hint_of(state, at)};
  }
  if (const auto* refused = std::get_if<rules::Refused>(&entry.fact)) {
    rules::AdmissionRefused answer{.refusal = refused->refusal, .ticket = entry.ticket};
    if (!spares_who_is_in(refused->refusal)) return answer;
    answer.owed_badges = rules::owed_here(state, at);
    answer.badges_wait = rules::hint_of(state, at);
    return answer;
  }
  return rules::AdmissionAnnounced{ticket};
}

rules::DayState on_day(const rules::TicketState& state, const rules::AdmissionDay& day) {
  const auto found = state.days.find(day);
  return found == state.days.end() ? rules::DayState{} : found->second;
}

std::optional<rules::Seat> seat_of_scan(const rules::TicketState& state, rules::ScanId scan) {
  const auto found = std::find_if(state.standing.begin(), state.standing.end(),
                                  [&](const auto& standing) { return standing.scan.scan == scan; });
  if (found == state.standing.end() || found->seat.source == rules::SeatSource::Own) return std::nullopt;
  return found->seat;
}

// The seat that this very scan holds already is not taken twice.
void give_back(rules::Candidate& candidate, const rules::AdmissionContext& context, const rules::TicketState& with) {
  const auto more = on_day(with, context.day);
  const auto less = on_day(candidate.state, context.day);
  const auto held = [&](const rules::Cap& cap) {
    return cap.counts == rules::CapCounts::Inside ? more.inside - less.inside : more.admitted - less.admitted;
  };
  const auto& policy = context.policy;
  if (policy.cap && candidate.capacity.event) *candidate.capacity.event += held(*policy.cap);
  const auto cap = policy.category_caps.find(candidate.ticket.category);
  if (cap != policy.category_caps.end() && candidate.capacity.category) {
    *candidate.capacity.category += held(cap->second);
  }
}

// A seat of a lease stays one, and one of the pool: given back to where it came from, it would be somebody else's to
// spend again. `with`: as it is with this scan.
void keep_seat(rules::Candidate& candidate, const Admit& admit, const rules::TicketState& with) {
  const auto seat = seat_of_scan(with, admit.request.scan.scan);
  auto& capacity = candidate.capacity;
  if (admit.capacity_given && seat != capacity.seat) {  // no more than it holds: what is handed in is of another lease
    if (capacity.event) capacity.event = 0;
    if (capacity.category) capacity.category = 0;
  }
  give_back(candidate, admit.context, with);
  if (seat) capacity.seat = *seat;
}

}  // namespace

Result<AdmitOutcome> SqliteJournal::admit(Admit admit) {
  return connection_.written([&] { return decide_and_append(admit); });
}

Result<std::optional<rules::Admission>> SqliteJournal::preview(Admit admit) const {
  return connection_.guarded([&]() -> Result<std::optional<rules::Admission>> {
    const auto earlier = decided_before(admit);
    if (!earlier) return tl::make_unexpected(earlier.error());
    if (*earlier) return std::nullopt;
    if (const auto known = fold_candidates(admit); !known) return tl::make_unexpected(known.error());
    return rules::decide(admit.candidates, admit.request, admit.context);
  });
}

Result<AdmitOutcome> SqliteJournal::decide_and_append(Admit& admit) {
  auto earlier = decided_before(admit);
  if (!earlier) return tl::make_unexpected(earlier.error());
  if (*earlier) return **std::move(earlier);
  auto known = fold_candidates(admit);
  if (!known) return tl::make_unexpected(known.error());
  auto admission = rules::decide(admit.candidates, admit.request, admit.context);
  auto appended = append_own(draft_for(admit, admission), admit.time, *std::move(known));
  if (!appended) return tl::make_unexpected(appended.error());
  decisions_.put(admit.request.scan, appended->id, admission);
  return AdmitOutcome{.admission = std::move(admission), .row = std::move(appended->row), .repeated = false};
}

// A step is decided once. Where server and device both did, the device's word counts: the guest was shown it.
Result<std::optional<AdmitOutcome>> SqliteJournal::decided_before(const Admit& admit) const {
  const auto& scan = admit.request.scan;
  const auto own = decisions_.find(scan);
  if (!own) return tl::make_unexpected(own.error());
  auto entries = entries_.of_scan(scan.scan, Unreadable::Fail);
  if (!entries) return tl::make_unexpected(entries.error());
  std::erase_if(*entries, [&](const auto& entry) { return entry.scan->step != scan.step; });
  const auto* decided = rules::outcome_of_scan(*entries, scan.scan);
  const auto asked = std::find_if(entries->begin(), entries->end(), [](const auto& entry) {
    return std::holds_alternative<rules::HostAsked>(entry.fact);
  });
  if (decided == nullptr && asked != entries->end()) decided = &*asked;
  const bool is_own = decided == nullptr || decided->id.journal == own_;
  const auto again = [](auto outcome) { return std::optional(std::move(outcome)); };
  if (is_own) return *own ? answer_again(**own).map(again) : Result<std::optional<AdmitOutcome>>(std::nullopt);
  const auto& [request, context] = std::tie(admit.request, admit.context);
  const auto found = std::find_if(admit.candidates.begin(), admit.candidates.end(),
                                  [&](const auto& each) { return each.ticket.id == decided->ticket; });
  const auto category = found == admit.candidates.end() ? std::string() : found->ticket.category;
  return answer_of_another(decided->id, {context.policy, context.day, request.door, request.decider, category})
      .map(again);
}

// Where the ticket is not found any more, nobody knows its category but who let it in.
Result<AdmitOutcome> SqliteJournal::answer_of_another(const rules::EntryId& id, const rules::HandoutPlace& at) const {
  auto row = entries_.row(*entries_.row_of(id));
  if (!row) return tl::make_unexpected(row.error());
  std::vector<rules::JournalEntry> of_ticket;
  if (row->entry.ticket) {
    auto read = entries_.of_ticket(*row->entry.ticket);
    if (!read) return tl::make_unexpected(read.error());
    of_ticket = *std::move(read);
  }
  const auto state = rules::fold_ticket(of_ticket);
  auto place = at;
  if (place.category.empty() && !state.standing.empty()) place.category = state.standing.back().category;
  auto admission = admission_in(row->entry, state, place);
  return AdmitOutcome{.admission = std::move(admission), .row = *std::move(row), .repeated = true};
}

Result<AdmitOutcome> SqliteJournal::answer_again(const Decision& decision) const {
  auto row = entries_.row(decision.entry);
  if (!row) return tl::make_unexpected(row.error());
  AdmitOutcome outcome{.admission = decision.admission, .row = *std::move(row), .repeated = true};
  if (auto* granted = std::get_if<rules::AdmissionGranted>(&outcome.admission)) {
    granted->fact = std::get<rules::Admitted>(outcome.row.entry.fact);
  }
  return outcome;
}

// Admissions of the same scan are left out: a scan is one unit, whatever steps it took and wherever they were decided.
// Answers with all entries of each candidate, this scan's among them. Where one of them is damaged nothing is decided:
// it may be the admission, and another device still has it.
Result<SqliteJournal::KnownTickets> SqliteJournal::fold_candidates(Admit& admit) const {
  KnownTickets known;
  const auto scan = admit.request.scan.scan;
  for (auto& candidate : admit.candidates) {
    if (!admit.capacity_given) candidate.capacity = capacity_for(candidate.ticket, admit);
    auto entries = entries_.of_ticket(candidate.ticket.id, Unreadable::Fail);
    if (!entries) return tl::make_unexpected(entries.error());
    const auto of_this_scan = [&](const rules::JournalEntry& entry) {
      return entry.scan && entry.scan->scan == scan && std::holds_alternative<rules::Admitted>(entry.fact);
    };
    const bool admitted_before = std::any_of(entries->begin(), entries->end(), of_this_scan);
    const auto before = admitted_before ? rules::fold_ticket(*entries) : rules::TicketState{};
    known[candidate.ticket.id] = *entries;
    std::erase_if(*entries, of_this_scan);
    candidate.state = rules::fold_ticket(*entries);
    if (admitted_before) keep_seat(candidate, admit, before);
  }
  return known;
}

rules::CapacityLeft SqliteJournal::capacity_for(const rules::Ticket& ticket, const Admit& admit) const {
  return seats_left(connection_, {.policy = admit.context.policy,
                                  .day = admit.context.day,
                                  .category = ticket.category,
                                  .scan = admit.request.scan.scan,
                                  .ticket = ticket.id,
                                  .now = admit.context.now});
}

}  // namespace einlass::store
