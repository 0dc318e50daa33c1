// How a host or somebody of the team lets guests in from a page, and what she is told.
#include "core/rules/objection.h"
#include "core/rules/ticket_code.h"
#include "core/wire/scan_target.h"
#include "db/guest_book.h"
#include "db/ticket_rows.h"
#include "server/venue/host_desk.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using rules::Refusal;
using rules::Role;
using rules::ScanStep;

namespace {

// What a self-service screen says, too; all else is "please see our team" there.
bool is_said_to_everybody(Refusal refusal) {
  switch (refusal) {
    case Refusal::UnknownCode:
    case Refusal::OtherEvent:
    case Refusal::Replaced:
    case Refusal::Ambiguous:
    case Refusal::TooEarly:
    case Refusal::TooLate:
    case Refusal::AlreadyIn:
    case Refusal::NeedsAnswers:
    case Refusal::NeedsServer:
    case Refusal::BadgeDesk:
      return true;
    case Refusal::Cancelled:
    case Refusal::Blocked:
    case Refusal::AwaitingApproval:
    case Refusal::Waitlisted:
    case Refusal::Unpaid:
    case Refusal::NotOnList:
    case Refusal::Full:
      return false;
  }
  return false;
}

HostAdmission no_ticket_code(const ScanStep& scan) {
  HostAdmission answer;
  answer.refusal = Refusal::UnknownCode;
  answer.scan = scan;
  return answer;
}

rules::DecideForHost approval_of(const HostDecides& decides) {
  return {.ticket = decides.ticket, .approved = true, .reason = {}};
}

tl::unexpected<base::Error> nothing_refused() {
  return base::fail(ErrorKind::NotFound, "No guest of your lists was refused by that scan; scan it again.");
}

// Whether a host has to set aside, beside approving, what the scan was refused for at that step (docs/journal.md,
// Deciding).
bool is_to_be_set_aside(const std::vector<rules::JournalEntry>& entries, const ScanStep& scan,
                        const rules::EventPolicy& policy) {
  const auto* outcome = rules::outcome_of_scan(entries, scan.scan);
  if (outcome == nullptr || outcome->scan->step != scan.step) return false;
  const auto* refused = std::get_if<rules::Refused>(&outcome->fact);
  if (refused == nullptr || rules::is_lifted_by_approval(refused->refusal)) return false;
  return rules::may_override(refused->refusal, rules::Decider::Host, policy);
}

}  // namespace

wire::AdmitRequest HostDesk::request(const At& at, const ScanStep& scan, wire::ScanTarget target) const {
  wire::AdmitRequest request;
  request.event = at.event.record.id;
  request.scan = scan;
  request.target = std::move(target);
  request.decider = at.decider();
  request.door = at.place.door;
  request.operator_number = at.who.number;
  return request;
}

base::Result<HostAdmission> HostDesk::ask(const At& at, const wire::AdmitRequest& request) {
  const auto reply = in_batch([&] { return door_.admit_at(at.place, request); });
  if (!reply) return base::failed(reply);
  return answer(at, *reply);
}

base::Result<std::optional<HostAdmission>> HostDesk::seats_on_their_way(const At& at,
                                                                        const wire::AdmitRequest& request) {
  const auto recalled = leases_.recall_for(at.place, request);
  if (!recalled) return base::failed(recalled);
  if (!*recalled) return std::nullopt;
  HostAdmission answer;
  answer.refusal = Refusal::Full;
  answer.seats_asked_back = true;
  answer.scan = request.scan;
  return answer;
}

base::Result<HostAdmission> HostDesk::answer(const At& at, const wire::AdmitReply& reply) {
  if (auto fresh = at.lines.refresh(at.event, at.day); !fresh) return base::failed(fresh);
  HostAdmission answer;
  answer.scan = reply.scan;
  answer.other_event = reply.other_event;
  const auto see = [&](rules::TicketId ticket) -> std::optional<GuestLine> {
    const auto line = seen(at, ticket);
    return line ? std::optional(*line) : std::nullopt;
  };
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&reply.admission)) {
    answer.outcome = HostAdmission::Outcome::Admitted;
    answer.persons = granted->fact.persons;
    answer.line = see(granted->ticket);
    return answer;
  }
  if (const auto* announced = std::get_if<rules::AdmissionAnnounced>(&reply.admission)) {
    answer.outcome = HostAdmission::Outcome::Announced;
    answer.line = see(announced->ticket);
    return answer;
  }
  const auto& refused = std::get<rules::AdmissionRefused>(reply.admission);
  const bool is_closed = at.event.policy.admit_by == rules::AdmitBy::Person;
  if (is_closed && at.who.role == Role::Helper) {  // where all that self-service says is alike
    answer.outcome = HostAdmission::Outcome::Announced;
    return answer;
  }
  const bool is_told = at.who.role != Role::Helper || is_said_to_everybody(refused.refusal);
  if (is_told) answer.refusal = refused.refusal;
  answer.questions = refused.questions;
  answer.opens_at = refused.opens_at;
  if (refused.ticket) answer.line = see(*refused.ticket);
  answer.may_set_aside = answer.line && rules::may_override(refused.refusal, at.decider(), at.event.policy);
  for (const auto ticket : refused.choices) {
    if (auto line = see(ticket)) answer.choices.push_back(*std::move(line));
  }
  return answer;
}

std::optional<rules::EntryTime> HostDesk::time_of(const HostAdmit& admit) const {
  if (!admit.paper) return std::nullopt;
  auto time = state_.entry_time();
  const auto half = (admit.paper->until - admit.paper->from) / 2;
  time.venue = admit.paper->from + half;
  time.sure = false;
  time.uncertainty_ms = half.count();
  return time;
}

base::Result<HostAdmission> HostDesk::admit(const HostAsks& asks, const HostAdmit& admit) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  if (const auto line = seen(*at, admit.ticket); !line) return base::failed(line);
  auto request = this->request(*at, admit.scan, wire::TicketTarget{admit.ticket});
  request.how = at->decider() == rules::Decider::Host ? rules::How::Host : rules::How::List;
  if (admit.paper) request.how = rules::How::Paper;
  request.persons = admit.persons;
  if (admit.may_wait) {
    auto waits = seats_on_their_way(*at, request);
    if (!waits) return base::failed(waits);
    if (*waits) return **std::move(waits);
  }
  const auto place = admit.paper ? rules::Place{.kiosk = {}, .name = admit.paper->place, .door = asks.door} : at->place;
  const auto reply = in_batch([&]() -> base::Result<wire::AdmitReply> {
    if (admit.paper && admit.paper->all_the_same) {
      if (auto aside = set_aside_on_paper(*at, admit, place); !aside) return base::failed(aside);
    }
    return door_.admit_at(place, request, time_of(admit));
  });
  if (!reply) return base::failed(reply);
  if (rules::ticket_of(reply->admission) != admit.ticket) {
    return base::fail(ErrorKind::InvalidInput, "That scan was of another ticket; begin a new one.");
  }
  auto told = answer(*at, *reply);
  if (told && admit.paper && told->refusal) {
    told->may_set_aside = rules::may_override_on_paper(*told->refusal, at->decider(), at->event.policy);
  }
  return told;
}

// In the step in which she is then let in. What is not hers to set aside, she is refused for again.
base::Result<void> HostDesk::set_aside_on_paper(const At& at, const HostAdmit& admit, const rules::Place& place) {
  const auto rows = at.event.store.journal().entries_of_scan(admit.scan.scan);
  if (!rows) return base::failed(rows);
  const auto entries = store::entries_in(*rows);
  const auto* outcome = rules::outcome_of_scan(entries, admit.scan.scan);
  const auto* refused = outcome == nullptr ? nullptr : std::get_if<rules::Refused>(&outcome->fact);
  if (refused == nullptr || outcome->ticket != admit.ticket) return {};
  if (!rules::may_override_on_paper(refused->refusal, at.decider(), at.event.policy)) return {};
  rules::EntryDraft draft;
  draft.place = place;
  draft.operator_number = at.who.number;
  draft.ticket = outcome->ticket;
  draft.guest = outcome->guest;
  draft.scan = admit.scan;
  draft.fact = rules::Overridden{.refusal = refused->refusal, .reason = rules::ReasonKind::Other};
  const auto row = door_.append(at.event.record.id, draft);
  if (!row) return base::failed(row);
  return {};
}

// A code that the list has not may be another event's.
base::Result<HostAdmission> HostDesk::scan(const HostAsks& asks, const HostScan& scan) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  auto aim = wire::scan_target(scan.code, at->event.keys);
  auto* target = std::get_if<wire::ScanTarget>(&aim);
  if (target == nullptr) return no_ticket_code(scan.scan);
  if (auto* code = std::get_if<wire::CodeTarget>(target)) {
    const auto listed = at->event.store.guests().by_code(code->hash);
    if (!listed) return base::failed(listed);
    if (listed->empty()) code->code = rules::clean_scanned_text(scan.code);
  }
  auto request = this->request(*at, scan.scan, *target);
  request.persons = scan.persons;
  // Where all that a helper is told is alike, this would tell her of the code.
  const bool is_alike = at->event.policy.admit_by == rules::AdmitBy::Person && at->who.role == Role::Helper;
  if (scan.may_wait && !is_alike && sources_.is_asked(fmt::format("person {}", at->who.number), request)) {
    auto answer = no_ticket_code(scan.scan);
    answer.source_asked = true;
    return answer;
  }
  if (scan.may_wait) {
    auto waits = seats_on_their_way(*at, request);
    if (!waits) return base::failed(waits);
    if (*waits) return **std::move(waits);
  }
  return ask(*at, request);
}

base::Result<ScanStep> HostDesk::set_aside(const HostAsks& asks, const rules::SetRefusalAside& aside) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  const auto rows = at->event.store.journal().entries_of_scan(aside.scan);
  if (!rows) return base::failed(rows);
  const auto entries = store::entries_in(*rows);
  const auto* outcome = rules::outcome_of_scan(entries, aside.scan);
  if (outcome == nullptr || !outcome->ticket || !seen(*at, *outcome->ticket)) return nothing_refused();
  for (const auto& entry : entries) {
    const bool is_done =
        std::holds_alternative<rules::Overridden>(entry.fact) && entry.scan->step > outcome->scan->step;
    if (is_done) return *entry.scan;
  }
  if (!rules::may_do(aside, at->who.role, at->event.policy)) {
    return base::fail(ErrorKind::Refused, "This refusal is not yours to set aside; ask the host, if there is one.");
  }
  return in_batch([&] { return staff_.override_refusal(at->acting(), aside); }).map([](const rules::JournalRow& row) {
    return *row.entry.scan;
  });
}

wire::AdmitRequest HostDesk::approved_request(const At& at, const HostDecides& decides) const {
  const ScanStep next{decides.scan.scan, decides.scan.step + 1};
  auto request = this->request(at, next, wire::TicketTarget{decides.ticket});
  request.how = rules::How::Host;
  return request;
}

// What she decided, and whatever it sets aside. Nothing: the step was decided before.
base::Result<std::vector<rules::StaffAct>> HostDesk::acts_of(const At& at, const HostDecides& decides) const {
  const auto rows = at.event.store.journal().entries_of_scan(decides.scan.scan);
  if (!rows) return base::failed(rows);
  const auto entries = store::entries_in(*rows);
  const ScanStep next{decides.scan.scan, decides.scan.step + 1};
  const bool is_decided = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.scan == next && !std::holds_alternative<rules::Overridden>(entry.fact);
  });
  std::vector<rules::StaffAct> acts;
  if (is_decided) return acts;
  acts.emplace_back(approval_of(decides));
  if (is_to_be_set_aside(entries, decides.scan, at.event.policy)) {
    acts.emplace_back(rules::SetRefusalAside{.scan = decides.scan.scan, .reason = rules::ReasonKind::Authorised});
  }
  return acts;
}

base::Result<void> HostDesk::write(const At& at, const std::vector<rules::StaffAct>& acts) {
  for (const auto& act : acts) {
    if (const auto done = staff_.act(at.acting(), act); !done) return base::failed(done);
  }
  return {};
}

// Only once she is approved the seat is what keeps her out, so that is tried in a batch of which nothing stays.
base::Result<std::optional<HostAdmission>> HostDesk::seats_for_approved(const At& at, const HostDecides& decides) {
  const auto acts = acts_of(at, decides);
  if (!acts) return base::failed(acts);
  if (auto begun = door_.begin(); !begun) return base::failed(begun);
  auto waits = write(at, *acts).and_then([&] { return seats_on_their_way(at, approved_request(at, decides)); });
  door_.drop();
  return waits;
}

// The approval and the admission that follows from it are one batch.
base::Result<wire::AdmitReply> HostDesk::let_in(const At& at, const HostDecides& decides) {
  const auto acts = acts_of(at, decides);
  if (!acts) return base::failed(acts);
  return in_batch([&]() -> base::Result<wire::AdmitReply> {
    if (const auto written = write(at, *acts); !written) return base::failed(written);
    return door_.admit_at(at.place, approved_request(at, decides));
  });
}

base::Result<HostAdmission> HostDesk::decline(const At& at, const GuestLine& line, const HostDecides& decides) {
  if (line.inside > 0) {
    return base::fail(ErrorKind::AlreadyExists, "Somebody has let this guest in; take the admission back instead.");
  }
  const rules::DecideForHost act{.ticket = line.ticket, .approved = false, .reason = decides.reason};
  const bool was_done = line.declined && !line.waiting;
  if (!was_done) {
    const auto written = in_batch([&] { return staff_.act(at.acting(), act); });
    if (!written) return base::failed(written);
  }
  HostAdmission answer;
  answer.scan = decides.scan;
  return seen_anew(at, line.ticket).map([&](GuestLine now) {
    answer.line = std::move(now);
    return answer;
  });
}

base::Result<HostAdmission> HostDesk::decide(const HostAsks& asks, const HostDecides& decides) {
  const auto at = at_as(asks, Role::Host);
  if (!at) return base::failed(at);
  const auto line = seen(*at, decides.ticket);
  if (!line) return base::failed(line);
  if (!decides.approved) return decline(*at, *line, decides);
  if (decides.reason) {
    return base::fail(ErrorKind::InvalidInput, "A reason goes with a decline only; leave it out.");
  }
  if (decides.may_wait) {
    auto waits = seats_for_approved(*at, decides);
    if (!waits) return base::failed(waits);
    if (*waits) return **std::move(waits);
  }
  const auto reply = let_in(*at, decides);
  if (!reply) return base::failed(reply);
  if (rules::ticket_of(reply->admission) != decides.ticket) {
    return base::fail(ErrorKind::InvalidInput, "That scan was of another ticket; look who is at the door again.");
  }
  return answer(*at, *reply);
}

base::Result<void> HostDesk::answer_call(const HostAsks& asks, rules::ScanId scan) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  const auto written = in_batch([&] { return staff_.act(at->acting(), rules::AnswerCall{scan}); });
  if (!written) return base::failed(written);
  return {};
}

}  // namespace einlass::venue
