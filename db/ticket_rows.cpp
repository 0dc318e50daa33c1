#include "db/ticket_rows.h"

#include "core/wire/ticket_guests.h"
#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/event_store.h"
#include "db/guest_book.h"

#include <algorithm>
#include <map>
#include <utility>

namespace einlass::store {
namespace {

using base::Result;
using rules::JournalRow;

// Whose id is smallest, where two kiosks registered under one id: both say the same of her.
const JournalRow* registration_in(const std::vector<JournalRow>& rows) {
  const JournalRow* first = nullptr;
  for (const auto& row : rows) {
    const bool registers = std::holds_alternative<rules::GuestRegistered>(row.entry.fact);
    if (registers && (first == nullptr || row.entry.id < first->entry.id)) first = &row;
  }
  return first;
}

// She owns no seat: it is drawn when she is let in.
std::optional<rules::GuestRow> registered_row(const std::vector<JournalRow>& rows, rules::EventId event) {
  const auto* registered = registration_in(rows);
  if (registered == nullptr || !registered->entry.ticket) return std::nullopt;
  const auto& fact = std::get<rules::GuestRegistered>(registered->entry.fact);
  rules::GuestRow row;
  row.ticket.id = *registered->entry.ticket;
  row.ticket.event = event;
  row.ticket.guest = registered->entry.guest.value_or(rules::GuestId());
  row.ticket.category = fact.category;
  row.ticket.places = fact.places;
  row.ticket.owns_seat = false;
  row.guest.id = row.ticket.guest;
  return row;
}

// By the journal alone: it came with a signed code that no list has, or was only counted.
rules::GuestRow unlisted_row(rules::TicketId ticket, rules::EventId event, const rules::TicketState& state) {
  rules::GuestRow row;
  row.ticket.id = ticket;
  row.ticket.event = event;
  row.ticket.places = state.places;
  row.ticket.listed = false;
  if (!state.standing.empty()) row.ticket.category = state.standing.front().category;
  return row;
}

struct TicketOfEvent {
  rules::TicketId ticket;
  rules::EventId event;
};

TicketAtDoor at_door(const TicketOfEvent& id, std::optional<rules::GuestRow> listed, std::vector<JournalRow> rows,
                     const rules::AdmissionDay& day) {
  TicketAtDoor found{
      .row = {}, .state = rules::fold_ticket(entries_in(rows)), .entries = std::move(rows), .instead_of = {}};
  auto row = listed ? std::move(listed) : registered_row(found.entries, id.event);
  found.row = row ? *std::move(row) : unlisted_row(id.ticket, id.event, found.state);
  if (const auto* transfer = found.state.transfer_on(day)) {
    found.instead_of = wire::ticket_guests(found.row.guest, found.entries, transfer->old_guest).now().full_name;
  }
  take_holder(found.row, found.entries, day);
  return found;
}

}  // namespace

std::vector<rules::JournalEntry> entries_in(const std::vector<JournalRow>& rows) {
  std::vector<rules::JournalEntry> entries;
  entries.reserve(rows.size());
  for (const auto& row : rows) entries.push_back(row.entry);
  return entries;
}

const std::set<std::string>& naming_kinds() {
  static const std::set<std::string> kinds{"guest_registered", "guest_amended", "ticket_transferred", "guest_erased"};
  return kinds;
}

Result<std::optional<rules::GuestRow>> row_of_ticket(EventStore& store, rules::TicketId ticket) {
  auto listed = store.guests().by_ticket(ticket);
  if (!listed || *listed) return listed;
  return store.journal().entries_of_ticket(ticket).map(
      [&](const std::vector<JournalRow>& rows) { return registered_row(rows, store.event()); });
}

// Most tickets have no entry that says something of the guest.
void take_holder(rules::GuestRow& row, const std::vector<JournalRow>& rows, const rules::AdmissionDay& day) {
  const bool says_something = std::any_of(
      rows.begin(), rows.end(), [](const auto& each) { return wire::says_whose_ticket_it_is(each.entry.fact); });
  if (!says_something) return;
  auto owner = row.guest.list_owner;
  row.guest = wire::ticket_guests(row.guest, rows, rules::fold_ticket(entries_in(rows)).holder_on(day)).now();
  if (row.guest.list_owner.empty()) row.guest.list_owner = std::move(owner);  // whoever comes instead is of her list
}

Result<std::optional<TicketAtDoor>> ticket_at_door(EventStore& store, rules::TicketId ticket,
                                                   const rules::AdmissionDay& day) {
  auto rows = store.journal().entries_of_ticket(ticket);
  if (!rows) return tl::make_unexpected(rows.error());
  auto listed = store.guests().by_ticket(ticket);
  if (!listed) return tl::make_unexpected(listed.error());
  if (!*listed && rows->empty()) return std::nullopt;
  return at_door({ticket, store.event()}, *std::move(listed), *std::move(rows), day);
}

bool is_only_counted(const TicketAtDoor& found) {
  return std::any_of(found.entries.begin(), found.entries.end(),
                     [](const auto& row) { return std::holds_alternative<rules::Counted>(row.entry.fact); });
}

Result<void> each_ticket(const EventSnapshot& event, const rules::AdmissionDay& day,
                         const std::function<void(TicketAtDoor&&)>& take) {
  std::map<rules::TicketId, std::vector<JournalRow>> recorded;
  const auto read = event.journal().each_row([&](const JournalRow& row) {
    if (row.entry.ticket) recorded[*row.entry.ticket].push_back(row);
  });
  if (!read) return read;
  const auto listed = event.guests().each([&](const rules::GuestRow& row) {
    auto entries = recorded.extract(row.ticket.id);
    take(at_door({row.ticket.id, row.ticket.event}, row,
                 entries.empty() ? std::vector<JournalRow>() : std::move(entries.mapped()), day));
  });
  if (!listed) return listed;
  for (auto& [ticket, rows] : recorded) {
    const TicketOfEvent id{ticket, rows.front().entry.id.event};
    take(at_door(id, std::nullopt, std::move(rows), day));
  }
  return {};
}

}  // namespace einlass::store
