#include "db/companions.h"

#include "core/rules/quota.h"
#include "core/wire/private_fields.h"
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/staff_acts.h"
#include "db/ticket_rows.h"

#include <algorithm>

namespace einlass::store {
namespace {

using base::ErrorKind;
using base::Result;

bool comes_with(const rules::JournalRow& row, rules::TicketId guest) {
  if (!row.private_part) return false;
  const auto fields = wire::private_fields_in(row.private_part->content);
  const auto with = fields.find(comes_with_field);
  return with != fields.end() && with->second == guest.text();
}

Result<int> companions_of(rules::TicketId guest, EventStore& store) {
  return store.journal().arrived_after(0, {"guest_registered"}).map([&](const Arrivals& registered) {
    const auto& rows = registered.rows;
    return static_cast<int>(
        std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return comes_with(row, guest); }));
  });
}

}  // namespace

Result<void> check_companion(const rules::RegisterGuest& act, const ActingAt& at) {
  if (!rules::is_companion(at.policy, act.category) || act.places != 1) {
    return base::fail(ErrorKind::InvalidInput, "Who comes along with a guest is one person, in a category for that.");
  }
  const auto guest = ticket_at_door(at.store, *act.with, at.day);
  if (!guest) return tl::make_unexpected(guest.error());
  if (!*guest) return base::fail(ErrorKind::NotFound, "There is no such ticket in this event's guest list.");
  if (!rules::may_be_accompanied((*guest)->row.ticket, (*guest)->state, at.policy)) {
    return base::fail(ErrorKind::Refused, "The guest she comes along with is not admitted; see to that ticket first.");
  }
  const auto others = companions_of(*act.with, at.store);
  if (!others) return tl::make_unexpected(others.error());
  if (rules::may_bring_companion(at.policy, *others)) return {};
  return base::fail(ErrorKind::Refused,
                    "This guest has all companions that a guest may bring; see the event's policy.");
}

}  // namespace einlass::store
