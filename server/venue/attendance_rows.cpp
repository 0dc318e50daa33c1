#include "server/venue/attendance_rows.h"

#include "core/rules/words.h"
#include "core/wire/ticket_guests.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

using report::AttendanceRow;
using report::AttendanceStatus;
using rules::TicketStatus;

// Of whoever did not come. `listed`: nullptr, where no list has the ticket.
AttendanceStatus status_of(const rules::TicketState& state, const rules::GuestRow* listed, AttendanceStatus absent) {
  const auto ticket = listed != nullptr ? listed->ticket.status : TicketStatus::Confirmed;
  if (listed == nullptr && state.walk_in) return AttendanceStatus::NotAdmitted;  // she came, and was turned away
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

void fill_day(AttendanceRow& row, const rules::TicketState& state) {
  row.status = AttendanceStatus::Attended;
  row.admitted = state.days.at(row.day).admitted;
  const auto* first = first_of_day(state, row.day);
  if (first == nullptr) return;
  row.first_in = first->time.venue;
  row.place = first->place.name;
  row.door = first->place.door;
  row.how = std::string(rules::word(first->how));
}

void name(AttendanceRow& row, const rules::Guest& guest) {
  row.guest = guest.id.is_nil() ? std::string() : guest.id.text();
  row.name = guest.full_name;
  row.first_name = guest.first_name;
  row.last_name = guest.last_name;
  row.company = guest.company;
  row.email = guest.email;
  row.language = guest.language;
  row.extra = guest.extra;
  row.list_owner = guest.list_owner;
}

void fill_from_state(AttendanceRow& row, const rules::TicketState& state) {
  row.places = state.places;
  row.walk_in = state.walk_in;
  row.badges_printed = static_cast<int>(std::count_if(state.badges.begin(), state.badges.end(), [](const auto& badge) {
    return badge.status == rules::BadgeStatus::Printed;
  }));
  row.badges_in_doubt = static_cast<int>(std::count_if(state.badges.begin(), state.badges.end(), [](const auto& badge) {
    return badge.valid && badge.status == rules::BadgeStatus::Unknown;
  }));
  for (const auto& set_aside : state.overrides) row.overridden.emplace_back(rules::word(set_aside.refusal));
  if (row.category.empty() && !state.standing.empty()) row.category = state.standing.front().category;
}

// Who came instead is a guest of her own; the one she came for is represented (docs/product.md).
class RowsOfTicket {
 public:
  // `row`: what all of them say of the ticket, with the status of whoever did not come.
  RowsOfTicket(const rules::TicketState& state, const rules::Guest& first,
               const std::vector<rules::JournalRow>& guest_facts, AttendanceRow row)
      : state_(state), first_(first), guest_facts_(guest_facts), row_(std::move(row)) {}

  std::vector<AttendanceRow> rows() {
    const auto usual = holder_on(std::nullopt);
    if (usual) add_represented(std::nullopt, std::nullopt);
    for (const auto& day : days(usual)) {
      const auto holder = holder_on(day);
      if (holder != usual) add_represented(usual, day);
      add(holder, day);
    }
    if (!has_outcome_) add(usual, std::nullopt);
    fill_conflicts();
    return std::move(rows_);
  }

 private:
  using Holder = std::optional<rules::GuestId>;  // nothing: the first guest

  Holder holder_on(const rules::AdmissionDay& day) const {
    const auto holder = state_.holder_on(day);
    return holder == first_.id ? std::nullopt : holder;
  }

  bool somebody_came(const rules::AdmissionDay& day) const {
    const auto found = state_.days.find(day);
    return found != state_.days.end() && found->second.admitted > 0;
  }

  // On which somebody came, or was to come instead.
  std::set<rules::AdmissionDay> days(const Holder& usual) const {
    std::set<rules::AdmissionDay> days;
    for (const auto& [day, counts] : state_.days) {
      if (counts.admitted > 0) days.insert(day);
    }
    for (const auto& [day, holder] : state_.holders) {
      if (holder_on(day) != usual) days.insert(day);
    }
    return days;
  }

  // Persons and badges stand in the other one's row. Nobody is known of whom a list has no row.
  void add_represented(const Holder& holder, const rules::AdmissionDay& day) {
    if (!holder && first_.id.is_nil()) return;
    auto row = row_;
    row.badges_printed = 0;
    row.badges_in_doubt = 0;
    row.overridden.clear();
    row.walk_in = false;
    row.status = AttendanceStatus::Represented;
    row.day = day;
    name(row, guest(holder));
    rows_.push_back(std::move(row));
  }

  void add(const Holder& holder, const rules::AdmissionDay& day) {
    rows_.push_back(row_);
    auto& row = rows_.back();
    row.day = day;
    name(row, guest(holder));
    if (somebody_came(day)) fill_day(row, state_);
    has_outcome_ = true;
    row_.badges_printed = 0;  // counted with the first day
    row_.badges_in_doubt = 0;
    row_.overridden.clear();
  }

  rules::Guest guest(const Holder& holder) const {
    auto guest = wire::ticket_guests(first_, guest_facts_, holder).now();
    // Whoever comes instead is of the same list.
    if (holder && guest.list_owner.empty()) guest.list_owner = this->guest(std::nullopt).list_owner;
    return guest;
  }

  // One that is about no day, or about one on which nobody came, stands in the ticket's first row.
  void fill_conflicts() {
    for (const auto& conflict : state_.conflicts) {
      if (!conflict.judged) fill_conflict(row_of(conflict.day), conflict);
    }
  }

  AttendanceRow& row_of(const rules::AdmissionDay& day) {
    AttendanceRow* found = nullptr;
    for (auto& row : rows_) {
      if (row.status == AttendanceStatus::Represented) continue;
      if (found == nullptr || (row.day == day && found->day != day)) found = &row;
    }
    return *found;
  }

  static void fill_conflict(AttendanceRow& row, const rules::Conflict& conflict) {
    auto& places = row.conflict_places;
    ++row.conflicts;
    for (const auto* place : {&conflict.first_place.name, &conflict.second_place.name}) {
      if (std::find(places.begin(), places.end(), *place) == places.end()) places.push_back(*place);
    }
  }

  const rules::TicketState& state_;
  const rules::Guest& first_;
  const std::vector<rules::JournalRow>& guest_facts_;
  AttendanceRow row_;
  std::vector<AttendanceRow> rows_;
  bool has_outcome_ = false;
};

// Whom no list has, as a walk-in: known by her id alone, what else is known of her is laid over it.
rules::Guest registered(const std::vector<rules::JournalRow>& guest_facts) {
  for (const auto& row : guest_facts) {
    const bool is_hers = std::holds_alternative<rules::GuestRegistered>(row.entry.fact);
    if (is_hers && row.entry.guest) return {.id = *row.entry.guest};
  }
  return {};
}

}  // namespace

std::vector<AttendanceRow> rows_of(const TicketFacts& facts, AttendanceStatus absent) {
  std::vector<rules::JournalEntry> entries;
  std::vector<rules::JournalRow> guest_facts;
  for (const auto& row : facts.rows) {
    entries.push_back(row.entry);
    if (wire::says_whose_ticket_it_is(row.entry.fact)) guest_facts.push_back(row);
  }
  const auto state = rules::fold_ticket(entries);
  // A refused scan alone makes nobody a guest.
  const auto* listed = facts.listed;
  if (listed == nullptr && state.persons_admitted() == 0 && guest_facts.empty()) return {};

  AttendanceRow row{.ticket = facts.ticket.text()};
  if (listed != nullptr) {
    row.category = listed->ticket.category;
    row.ticket_type = listed->ticket.ticket_type;
    row.order_ref = listed->order_ref;
    row.source = listed->source;
  }
  fill_from_state(row, state);
  if (listed != nullptr) row.places = std::max(row.places, listed->ticket.places);
  row.status = status_of(state, listed, absent);
  const auto first = listed != nullptr ? listed->guest : registered(guest_facts);
  return RowsOfTicket(state, first, guest_facts, std::move(row)).rows();
}

}  // namespace einlass::venue
