// What the replica decides and writes itself: admissions alone, the device's own facts, what it remembers of the time.
#include "core/sync/plausible_time.h"
#include "core/wire/scan_target.h"
#include "core/wire/ticket_views.h"
#include "db/guest_book.h"
#include "kiosk/link/replica.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace einlass::link {

using base::ErrorKind;
using base::Result;

namespace {

constexpr const char* revoked_setting = "revoked";
constexpr const char* time_setting = "time";

std::vector<rules::TicketId> about(const rules::AdmissionGranted& granted) {
  return {granted.ticket};
}
std::vector<rules::TicketId> about(const rules::AdmissionRefused& refused) {
  std::vector<rules::TicketId> tickets;
  if (refused.ticket) tickets.push_back(*refused.ticket);
  tickets.insert(tickets.end(), refused.choices.begin(), refused.choices.end());
  return tickets;
}
std::vector<rules::TicketId> about(const rules::AdmissionAnnounced& announced) {
  return {announced.ticket};
}

std::optional<TicketView> view_of(rules::TicketId ticket, const store::Candidates& found) {
  for (const auto& row : found.rows) {
    if (row.ticket.id != ticket) continue;
    if (!row.guest.is_named()) return TicketView{row.ticket, std::nullopt};
    return TicketView{row.ticket, row.guest};
  }
  for (const auto& candidate : found.candidates) {
    if (candidate.ticket.id == ticket) return TicketView{candidate.ticket, std::nullopt};
  }
  return std::nullopt;
}

std::vector<TicketView> views_of(const rules::Admission& admission, const store::Candidates& found) {
  std::vector<TicketView> views;
  for (const auto& ticket : std::visit([](const auto& outcome) { return about(outcome); }, admission)) {
    const bool seen =
        std::any_of(views.begin(), views.end(), [&](const auto& each) { return each.ticket.id == ticket; });
    if (seen) continue;
    if (auto view = view_of(ticket, found)) views.push_back(*std::move(view));
  }
  return views;
}

}  // namespace

// A code that this list has not may be another event's: the server alone can tell, and needs the code for it.
std::variant<wire::ScanTarget, rules::NotATicket> Replica::target_of(const std::string& scanned) {
  auto aim = wire::scan_target(scanned, open_->keys);
  auto* target = std::get_if<wire::ScanTarget>(&aim);
  auto* code = target == nullptr ? nullptr : std::get_if<wire::CodeTarget>(target);
  if (code == nullptr) return aim;
  const auto listed = current().and_then([&](auto* store) { return store->guests().by_code(code->hash); });
  if (listed && listed->empty()) code->code = rules::clean_scanned_text(scanned);
  return aim;
}

Result<std::vector<rules::JournalRow>> Replica::own_entries(const ScanToDecide& scan, const AnsweredUpTo& answered) {
  const auto store = current();
  if (!store) return failed(store);
  const auto& journal = (*store)->journal();
  auto rows = journal.entries_of_scan(scan.request.scan.scan);
  if (!rows) return rows;
  const auto held = journal.held();
  if (!held) return failed(held);
  const bool all_answered =
      std::all_of(held->begin(), held->end(), [&](const auto& each) { return each.second <= answered(each.first); });
  if (const auto added = all_answered ? Result<void>() : add_unanswered(scan, answered, *rows); !added) {
    return failed(added);
  }
  // An earlier journal of this device is known by nothing but its entries: venue.db may be the file that was damaged.
  std::erase_if(*rows, [&](const auto& row) {
    const bool is_of_earlier_journal = row.entry.alone && row.entry.place.kiosk == identity_.kiosk;
    return row.entry.id.journal != journal_ && !is_of_earlier_journal;
  });
  return rows;
}

Result<store::Candidates> Replica::candidates(const ScanToDecide& scan, const rules::AdmissionDay& day) {
  const auto store = current();
  if (!store) return failed(store);
  return store::find_candidates(scan.target, open_->keys, **store, day);
}

Result<void> Replica::add_unanswered(const ScanToDecide& scan, const AnsweredUpTo& answered,
                                     std::vector<rules::JournalRow>& rows) {
  const auto store = current();
  if (!store) return failed(store);
  const auto found = candidates(scan, std::nullopt);  // which tickets, not whose
  if (!found) return failed(found);
  for (const auto& candidate : found->candidates) {
    const auto of_ticket = (*store)->journal().entries_of_ticket(candidate.ticket.id);
    if (!of_ticket) return failed(of_ticket);
    std::copy_if(of_ticket->begin(), of_ticket->end(), std::back_inserter(rows), [&](const auto& row) {
      const bool of_scan = row.entry.scan && row.entry.scan->scan == scan.request.scan.scan;
      return row.entry.id.sequence > answered(row.entry.id.journal) && !of_scan;
    });
  }
  return {};
}

rules::Place Replica::place() const {
  return {.kiosk = identity_.kiosk, .name = kiosk_name_, .door = door()};
}

rules::AdmissionContext Replica::context_at(base::Instant now, const rules::EventPolicy& policy) {
  return {.event = *open_->assignment.event,
          .policy = policy,
          .connectivity = rules::Connectivity::Alone,
          .now = now,
          .day = rules::admission_day(policy, open_->zone, now),
          .list_is_complete = guest_list() == open_->assignment.guest_list};
}

bool Replica::knows_time(const rules::EntryTime& time) const {
  return time.sure || sync::is_plausible(time.venue, open_->frame, open_->policy);
}

base::Instant Replica::earliest_plausible() const {
  return sync::earliest_plausible(open_->frame, open_->policy);
}

Result<store::AdmitOutcome> Replica::decide(const ScanToDecide& scan, const store::Candidates& found,
                                            const rules::EntryTime& time) {
  const auto store = current();
  if (!store) return failed(store);
  const auto& request = scan.request;
  // Like the server (server/venue/door_desk.cpp).
  const auto* member = open_->member(request.operator_number);
  const auto role = member == nullptr ? rules::Role::Helper : member->role;
  const bool is_known = member != nullptr || request.operator_number == 0;
  if (!is_known || !rules::may_decide_as(request.decider, role) ||
      !rules::may_come_by(request.how, request.decider, open_->policy)) {
    return base::fail(ErrorKind::Refused, "Nobody is signed in at this kiosk who may decide; sign in again.");
  }
  auto candidates = with_leased_seats(found.candidates, time.venue);
  if (!candidates) return failed(candidates);
  auto policy = open_->policy;
  if (!knows_time(time)) sync::leave_time_to_server(policy, *candidates);
  store::Admit admit{.candidates = *std::move(candidates),
                     .request = {.scan = request.scan,
                                 .how = request.how,
                                 .decider = request.decider,
                                 .persons = request.persons,
                                 .door = open_->assignment.door},
                     .context = context_at(time.venue, policy),
                     .place = place(),
                     .time = time,
                     .operator_number = request.operator_number,
                     .capacity_given = true,
                     .unknown_code = found.unknown_code};
  return (*store)->journal().admit(std::move(admit));
}

Result<Decided> Replica::admit(const ScanToDecide& scan, const rules::EntryTime& time) {
  const auto store = current();
  if (!store) return failed(store);
  const auto found = candidates(scan, rules::admission_day(open_->policy, open_->zone, time.venue));
  if (!found) return failed(found);
  auto transaction = (*store)->begin();
  if (!transaction) return failed(transaction);
  auto outcome = decide(scan, *found, time);
  if (!outcome) return failed(outcome);
  Decided decided{
      .admission = std::move(outcome->admission), .row = std::move(outcome->row), .tickets = {}, .template_name = {}};
  decided.tickets = views_of(decided.admission, *found);
  decided.template_name = wire::template_of_badges(open_->policy.badge, decided.admission, decided.tickets);
  const auto added = store::add_consents(decided.tickets, open_->policy, (*store)->journal());
  if (!added) return failed(added);
  if (const auto committed = transaction->commit(); !committed) return failed(committed);
  return decided;
}

Result<bool> Replica::would_admit(const ScanToDecide& scan, const rules::EntryTime& time) {
  const auto store = current();
  if (!store) return failed(store);
  const auto found = candidates(scan, rules::admission_day(open_->policy, open_->zone, time.venue));
  if (!found) return failed(found);
  const auto transaction = (*store)->begin();  // never committed
  if (!transaction) return failed(transaction);
  const auto outcome = decide(scan, *found, time);
  if (!outcome) return failed(outcome);
  return std::holds_alternative<rules::AdmissionGranted>(outcome->admission);
}

Result<std::optional<rules::JournalRow>> Replica::write(const WriteRequest& request, const rules::EntryTime& time) {
  if (!keeps(request.event)) {
    return base::fail(ErrorKind::NotFound,
                      "This kiosk no longer has the event's journal; assign the event to it again.");
  }
  const auto store = store_of(request.event);
  if (!store) return failed(store);
  auto transaction = (*store)->begin();
  if (!transaction) return failed(transaction);
  std::optional<rules::JournalRow> row;
  if (request.draft) {
    auto draft = *request.draft;
    draft.place.kiosk = identity_.kiosk;
    draft.place.name = kiosk_name_;
    auto appended = (*store)->journal().append(draft, time);
    if (!appended) return failed(appended);
    row = *std::move(appended);
  }
  if (request.print) {
    if (const auto put = (*store)->prints().put(*request.print); !put) return failed(put);
  }
  if (const auto committed = transaction->commit(); !committed) return failed(committed);
  return row;
}

Result<int> Replica::badges_printed_here() {
  return current().and_then([](store::EventStore* store) { return store->prints().printed_count(); });
}

Result<store::EventTotals> Replica::totals() {
  return current().and_then([](store::EventStore* store) { return store->journal().totals(); });
}

Result<bool> Replica::revoked() const {
  const auto text = venue_.setting(revoked_setting);
  if (!text) return failed(text);
  return *text == "yes";
}

Result<void> Replica::set_revoked(bool revoked) {
  return venue_.set_setting(revoked_setting, revoked ? "yes" : "no");
}

// ---- time -----------------------------------------------------------------------------------------------------------

// What was written without the server in another evening says nothing of this one.
Result<base::Instant> Replica::newest_time(base::Instant built) {
  const auto events = events_here();
  if (!events) return failed(events);
  const auto assignment = last_assignment();
  if (!assignment) return failed(assignment);
  const auto assigned = *assignment ? (*assignment)->event : std::nullopt;
  auto newest = built;
  for (const auto& event : *events) {
    const auto times = own_times_in(event);
    if (!times) leave_out(event, times.error());
    if (times && times->sure) newest = std::max(newest, *times->sure);
    if (times && times->unsure && event == assigned) newest = std::max(newest, *times->unsure);
  }
  return newest;
}

Result<store::OwnTimes> Replica::own_times_in(rules::EventId event) {
  return store_of(event).and_then([](store::EventStore* store) { return store->journal().own_times(); });
}

Result<std::optional<sync::RememberedTime>> Replica::remembered_time() const {
  const auto text = venue_.setting(time_setting);
  if (!text) return failed(text);
  if (!*text) return std::optional<sync::RememberedTime>();
  std::istringstream in(**text);
  sync::RememberedTime time;
  std::int64_t monotonic = 0;
  std::int64_t venue = 0;
  if (!(in >> time.machine_boot >> monotonic >> venue >> time.uncertainty_ms >> time.offset_ms)) {
    return std::optional<sync::RememberedTime>();
  }
  time.anchor_monotonic = base::Milliseconds(monotonic);
  time.anchor_venue = base::Instant::from_unix_ms(venue);
  return std::optional(time);
}

Result<void> Replica::remember_time(const sync::RememberedTime& time) {
  if (time.machine_boot.empty()) return {};
  return venue_.set_setting(time_setting,
                            fmt::format("{} {} {} {} {}", time.machine_boot, time.anchor_monotonic.count(),
                                        time.anchor_venue.unix_ms(), time.uncertainty_ms, time.offset_ms));
}

}  // namespace einlass::link
