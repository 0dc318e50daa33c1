// One guest's sheet with all that happened, and what waits at the doors.
#include "core/rules/objection.h"
#include "core/rules/scan_graph.h"
#include "core/rules/words.h"
#include "core/wire/entry_json.h"
#include "db/guest_sheets.h"
#include "db/ticket_rows.h"
#include "server/venue/escalation.h"
#include "server/venue/host_desk.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace einlass::venue {

using rules::Refusal;
using rules::Role;
using rules::TicketId;

namespace {

constexpr base::Milliseconds wait_lasts{12 * 3'600'000};    // as kiosks show it
constexpr base::Milliseconds refusal_lasts{2 * 3'600'000};  // who is refused goes home, or comes again

template <typename Enum>
std::string said(Enum value) {
  return std::string(rules::word(value));
}

// What happened to a guest at the doors, and what was decided about her. Nothing: it is of no use on a sheet.
struct Told {
  using Word = std::optional<std::pair<std::string, int>>;

  Word operator()(const rules::Admitted& fact) const { return {{said(fact.how), fact.persons}}; }
  Word operator()(const rules::Refused& fact) const { return {{said(fact.refusal), 0}}; }
  Word operator()(const rules::Departed& fact) const { return {{"", fact.persons}}; }
  Word operator()(const rules::AdmissionUndone&) const { return {{"", 0}}; }
  Word operator()(const rules::Overridden& fact) const { return {{said(fact.refusal), 0}}; }
  Word operator()(const rules::GuestRegistered& fact) const { return {{said(fact.how), fact.places}}; }
  Word operator()(const rules::GuestAmended&) const { return {{"", 0}}; }
  Word operator()(const rules::TicketTransferred&) const { return {{"", 0}}; }
  Word operator()(const rules::HostAsked&) const { return {{"", 0}}; }
  Word operator()(const rules::HostDecided& fact) const {
    return {{fact.reason ? said(*fact.reason) : fact.approved ? "approved" : "declined", 0}};
  }
  Word operator()(const rules::SettledElsewhere& fact) const { return {{said(fact.settlement), 0}}; }
  Word operator()(const rules::Excused& fact) const { return {{fact.excused ? "yes" : "no", 0}}; }
  Word operator()(const rules::SeatReleased& fact) const { return {{"", fact.persons}}; }
  Word operator()(const rules::MovedUp& fact) const { return {{"", fact.persons}}; }
  Word operator()(const rules::ConflictJudged& fact) const { return {{said(fact.verdict), 0}}; }
  template <typename Fact>
  Word operator()(const Fact&) const {
    return std::nullopt;
  }
};

std::set<rules::ScanId> undone_in(const std::vector<rules::JournalEntry>& entries) {
  std::set<rules::ScanId> undone;
  for (const auto& entry : entries) {
    if (const auto* undo = std::get_if<rules::AdmissionUndone>(&entry.fact)) undone.insert(undo->undone.scan);
  }
  return undone;
}

bool decides(const rules::JournalEntry& entry) {
  const auto& fact = entry.fact;
  return entry.scan && (std::holds_alternative<rules::HostAsked>(fact) || std::holds_alternative<rules::Refused>(fact));
}

// The scan as the last decision left it: a host may have let her in from a page, and something else kept her out.
rules::ScanStep as_decided_last(const std::vector<rules::JournalEntry>& entries, rules::ScanStep scan) {
  for (const auto& entry : entries) {
    if (decides(entry) && entry.scan->scan == scan.scan) scan.step = std::max(scan.step, entry.scan->step);
  }
  return scan;
}

const rules::JournalEntry* newest_at_kiosk(const std::vector<rules::JournalEntry>& entries) {
  const rules::JournalEntry* newest = nullptr;
  for (const auto& entry : entries) {
    if (!decides(entry) || entry.place.kiosk.is_nil()) continue;
    if (newest == nullptr || rules::earlier_in_time(*newest, entry)) newest = &entry;
  }
  return newest;
}

// What a host decides, whatever the event; at a closed one nobody else tells a guest anything.
bool is_for_hosts(Refusal refusal, const rules::EventPolicy& policy) {
  if (refusal == Refusal::AlreadyIn) return false;
  if (policy.admit_by == rules::AdmitBy::Person) return true;
  return rules::is_lifted_by_approval(refusal) || refusal == Refusal::Full || refusal == Refusal::Blocked;
}

bool may_stand_there(const GuestLine& line, const rules::EventPolicy& policy) {
  if (line.waiting) return true;
  return line.refused_for && !line.declined && is_for_hosts(*line.refused_for, policy);
}

}  // namespace

base::Result<std::vector<GuestMoment>> HostDesk::history(const At& at, TicketId ticket) {
  const auto rows = at.event.store.journal().entries_of_ticket(ticket);
  if (!rows) return base::failed(rows);
  auto entries = store::entries_in(*rows);
  std::stable_sort(entries.begin(), entries.end(), rules::earlier_in_time);
  const auto undone = undone_in(entries);
  std::vector<GuestMoment> moments;
  for (const auto& entry : entries) {
    const auto told = std::visit(Told(), entry.fact);
    if (!told) continue;
    GuestMoment moment{.kind = std::string(wire::fact_kind(entry.fact)), .word = told->first, .persons = told->second};
    if (entry.scan) std::tie(moment.scan, moment.step) = std::tie(entry.scan->scan, entry.scan->step);
    moment.undone = entry.scan && undone.contains(entry.scan->scan);
    moment.place = entry.place.name;
    moment.door = entry.place.door;
    moment.at = entry.time.venue;
    const auto by = entry.operator_number == 0 ? std::optional<store::StaffRecord>()
                                               : state_.roster().find(entry.operator_number).value_or(std::nullopt);
    if (by) moment.by = by->member.role;
    moments.push_back(std::move(moment));
  }
  return moments;
}

base::Result<HostSheet> HostDesk::sheet(const HostAsks& asks, TicketId ticket) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  const auto line = seen(*at, ticket);
  if (!line) return base::failed(line);
  auto sheet = store::read_sheet(at->event.store, ticket, at->day);
  if (!sheet) return base::failed(sheet);
  std::erase_if(sheet->order, [&](const rules::FoundGuest& each) { return !seen(*at, each.ticket); });
  auto moments = history(*at, ticket);
  if (!moments) return base::failed(moments);
  return HostSheet{.line = *line, .sheet = *std::move(sheet), .history = *std::move(moments)};
}

// Nothing: she went another way, or it is too long ago.
base::Result<std::optional<AtDoor>> HostDesk::at_door(const At& at, const GuestLine& line) {
  const auto rows = at.event.store.journal().entries_of_ticket(line.ticket);
  if (!rows) return base::failed(rows);
  const auto entries = store::entries_in(*rows);
  const auto* newest = newest_at_kiosk(entries);
  if (newest == nullptr) return std::nullopt;
  if (newest->time.venue + (line.waiting ? wait_lasts : refusal_lasts) <= state_.now()) return std::nullopt;
  AtDoor waiting{.scan = as_decided_last(entries, *newest->scan),
                 .ticket = line.ticket,
                 .name = line.name,
                 .company = line.company};
  if (!line.waiting) waiting.refused_for = line.refused_for;
  waiting.may_set_aside =
      waiting.refused_for && rules::may_override(*waiting.refused_for, at.decider(), at.event.policy);
  waiting.kiosk = newest->place.name;
  waiting.door = newest->place.door;
  waiting.since = newest->time.venue;
  return waiting;
}

base::Result<void> HostDesk::add_calls(const At& at, HostNews& news) {
  auto& watch = watch_of(at.event);
  if (auto fresh = watch.refresh(at.event.store.journal()); !fresh) return base::failed(fresh);
  const auto roster = state_.roster().of_event(at.event.record.id);
  if (!roster) return base::failed(roster);
  CallablePeople people;
  for (const auto& [member, pin] : roster->members) {
    people.first |= member.role == Role::Host || member.role == Role::Helper;
    people.staff |= member.role == Role::Staff;
  }
  news.calls = watch.calls(state_.now());
  news.calls_reach_her = reached_after(at.who.role, people);
  for (const auto& answered : watch.answered(state_.now())) {
    const auto who = state_.roster().find(answered.by);
    if (!who) return base::failed(who);
    news.in_hand.push_back(
        {.call = answered.call, .answered = answered.at, .by = *who ? (*who)->member.name : std::string()});
  }
  return {};
}

base::Result<LaneReport> HostDesk::lanes(const HostAsks& asks) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  auto& watch = watch_of(at->event);
  if (auto fresh = watch.refresh(at->event.store.journal()); !fresh) return base::failed(fresh);
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return base::failed(kiosks);
  std::vector<LaneScans> lanes;
  for (const auto& kiosk : *kiosks) {
    const auto told = state_.kiosks_told().find(kiosk.id);
    const bool is_there = told != state_.kiosks_told().end() && told->second.connected;
    if (kiosk.revoked || kiosk.event != at->event.record.id || !is_there) continue;
    lanes.push_back({.kiosk = kiosk.name, .door = kiosk.door, .at = watch.scans_of(kiosk.id, state_.now())});
  }
  return lane_report(lanes, state_.now());
}

// A host is told of her own lists; for a guest on nobody's, or on that of somebody who is not here, staff are the
// first. Helpers decide about nobody.
base::Result<void> HostDesk::add_waiting(const At& at, HostNews& news) {
  const auto roster = state_.roster().of_event(at.event.record.id);
  if (!roster) return base::failed(roster);
  std::set<std::string> hosted;
  bool has_staff = false;
  for (const auto& [member, pin] : roster->members) {
    has_staff |= member.role == Role::Staff;
    if (member.role != Role::Host) continue;
    const auto host = state_.roster().find(member.number);
    if (!host) return base::failed(host);
    if (*host) hosted.insert((*host)->lists.begin(), (*host)->lists.end());
  }
  for (const auto ticket : at.lines.sums().at_doors()) {
    const auto& line = *at.lines.find(ticket);
    if (!may_stand_there(line, at.event.policy)) continue;
    auto waiting = at_door(at, line);
    if (!waiting) return base::failed(waiting);
    if (!*waiting) continue;
    if (!at.may_see(line)) {
      news.others_waiting += 1;
      continue;
    }
    const CallablePeople people{.first = hosted.contains(line.list_owner), .staff = has_staff};
    (*waiting)->reaches_her = (*waiting)->since + reached_after(at.who.role, people);
    news.waiting.push_back(**waiting);
  }
  std::stable_sort(news.waiting.begin(), news.waiting.end(),
                   [](const auto& a, const auto& b) { return a.since < b.since; });
  return {};
}

base::Result<void> HostDesk::add_conflicts(const At& at, HostNews& news) {
  const auto conflicts = store::open_conflicts(at.event.store, at.day);
  if (!conflicts) return base::failed(conflicts);
  for (const auto& [ticket, name, conflict] : *conflicts) {
    if (!seen(at, ticket)) {
      news.others_conflicts += 1;
      continue;
    }
    const auto entries = at.event.store.journal().entries_of_ticket(ticket);
    if (!entries) return base::failed(entries);
    HostConflict told{.ticket = ticket, .name = name};
    told.stands = admission_by(*entries, conflict.stands);
    told.disputed = admission_by(*entries, conflict.disputed);
    told.first_place = conflict.first_place.name;
    told.second_place = conflict.second_place.name;
    news.conflicts.push_back(std::move(told));
  }
  return {};
}

DoubtfulAdmission HostDesk::admission_by(const std::vector<rules::JournalRow>& rows, const rules::ScanRef& scan) {
  DoubtfulAdmission admission{.scan = scan};
  for (const auto& row : rows) {
    const auto& entry = row.entry;
    // Who comes instead of a guest is in conflict with her as well.
    const bool is_meant = std::holds_alternative<rules::Admitted>(entry.fact) ||
                          std::holds_alternative<rules::TicketTransferred>(entry.fact);
    if (!is_meant || !entry.scan || entry.scan->scan != scan.scan) continue;
    admission.at = entry.time.venue;
    if (entry.operator_number == 0) continue;
    const auto who = state_.roster().find(entry.operator_number);
    if (who && *who) admission.by = (*who)->member.name;
  }
  return admission;
}

base::Result<HostNews> HostDesk::news(const HostAsks& asks) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  HostNews news;
  if (auto added = add_calls(*at, news); !added) return base::failed(added);
  const bool is_closed = at->event.policy.admit_by == rules::AdmitBy::Person;
  if (is_closed) news.unknown = watch_of(at->event).unknown(state_.now());
  if (auto added = add_waiting(*at, news); !added) return base::failed(added);
  if (auto added = add_conflicts(*at, news); !added) return base::failed(added);
  auto notices = this->notices(*at);
  if (!notices) return base::failed(notices);
  news.notices = *std::move(notices);
  return news;
}

}  // namespace einlass::venue
