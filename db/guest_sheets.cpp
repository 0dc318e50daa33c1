#include "db/guest_sheets.h"

#include "core/base/locale_text.h"
#include "core/base/utf8.h"
#include "core/rules/scan_graph.h"
#include "core/wire/canonical_json.h"
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_book.h"

#include <algorithm>

namespace einlass::store {
namespace {

using base::Result;

std::string text_in(const std::optional<rules::PrivatePart>& part, const char* field) {
  if (!part) return {};
  const auto value = wire::parse_json(part->content);
  if (!value || !value->is_object()) return {};
  const auto* found = value->get_object().if_contains(field);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::vector<rules::SheetNote> notes_in(const std::vector<rules::JournalRow>& rows) {
  std::vector<rules::SheetNote> notes;
  for (const auto& row : rows) {
    const auto* noted = std::get_if<rules::Noted>(&row.entry.fact);
    if (noted == nullptr) continue;
    notes.push_back({.kind = noted->kind,
                     .text = text_in(row.private_part, "note"),
                     .at = row.entry.time.venue,
                     .operator_number = row.entry.operator_number});
  }
  std::stable_sort(notes.begin(), notes.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return notes;
}

Result<std::vector<rules::FoundGuest>> order_of(EventStore& store, const TicketAtDoor& ticket,
                                                const rules::AdmissionDay& day) {
  std::vector<rules::FoundGuest> order;
  if (ticket.row.order_ref.empty()) return std::vector{found_guest(ticket, day)};
  const auto rows = store.guests().by_order(ticket.row.order_ref);
  if (!rows) return tl::make_unexpected(rows.error());
  for (const auto& row : *rows) {
    const auto each = ticket_at_door(store, row.ticket.id, day);
    if (!each) return tl::make_unexpected(each.error());
    if (*each) order.push_back(found_guest(**each, day));
  }
  const base::Collation names("root");
  std::stable_sort(order.begin(), order.end(),
                   [&](const auto& a, const auto& b) { return names.before(a.name, b.name); });
  return order;
}

}  // namespace

// The newest scan of the ticket counts; what was undone or admitted in the meantime ends with it.
std::optional<rules::LastRefusal> last_refusal_in(const std::vector<rules::JournalRow>& rows) {
  std::vector<rules::JournalEntry> entries;
  const rules::JournalEntry* newest = nullptr;
  for (const auto& row : rows) {
    entries.push_back(row.entry);
    const bool decides = std::holds_alternative<rules::Admitted>(row.entry.fact) ||
                         std::holds_alternative<rules::Refused>(row.entry.fact) ||
                         std::holds_alternative<rules::HostAsked>(row.entry.fact);
    if (!decides || !row.entry.scan) continue;
    if (newest == nullptr || rules::earlier_in_time(*newest, row.entry)) newest = &row.entry;
  }
  if (newest == nullptr) return std::nullopt;
  const auto* outcome = rules::outcome_of_scan(entries, newest->scan->scan);
  const auto* refused = outcome == nullptr ? nullptr : std::get_if<rules::Refused>(&outcome->fact);
  if (refused == nullptr) return std::nullopt;
  return rules::LastRefusal{
      .scan = outcome->scan->scan, .refusal = refused->refusal, .step = outcome->scan->step, .at = outcome->time.venue};
}

std::string masked_email(const std::string& email) {
  const auto at = email.find('@');
  if (at == 0 || at == std::string::npos) return {};
  return std::string(base::first_code_point(email)) + "…" + email.substr(at);
}

rules::FoundGuest found_guest(const TicketAtDoor& found, const rules::AdmissionDay& day) {
  const auto& row = found.row;
  const auto& state = found.state;
  const auto counts = state.days.find(day);
  return {.ticket = row.ticket.id,
          .name = row.guest.full_name,
          .company = row.guest.company,
          .masked_email = masked_email(row.guest.email),
          .instead_of = found.instead_of,
          .category = row.ticket.category,
          .ticket_type = row.ticket.ticket_type,
          .places = std::max(row.ticket.places, state.places),
          .inside = state.inside_on(day),
          .admitted = counts == state.days.end() ? 0 : counts->second.admitted,
          .badge_owed = !state.owed_badges(day).empty(),
          .in_conflict = state.has_open_conflict(),
          .status = row.ticket.status};
}

Result<rules::GuestSheet> read_sheet(EventStore& store, rules::TicketId ticket, const rules::AdmissionDay& day) {
  auto found = ticket_at_door(store, ticket, day);
  if (!found) return tl::make_unexpected(found.error());
  if (!*found) {
    return base::fail(base::ErrorKind::NotFound, "There is no such ticket in this event; search for the guest again.");
  }
  auto& at_door = **found;
  auto order = order_of(store, at_door, day);
  if (!order) return tl::make_unexpected(order.error());
  rules::GuestSheet sheet{.ticket = at_door.row.ticket,
                          .guest = std::nullopt,
                          .instead = std::nullopt,
                          .day = day,
                          .state = at_door.state,
                          .notes = notes_in(at_door.entries),
                          .last_refusal = last_refusal_in(at_door.entries),
                          .order = *std::move(order)};
  if (at_door.row.guest.is_named()) sheet.guest = at_door.row.guest;
  if (const auto* transfer = at_door.state.transfer_on(day)) {
    sheet.instead = rules::ComesInstead{.transfer = transfer->scan, .of = at_door.instead_of};
  }
  return sheet;
}

Result<std::vector<rules::OpenConflict>> open_conflicts(EventStore& store, const rules::AdmissionDay& day) {
  const auto tickets = store.journal().tickets_with_conflicts();
  if (!tickets) return tl::make_unexpected(tickets.error());
  std::vector<rules::OpenConflict> open;
  for (const auto& ticket : *tickets) {
    const auto found = ticket_at_door(store, ticket, day);
    if (!found) return tl::make_unexpected(found.error());
    if (!*found) continue;
    for (const auto& conflict : (*found)->state.conflicts) {
      if (!conflict.judged) open.push_back({ticket, (*found)->row.guest.full_name, conflict});
    }
  }
  return open;
}

}  // namespace einlass::store
