#include "server/venue/paper_desk.h"

#include "core/base/crypto.h"
#include "core/rules/paper_row.h"
#include "db/attendance_journal.h"
#include "db/ticket_rows.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;

namespace {

tl::unexpected<base::Error> no_such_list() {
  return base::fail(ErrorKind::NotFound,
                    "No list of this number is known here; look at its head. One that another server printed is known "
                    "once what was recorded there is unpacked here.");
}

base::Result<store::PaperList> list_in(OpenEvent& event, int number) {
  auto printed = event.store.paper_lists().find(number);
  if (!printed) return base::failed(printed);
  if (!*printed) return no_such_list();
  if (!(*printed)->disputed) return **std::move(printed);
  return base::fail(ErrorKind::AlreadyExists,
                    "Two servers printed a list of this number, so that nobody knows whose row is meant; enter its "
                    "guests by name.");
}

// A row stands for one scan of its ticket, so that it counts once, whoever types it again, at whichever server. Once it
// was taken back, what is typed is another one.
struct TypedRow {
  const char* what = "";
  int list = 0;
  int row = 0;
  rules::TicketId ticket;
};
base::Result<TypedRow> typed_row(OpenEvent& event, const PaperAbout& about) {
  if (about.list == 0) return TypedRow{.ticket = about.ticket};
  const auto printed = list_in(event, about.list);
  if (!printed) return base::failed(printed);
  const auto row = rules::paper_row(about.list, about.row);
  if (!row || *row > static_cast<int>(printed->rows.size())) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("\"{}\" is no row of list {}: look at the row's last digit, and at the number of the "
                                  "list.",
                                  about.row, about.list));
  }
  return TypedRow{.list = about.list, .row = *row, .ticket = printed->rows.at(static_cast<std::size_t>(*row) - 1)};
}

rules::ScanId scan_of(const OpenEvent& event, const TypedRow& typed, int time) {
  return rules::ScanId(base::keyed_id({}, fmt::format("{} {} {} {} {} {}", typed.what, event.record.id.text(),
                                                      typed.list, typed.row, typed.ticket.text(), time)));
}

bool is_undone(const std::vector<rules::JournalEntry>& entries, rules::ScanId scan) {
  return std::any_of(entries.begin(), entries.end(), [&](const rules::JournalEntry& entry) {
    const auto* undo = std::get_if<rules::AdmissionUndone>(&entry.fact);
    return undo != nullptr && undo->undone.scan == scan;
  });
}

rules::ScanId next_scan(const OpenEvent& event, const TypedRow& typed,
                        const std::vector<rules::JournalEntry>& entries) {
  for (int time = 0;; ++time) {
    const auto scan = scan_of(event, typed, time);
    if (!is_undone(entries, scan)) return scan;
  }
}

std::string place_of(int list) {
  return list == 0 ? "paper" : fmt::format("paper list {}", list);
}

// What was refused is asked anew: somebody may have set it aside, or moved her up.
rules::ScanStep next_step(const std::vector<rules::JournalEntry>& entries, rules::ScanId scan) {
  const auto* outcome = rules::outcome_of_scan(entries, scan);
  if (outcome == nullptr) return {scan, 0};
  const bool refused = std::holds_alternative<rules::Refused>(outcome->fact);
  return {scan, outcome->scan->step + (refused ? 1U : 0U)};
}

bool was_admitted(const std::vector<rules::JournalEntry>& entries, rules::ScanId scan) {
  const auto* outcome = rules::outcome_of_scan(entries, scan);
  return outcome != nullptr && std::holds_alternative<rules::Admitted>(outcome->fact);
}

}  // namespace

base::Result<void> DoorDesk::keep(rules::EventId id, const store::PaperList& list) {
  const auto event = take_part(id);
  if (!event) return base::failed(event);
  return noted((*event)->store.paper_lists().take(list));
}

base::Result<EmergencyPrint> PaperDesk::begin_print(const HostAsks& asks, const std::string& language) {
  const auto event = hosts_.event_of(asks);
  if (!event) return base::failed(event);
  auto who = HostDesk::caller_of(asks);
  if (static_cast<int>(who.role) < static_cast<int>(rules::Role::Host)) {
    return base::fail(ErrorKind::Refused, "A list of all names prints a host or an organiser; ask one of them.");
  }
  const auto number = (*event)->store.paper_lists().begin(state_.now());
  if (!number) return base::failed(number);
  return EmergencyPrint(**event, state_, std::move(who), *number, language);
}

base::Result<void> PaperDesk::keep_rows(rules::EventId event, const EmergencyList& list) {
  const auto open = state_.event(event);
  if (!open) return base::failed(open);
  std::vector<rules::TicketId> rows;
  for (const auto& row : list.rows) rows.push_back(row.ticket);
  return (*open)->store.paper_lists().put_rows(list.number, rows);
}

base::Result<PaperLists> PaperDesk::lists(const HostAsks& asks) {
  const auto event = hosts_.event_of(asks);
  if (!event) return base::failed(event);
  auto lists = (*event)->store.paper_lists().all();
  if (!lists) return base::failed(lists);
  std::erase_if(*lists, [](const store::PaperList& list) { return list.disputed; });
  return PaperLists{.lists = *std::move(lists), .usual = usual_hours(**event)};
}

base::Result<std::vector<PaperRow>> PaperDesk::rows(const HostAsks& asks, int list) {
  const auto event = hosts_.event_of(asks);
  if (!event) return base::failed(event);
  const auto printed = list_in(**event, list);
  if (!printed) return base::failed(printed);
  auto seen = hosts_.lines(asks, printed->rows);
  if (!seen) return base::failed(seen);
  std::vector<PaperRow> rows;
  auto next = printed->rows.begin();
  for (auto& line : seen->guests) {  // in the order that was asked for, without those that she may not see
    next = std::find(next, printed->rows.end(), line.ticket);
    const auto row = static_cast<int>(std::distance(printed->rows.begin(), next)) + 1;
    rows.push_back({.row = row, .code = rules::paper_code(list, row), .line = std::move(line)});
  }
  return rows;
}

base::Result<PaperDesk::Meant> PaperDesk::meant(OpenEvent& event, const PaperAbout& about, const char* what) {
  auto typed = typed_row(event, about);
  if (!typed) return base::failed(typed);
  typed->what = what;
  const auto rows = event.store.journal().entries_of_ticket(typed->ticket);
  if (!rows) return base::failed(rows);
  auto entries = store::entries_in(*rows);
  const auto scan = about.list == 0 ? about.scan : next_scan(event, *typed, entries);
  return Meant{.row = typed->row, .ticket = typed->ticket, .scan = scan, .entries = std::move(entries)};
}

PaperHours PaperDesk::usual_hours(const OpenEvent& event) const {
  const auto now = state_.now();
  PaperHours usual{.from = now, .until = now};
  if (event.policy.doors_hours.empty() && event.frame.starts <= now) {
    usual = {.from = event.frame.starts, .until = std::min(now, event.frame.ends)};
  }
  std::optional<base::Instant> opened;
  for (const auto& hours : event.policy.doors_hours) {
    if (hours.opens > now || (opened && hours.opens < *opened)) continue;
    opened = hours.opens;
    usual = {.from = hours.opens, .until = std::min(now, hours.closes - base::Milliseconds(1))};
  }
  return usual;
}

base::Result<PaperHours> PaperDesk::hours_of(const OpenEvent& event, const PaperTick& tick) const {
  const auto usual = usual_hours(event);
  const PaperHours hours{.from = tick.from.value_or(std::min(usual.from, tick.until.value_or(usual.from))),
                         .until = tick.until.value_or(std::max(usual.until, tick.from.value_or(usual.until)))};
  if (hours.from <= hours.until && hours.until <= state_.now()) return hours;
  return base::fail(ErrorKind::InvalidInput,
                    "Guests came in from one time until a later one, and that is over by now; look at both times.");
}

base::Result<PaperEntry> PaperDesk::enter(const HostAsks& asks, const PaperTick& tick) {
  const auto event = hosts_.event_of(asks);
  if (!event) return base::failed(event);
  const auto meant = this->meant(**event, tick.about, "paper");
  if (!meant) return base::failed(meant);
  const auto hours = hours_of(**event, tick);
  if (!hours) return base::failed(hours);
  auto admission = hosts_.admit(asks, {.ticket = meant->ticket,
                                       .scan = next_step(meant->entries, meant->scan),
                                       .persons = tick.about.persons,
                                       .paper = OnPaper{.place = place_of(tick.about.list),
                                                        .from = hours->from,
                                                        .until = hours->until,
                                                        .all_the_same = tick.all_the_same}});
  if (!admission) return base::failed(admission);
  return PaperEntry{
      .admission = *std::move(admission), .row = meant->row, .repeated = was_admitted(meant->entries, meant->scan)};
}

base::Result<PaperDeparture> PaperDesk::leave(const HostAsks& asks, const PaperLeaving& leaving) {
  const auto event = hosts_.event_of(asks);
  if (!event) return base::failed(event);
  const auto& about = leaving.about;
  const auto meant = this->meant(**event, about, "paper left");
  if (!meant) return base::failed(meant);
  if (leaving.at > state_.now()) {
    return base::fail(ErrorKind::InvalidInput, "That time is not over; look at when they left.");
  }
  auto departure = hosts_.see_off(asks, {.ticket = meant->ticket,
                                         .scan = meant->scan,
                                         .persons = about.persons,
                                         .place = place_of(about.list),
                                         .at = leaving.at});
  if (!departure) return base::failed(departure);
  return PaperDeparture{.departure = *std::move(departure), .row = meant->row};
}

}  // namespace einlass::venue
