#include "server/venue/host_lines.h"

#include "core/rules/admission.h"
#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/guest_sheets.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using rules::TicketId;

std::set<rules::NoteKind> note_kinds(const std::vector<rules::JournalRow>& rows) {
  std::set<rules::NoteKind> kinds;
  for (const auto& row : rows) {
    if (const auto* noted = std::get_if<rules::Noted>(&row.entry.fact)) kinds.insert(noted->kind);
  }
  return kinds;
}

// Whom she came with, by the word of whoever put her on the list or registered her.
rules::TicketId comes_with(const rules::Guest& guest) {
  for (const auto* field : {companion_of_text, plus_one_of_text}) {
    const auto found = guest.extra.find(field);
    if (found == guest.extra.end()) continue;
    if (const auto ticket = TicketId::parse(found->second)) return *ticket;
  }
  return {};
}

std::optional<base::Instant> first_arrival(const rules::TicketState& state, const rules::AdmissionDay& day) {
  for (const auto& standing : state.standing) {
    if (standing.day == day) return standing.time.venue;
  }
  return std::nullopt;
}

std::optional<LastAdmission> last_admission(const rules::TicketState& state, const rules::AdmissionDay& day) {
  const auto last = std::find_if(state.standing.rbegin(), state.standing.rend(),
                                 [&](const auto& standing) { return standing.day == day; });
  if (last == state.standing.rend()) return std::nullopt;
  return LastAdmission{last->scan.scan, last->persons};
}

// Of the day: what she was refused for yesterday is over.
std::optional<rules::Refusal> refused_for(const store::TicketAtDoor& found, const rules::DayState& counts) {
  if (counts.inside > 0) return std::nullopt;
  const auto refused = store::last_refusal_in(found.entries);
  return refused ? std::optional(refused->refusal) : std::nullopt;
}

void say_who(GuestLine& line, const store::TicketAtDoor& found) {
  const auto& [ticket, guest] = std::tie(found.row.ticket, found.row.guest);
  line.ticket = ticket.id;
  line.guest = guest.id;
  line.name = guest.full_name;
  line.first_name = guest.first_name;
  line.last_name = guest.last_name;
  line.company = guest.company;
  line.category = ticket.category;
  line.list_owner = guest.list_owner;
  line.instead_of = found.instead_of;
  line.status = ticket.status;
  line.comes_with = comes_with(guest);
  const auto invited = guest.extra.find(invited_by_text);
  if (invited != guest.extra.end()) line.invited_by = invited->second;
}

// Who came yesterday went home, as far as anybody knows.
int counted_on(const rules::AdmissionDay& day, const std::vector<rules::JournalRow>& rows) {
  int persons = 0;
  for (const auto& row : rows) {
    const auto* counted = std::get_if<rules::Counted>(&row.entry.fact);
    if (counted == nullptr || counted->day != day) continue;
    const bool is_undone = std::any_of(rows.begin(), rows.end(), [&](const auto& other) {
      const auto* undo = std::get_if<rules::AdmissionUndone>(&other.entry.fact);
      return undo != nullptr && row.entry.scan && undo->undone.scan == row.entry.scan->scan;
    });
    if (!is_undone) persons += counted->persons;
  }
  return persons;
}

}  // namespace

namespace {

GuestLine line_on(const rules::AdmissionDay& day, const store::TicketAtDoor& found) {
  const auto& state = found.state;
  const auto counted = state.days.find(day);
  const auto counts = counted == state.days.end() ? rules::DayState{} : counted->second;
  GuestLine line;
  say_who(line, found);
  line.places = std::max(found.row.ticket.places, state.places);
  line.approved = state.host_approved || state.moved_up;
  line.declined = state.host_declined;
  line.excused = state.excused;
  line.seat_released = state.seat_released;
  line.owns_seat = rules::owns_its_seat(found.row.ticket) && !state.seat_released;
  line.walk_in = state.walk_in;
  line.waiting = state.waiting_for_host;
  line.inside = counts.inside;
  line.admitted = counts.admitted;
  line.badge_owed = !state.owed_badges(day).empty();
  line.in_conflict = state.has_open_conflict();
  line.refused_for = refused_for(found, counts);
  line.notes = note_kinds(found.entries);
  line.arrived_at = first_arrival(state, day);
  line.prior = state.newest;
  line.last_admission = last_admission(state, day);
  return line;
}

// Who is in, and how many seats are left, the page knows better; questions wait until the server is there.
bool is_for_the_page(rules::Refusal refusal) {
  return refusal == rules::Refusal::AlreadyIn || refusal == rules::Refusal::NeedsAnswers ||
         refusal == rules::Refusal::BadgeDesk;
}

std::optional<rules::Refusal> kept_out_alone(rules::EventId event, const store::TicketAtDoor& found,
                                             const rules::EventPolicy& at_any_hour, const rules::AdmissionDay& day) {
  const rules::AdmissionRequest tap{
      .scan = {}, .how = rules::How::List, .decider = rules::Decider::Staff, .persons = 0, .door = {}};
  const rules::AdmissionContext alone{
      .event = event, .policy = at_any_hour, .connectivity = rules::Connectivity::Alone, .now = {}, .day = day};
  const auto decided = rules::decide({{.ticket = found.row.ticket, .state = found.state}}, tap, alone);
  const auto* refused = std::get_if<rules::AdmissionRefused>(&decided);
  if (refused == nullptr || is_for_the_page(refused->refusal)) return std::nullopt;
  return refused->refusal;
}

}  // namespace

GuestLine HostLines::line_of(const OpenEvent& event, const store::TicketAtDoor& found) const {
  auto line = line_on(day_, found);
  line.kept_out_alone = kept_out_alone(event.record.id, found, at_any_hour_, day_);
  return line;
}

base::Result<void> HostLines::refresh(OpenEvent& event, const rules::AdmissionDay& day) {
  const auto list = event.current_list_version();
  if (!list) return tl::make_unexpected(list.error());
  const bool same_list = *list == list_;
  const auto steps = std::find_if(event.list_steps.begin(), event.list_steps.end(),
                                  [&](const ListStep& step) { return step.from == list_; });
  const bool knows_steps = steps != event.list_steps.end() && event.list_steps.back().to == *list;
  const bool same_rules = day == day_ && event.policy == policy_;
  if (!has_read_ || !same_rules || !(same_list || knows_steps)) return read_all(event, day);
  auto tickets = touched(event);
  if (!tickets) return tl::make_unexpected(tickets.error());
  if (!same_list) {
    for (auto step = steps; step != event.list_steps.end(); ++step) {
      tickets->insert(step->changed.begin(), step->changed.end());
    }
    list_ = *list;
  }
  for (const auto ticket : *tickets) {
    if (auto done = read(event, ticket); !done) return done;
  }
  return {};
}

base::Result<std::set<TicketId>> HostLines::touched(OpenEvent& event) {
  auto touched = event.store.journal().touched_after(seen_up_to_);
  if (!touched) return tl::make_unexpected(touched.error());
  seen_up_to_ = touched->up_to;
  if (touched->somebody_erased) {
    for (const auto& [ticket, line] : lines_) touched->tickets.insert(ticket);
  }
  return std::move(touched->tickets);
}

base::Result<void> HostLines::read_all(OpenEvent& event, const rules::AdmissionDay& day) {
  const auto list = event.current_list_version();
  if (!list) return tl::make_unexpected(list.error());
  const auto touched = event.store.journal().touched_after(seen_up_to_);
  if (!touched) return tl::make_unexpected(touched.error());
  const auto snapshot = store::EventSnapshot::open(event.store.options());
  if (!snapshot) return tl::make_unexpected(snapshot.error());
  lines_.clear();
  counted_.clear();
  sums_ = {};
  revision_of_.clear();
  changes_.clear();
  run_ = rules::BootId::random();
  has_read_ = false;
  day_ = day;
  policy_ = event.policy;
  at_any_hour_ = event.policy;
  at_any_hour_.doors_hours.clear();
  const auto read = store::each_ticket(*snapshot, day, [&](store::TicketAtDoor&& found) {
    if (store::is_only_counted(found)) return count(found);
    auto line = line_of(event, found);
    sums_.add(line);
    lines_.emplace(line.ticket, std::move(line));
  });
  if (!read) return read;
  has_read_ = true;
  list_ = *list;
  seen_up_to_ = touched->up_to;
  return {};
}

base::Result<void> HostLines::read(OpenEvent& event, TicketId ticket) {
  const auto found = store::ticket_at_door(event.store, ticket, day_);
  if (!found) return tl::make_unexpected(found.error());
  if (!*found) return {};
  if (store::is_only_counted(**found)) {
    count(**found);
  } else {
    put(line_of(event, **found));
  }
  return {};
}

void HostLines::count(const store::TicketAtDoor& found) {
  counted_[found.row.ticket.id] = counted_on(day_, found.entries);
}

int HostLines::counted() const {
  int persons = 0;
  for (const auto& [ticket, each] : counted_) persons += each;
  return persons;
}

void HostLines::put(GuestLine line) {
  auto& known = lines_[line.ticket];
  if (known == line) return;
  auto& revision = revision_of_[line.ticket];
  if (revision != 0) changes_.erase(revision);
  revision = ++revision_;
  changes_[revision] = line.ticket;
  if (!known.ticket.is_nil()) sums_.take_off(known);
  sums_.add(line);
  known = std::move(line);
}

const GuestLine* HostLines::find(TicketId ticket) const {
  const auto found = lines_.find(ticket);
  return found == lines_.end() ? nullptr : &found->second;
}

std::string HostLines::cursor() const {
  return fmt::format("{}-{}", run_.text(), revision_);
}

std::optional<std::vector<TicketId>> HostLines::changed_since(const std::string& cursor) const {
  const auto run = run_.text() + "-";
  if (!cursor.starts_with(run)) return std::nullopt;
  std::uint64_t since = 0;
  const char* end = cursor.data() + cursor.size();
  const auto parsed = std::from_chars(cursor.data() + run.size(), end, since);
  if (parsed.ec != std::errc() || parsed.ptr != end || since > revision_) return std::nullopt;
  std::vector<TicketId> changed;
  for (auto each = changes_.upper_bound(since); each != changes_.end(); ++each) changed.push_back(each->second);
  return changed;
}

}  // namespace einlass::venue
