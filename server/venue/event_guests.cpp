#include "server/venue/event_guests.h"

#include "core/wire/ticket_guests.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"

#include <map>
#include <set>
#include <vector>

namespace einlass::venue {
namespace {

// All who ever had the ticket: whoever handed it on, and whoever came instead.
std::set<rules::GuestId> who_had(const rules::GuestRow& row, const std::vector<rules::JournalRow>& entries) {
  std::set<rules::GuestId> guests;
  if (!row.guest.id.is_nil()) guests.insert(row.guest.id);
  for (const auto& each : entries) {
    if (each.entry.guest) guests.insert(*each.entry.guest);
    if (const auto* transfer = std::get_if<rules::TicketTransferred>(&each.entry.fact)) {
      guests.insert(transfer->new_guest);
    }
  }
  return guests;
}

// Of whom no list knows.
rules::GuestRow registered_row(rules::EventId event, const std::vector<rules::JournalRow>& entries) {
  rules::GuestRow row;
  row.ticket.event = event;
  row.ticket.id = *entries.front().entry.ticket;
  for (const auto& each : entries) {
    const auto* registered = std::get_if<rules::GuestRegistered>(&each.entry.fact);
    if (registered == nullptr || !each.entry.guest) continue;
    row.ticket.guest = *each.entry.guest;
    row.ticket.category = registered->category;
    row.ticket.places = registered->places;
    row.guest.id = *each.entry.guest;
    break;
  }
  return row;
}

}  // namespace

base::Result<void> each_guest(const store::EventSnapshot& snapshot, rules::EventId event, const GuestTaker& take) {
  const auto give = [&](const rules::GuestRow& listed, const std::vector<rules::JournalRow>& entries, bool is_on_list) {
    for (const auto id : who_had(listed, entries)) {
      auto row = listed;
      row.guest = wire::ticket_guests(listed.guest, entries, id).now();
      row.guest.id = id;
      take(row, is_on_list && id == listed.guest.id);
    }
  };
  std::map<rules::TicketId, std::vector<rules::JournalRow>> recorded;
  const auto read = snapshot.journal().each_row([&](const rules::JournalRow& row) {
    if (row.entry.ticket) recorded[*row.entry.ticket].push_back(row);
  });
  if (!read) return read;
  const auto listed = snapshot.guests().each([&](const rules::GuestRow& row) {
    const auto entries = recorded.extract(row.ticket.id);
    give(row, entries.empty() ? std::vector<rules::JournalRow>() : entries.mapped(), true);
  });
  if (!listed) return listed;
  for (const auto& [ticket, entries] : recorded) give(registered_row(event, entries), entries, false);
  return {};
}

}  // namespace einlass::venue
