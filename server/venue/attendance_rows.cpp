#include "server/venue/attendance_rows.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_fields.h"
#include "core/rules/words.h"
#include "core/wire/ticket_guests.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

using report::AttendanceRow;
using report::AttendanceStatus;
using rules::TicketStatus;

AttendanceStatus status_of(const rules::TicketState& state, TicketStatus ticket, AttendanceStatus absent) {
  if (state.persons_admitted() > 0) return AttendanceStatus::Attended;
  if (state.excused) return AttendanceStatus::Excused;
  switch (ticket) {
    case TicketStatus::Confirmed:
      return absent;
    case TicketStatus::Cancelled:
      return AttendanceStatus::Cancelled;
    case TicketStatus::AwaitingApproval:
    case TicketStatus::Waitlisted:
    case TicketStatus::Blocked:
      return AttendanceStatus::NotAdmitted;
  }
  return AttendanceStatus::NotAdmitted;
}

const rules::StandingAdmission* first_of_day(const rules::TicketState& state, const rules::AdmissionDay& day) {
  const rules::StandingAdmission* first = nullptr;
  for (const auto& admission : state.standing) {
    if (admission.day != day) continue;
    if (first == nullptr || admission.time.venue < first->time.venue) first = &admission;
  }
  return first;
}

void fill_conflicts(AttendanceRow& row, const rules::TicketState& state) {
  auto& places = row.conflict_places;
  for (const auto& conflict : state.conflicts) {
    if (conflict.judged || conflict.day != row.day) continue;
    ++row.conflicts;
    for (const auto* place : {&conflict.first_place.name, &conflict.second_place.name}) {
      if (std::find(places.begin(), places.end(), *place) == places.end()) places.push_back(*place);
    }
  }
}

AttendanceRow day_row(AttendanceRow row, const rules::TicketState& state, const rules::AdmissionDay& day) {
  row.day = day;
  row.admitted = state.days.at(day).admitted;
  fill_conflicts(row, state);
  const auto* first = first_of_day(state, day);
  if (first == nullptr) return row;
  row.first_in = first->time.venue;
  row.place = first->place.name;
  row.door = first->place.door;
  row.how = std::string(rules::word(first->how));
  return row;
}

AttendanceRow person_row(const rules::Guest& guest) {
  return {.guest = guest.id.is_nil() ? std::string() : guest.id.text(),
          .name = guest.full_name,
          .first_name = guest.first_name,
          .last_name = guest.last_name,
          .company = guest.company,
          .email = guest.email};
}

// The guest whom somebody else came for; persons and badges stand in the other one's row.
AttendanceRow represented_row(const AttendanceRow& of_ticket, const rules::Guest& guest) {
  auto row = person_row(guest);
  row.ticket = of_ticket.ticket;
  row.category = of_ticket.category;
  row.ticket_type = of_ticket.ticket_type;
  row.order_ref = of_ticket.order_ref;
  row.source = of_ticket.source;
  row.places = of_ticket.places;
  row.status = AttendanceStatus::Represented;
  return row;
}

void fill_from_state(AttendanceRow& row, const rules::TicketState& state) {
  row.places = state.places;
  row.walk_in = state.walk_in;
  row.badges_printed = static_cast<int>(std::count_if(state.badges.begin(), state.badges.end(), [](const auto& badge) {
    return badge.status == rules::BadgeStatus::Printed;
  }));
  for (const auto& set_aside : state.overrides) row.overridden.emplace_back(rules::word(set_aside.refusal));
  if (row.category.empty() && !state.standing.empty()) row.category = state.standing.front().category;
}

}  // namespace

void AttendanceRows::take(const rules::GuestRow& row) {
  guests_.emplace(row.ticket.id, row);
}

void AttendanceRows::take(const rules::JournalRow& row) {
  if (std::holds_alternative<rules::Counted>(row.entry.fact)) counted_.push_back(row.entry);
  if (const auto* undo = std::get_if<rules::AdmissionUndone>(&row.entry.fact)) undone_.insert(undo->undone.scan);
  if (!row.entry.ticket) return;
  auto& record = records_[*row.entry.ticket];
  record.entries.push_back(row.entry);
  if (rules::sets_guest_fields(row.entry.fact)) record.guest_facts.push_back(row);
}

std::vector<AttendanceRow> AttendanceRows::rows_of(rules::TicketId ticket) const {
  static const Record kNoRecord;
  const auto listed = guests_.find(ticket);
  const auto recorded = records_.find(ticket);
  const auto& record = recorded == records_.end() ? kNoRecord : recorded->second;
  const auto state = rules::fold_ticket(record.entries);
  const bool is_listed = listed != guests_.end();
  // A refused scan alone makes nobody a guest.
  if (!is_listed && state.persons_admitted() == 0 && record.guest_facts.empty()) return {};

  // Who came instead is a guest of her own; the one she came for is represented (docs/product.md).
  const bool transferred = state.represented && state.guest;
  const auto first = is_listed ? listed->second.guest : rules::Guest{.id = state.guest.value_or(rules::GuestId())};
  const auto guests = wire::ticket_guests(first, record.guest_facts, transferred ? state.guest : std::nullopt);
  auto row = person_row(guests.now());
  row.ticket = ticket.text();
  if (is_listed) {
    row.category = listed->second.ticket.category;
    row.ticket_type = listed->second.ticket.ticket_type;
    row.order_ref = listed->second.order_ref;
    row.source = listed->second.source;
  }
  fill_from_state(row, state);
  if (is_listed) row.places = std::max(row.places, listed->second.ticket.places);
  row.status = status_of(state, is_listed ? listed->second.ticket.status : TicketStatus::Confirmed, absent_);
  std::vector<AttendanceRow> rows;
  if (transferred && is_listed) rows.push_back(represented_row(row, guests.first));
  if (row.status != AttendanceStatus::Attended) {
    rows.push_back(std::move(row));
    return rows;
  }
  for (const auto& [day, sum] : state.days) {
    if (sum.admitted == 0) continue;
    rows.push_back(day_row(row, state, day));
    row.badges_printed = 0;  // counted with the first day
    row.overridden.clear();
  }
  return rows;
}

std::map<AttendanceRows::CountedKey, int> AttendanceRows::counted_persons() const {
  std::map<CountedKey, int> persons;
  for (const auto& entry : counted_) {
    if (entry.scan && undone_.contains(entry.scan->scan)) continue;
    const auto& counted = std::get<rules::Counted>(entry.fact);
    persons[{counted.day, counted.category, entry.place.name}] += counted.persons;
  }
  return persons;
}

std::vector<AttendanceRow> AttendanceRows::rows() const {
  std::set<rules::TicketId> tickets;
  for (const auto& [ticket, row] : guests_) tickets.insert(ticket);
  for (const auto& [ticket, record] : records_) tickets.insert(ticket);
  std::vector<std::pair<std::string, AttendanceRow>> sorted;
  for (const auto ticket : tickets) {
    for (auto& row : rows_of(ticket)) {
      auto name = base::fold_text(row.last_name.empty() ? row.name : row.last_name + " " + row.first_name);
      sorted.emplace_back(std::move(name), std::move(row));
    }
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<AttendanceRow> rows;
  for (auto& [name, row] : sorted) rows.push_back(std::move(row));
  for (const auto& [key, persons] : counted_persons()) {
    rows.push_back({.category = key.category,
                    .status = AttendanceStatus::Attended,
                    .day = key.day,
                    .places = persons,
                    .admitted = persons,
                    .place = key.place,
                    .how = "counted",
                    .walk_in = true});
  }
  return rows;
}

report::AttendanceTotals AttendanceRows::totals(const std::vector<AttendanceRow>& rows) {
  report::AttendanceTotals totals;
  std::set<std::string> seen;
  for (const auto& row : rows) {
    totals.persons_admitted += row.admitted;
    totals.conflicts += row.conflicts;
    totals.badges_printed += row.badges_printed;
    if (row.how == "counted") totals.counted += row.admitted;
    if (row.walk_in && row.how != "counted") totals.walk_ins += row.admitted;
    // The ticket's outcome stands in the row of whoever came instead.
    if (row.status == AttendanceStatus::Represented) continue;
    if (row.ticket.empty() || !seen.insert(row.ticket).second) continue;
    ++totals.tickets;
    if (row.status == AttendanceStatus::Expected) ++totals.expected;
    if (row.status == AttendanceStatus::NoShow) ++totals.no_shows;
    const bool counts = row.status == AttendanceStatus::Attended || row.status == AttendanceStatus::Expected ||
                        row.status == AttendanceStatus::NoShow || row.status == AttendanceStatus::Excused;
    if (counts && !row.walk_in) totals.persons_expected += row.places;
  }
  return totals;
}

}  // namespace einlass::venue
