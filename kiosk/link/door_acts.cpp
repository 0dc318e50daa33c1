// The open event at the door, and what somebody signed in does there (core/rules/staff_act.h).
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_sheets.h"
#include "db/staff_acts.h"
#include "kiosk/link/door.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/open_event.h"
#include "kiosk/link/replica.h"

#include <sstream>
#include <utility>

namespace einlass::link {

using base::ErrorKind;
using base::Result;

const wire::StaffRoster* Door::roster() const {
  const auto* event = parts_.replica.open_event();
  return event != nullptr && event->roster && !event->roster->members.empty() ? &*event->roster : nullptr;
}

Result<const OpenEvent*> Door::open_event() const {
  if (const auto* event = parts_.replica.open_event()) return event;
  return base::fail(ErrorKind::NotFound, "No event is assigned to this kiosk.");
}

Result<rules::AdmissionDay> Door::day_at(base::Instant venue) const {
  return open_event().map([&](const OpenEvent* event) { return event->day_at(venue); });
}

Result<Door::OpenFile*> Door::open_file() {
  const auto store = parts_.replica.current();
  if (!store) return tl::make_unexpected(store.error());
  const auto event = *parts_.replica.event();
  const auto openings = parts_.replica.openings();
  if (!file_ || file_->event != event || file_->openings != openings) {
    file_.emplace(OpenFile{.event = event,
                           .openings = openings,
                           .guests = store::DoorGuests(**store),
                           .watch = DoorWatch(**store, parts_.kiosk)});
  }
  return &*file_;
}

Result<rules::GuestLookedUp> Door::look_up(const rules::LookUpGuest& question) {
  const auto event = open_event();
  if (!event) return tl::make_unexpected(event.error());
  const auto& policy = (*event)->policy;
  if (!rules::may_come_by(rules::How::Search, rules::Decider::SelfService, policy)) {
    return base::fail(ErrorKind::Unavailable, "Guests do not look themselves up at this event; see its policy.");
  }
  const auto day = (*event)->day_at(venue_now());
  auto found = open_file().and_then(
      [&](OpenFile* file) { return file->guests.look_up(question, policy.search_by_company, day); });
  if (!found) return found;
  for (const auto& ticket : found->tickets) {
    const auto row =
        parts_.replica.current().and_then([&](store::EventStore* store) { return store->guests().by_ticket(ticket); });
    if (!row) return tl::make_unexpected(row.error());
    found->ticket_types.push_back(*row ? (*row)->ticket.ticket_type : std::string());
  }
  return found;
}

Result<rules::GuestSheet> Door::sheet(rules::TicketId ticket) {
  const auto event = open_event();
  if (!event) return tl::make_unexpected(event.error());
  const auto store = parts_.replica.current();
  if (!store) return tl::make_unexpected(store.error());
  const auto day = (*event)->day_at(venue_now());
  auto sheet = store::read_sheet(**store, ticket, day);
  // What was refused on another day is over.
  if (sheet && sheet->last_refusal && (*event)->day_at(sheet->last_refusal->at) != day) sheet->last_refusal.reset();
  return sheet;
}

// A guest may register herself where the policy lets her; all else is done under somebody's number.
Result<rules::Role> Door::role_for(const ActRequest& request, const OpenEvent& event) const {
  const auto* member = event.member(request.by);
  const bool by_herself = request.by == 0 && std::holds_alternative<rules::RegisterGuest>(request.act);
  if (member == nullptr && !by_herself) {
    return base::fail(ErrorKind::Refused, "Nobody is signed in at this kiosk who may do that; sign in again.");
  }
  const auto role = member == nullptr ? rules::Role::Helper : member->role;
  if (rules::may_do(request.act, role, event.policy)) return role;
  return base::fail(ErrorKind::Refused, "That is not yours to do at this event; ask the host or the organiser.");
}

Result<std::vector<rules::JournalRow>> Door::act(const ActRequest& request, bool alone) {
  const auto event = open_event();
  if (!event) return tl::make_unexpected(event.error());
  if (parts_.replica.event() != request.event) {
    return base::fail(ErrorKind::Refused,
                      "This kiosk has come to another event; look at its guest list, and do it anew.");
  }
  const auto role = role_for(request, **event);
  if (!role) return tl::make_unexpected(role.error());
  const auto store = parts_.replica.current();
  if (!store) return tl::make_unexpected(store.error());
  auto transaction = (*store)->begin();
  if (!transaction) return tl::make_unexpected(transaction.error());
  const auto time = parts_.time();
  auto drafts = store::entries_of(request.act, {.store = **store,
                                                .policy = (*event)->policy,
                                                .day = (*event)->day_at(time.venue),
                                                .decider = rules::decider_of(*role)});
  if (!drafts) return tl::make_unexpected(drafts.error());
  std::vector<rules::JournalRow> rows;
  for (auto& draft : *drafts) {
    draft.place = parts_.replica.place();
    draft.operator_number = request.by;
    draft.alone = alone;
    auto row = (*store)->journal().append(draft, time);
    if (!row) return tl::make_unexpected(row.error());
    rows.push_back(*std::move(row));
  }
  if (const auto committed = transaction->commit(); !committed) return tl::make_unexpected(committed.error());
  return rows;
}

void Door::note_list_taken(rules::EventId event) {
  const auto at = std::to_string(venue_now().unix_ms());
  const auto noted = parts_.replica.settings().set_setting(list_taken_setting(event), at);
  if (!noted) parts_.complain("When the guest list came cannot be kept", noted.error());
}

std::optional<base::Instant> Door::list_taken() {
  if (!parts_.replica.guest_list()) return std::nullopt;
  const auto text = parts_.replica.settings().setting(list_taken_setting(*parts_.replica.event()));
  std::int64_t at = 0;
  if (!text || !*text || !(std::istringstream(**text) >> at)) return std::nullopt;
  return base::Instant::from_unix_ms(at);
}

}  // namespace einlass::link
