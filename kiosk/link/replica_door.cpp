// What screens ask of the open event's guest list and journal, and what somebody signed in does
// (core/rules/staff_act.h).
#include "core/base/log.h"
#include "db/guest_sheets.h"
#include "db/staff_acts.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/replica.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace einlass::link {

using base::ErrorKind;
using base::Result;

namespace {

std::string list_taken_setting(rules::EventId event) {
  return "list_taken." + event.text();
}

bool is_roster(const wire::DocumentRef& document) {
  return document.kind == roster_kind;
}

}  // namespace

// ---- who may sign in ------------------------------------------------------------------------------------------------

// One that cannot be read keeps nobody from checking in alone.
std::optional<wire::StaffRoster> Replica::read_roster(const wire::Assignment& assignment) const {
  if (std::none_of(assignment.documents.begin(), assignment.documents.end(), is_roster)) return std::nullopt;
  const auto text = document_of_kind(assignment, roster_kind);
  const auto roster = text.and_then([](const std::string& document) { return wire::read_staff_document(document); });
  if (roster) return *roster;
  base::log_error("Who may sign in here cannot be read: {}", roster.error().message);
  return std::nullopt;
}

// Whoever was let go is named here no longer. Another event may have the same people.
Result<void> Replica::drop_rosters_but(const std::vector<wire::DocumentRef>& used) {
  std::vector<wire::DocumentRef> kept = used;
  for (const auto& [event, _] : kept_) {
    const auto assignment = kept_assignment(venue_, assignment_setting_of(event));
    if (!assignment) return failed(assignment);
    if (*assignment) kept.insert(kept.end(), (*assignment)->documents.begin(), (*assignment)->documents.end());
  }
  const auto rosters = venue_.documents_of_kind(roster_kind);
  if (!rosters) return failed(rosters);
  for (const auto& roster : *rosters) {
    const bool is_used =
        std::any_of(kept.begin(), kept.end(), [&](const auto& document) { return document.hash == roster.hash; });
    if (is_used) continue;
    if (const auto removed = venue_.remove_document(roster.hash); !removed) return removed;
  }
  return {};
}

const wire::StaffRoster* Replica::roster() const {
  return open_ && open_->roster && !open_->roster->members.empty() ? &*open_->roster : nullptr;
}

const rules::StaffMember* Replica::member(std::uint32_t number) const {
  const auto* roster = this->roster();
  return roster == nullptr ? nullptr : wire::member_with(*roster, number);
}

Result<std::optional<std::string>> Replica::attempts(const std::string& name) const {
  return venue_.setting("attempts." + name);
}

Result<void> Replica::keep_attempts(const std::string& name, const std::string& text) {
  return venue_.set_setting("attempts." + name, text);
}

// ---- what is asked --------------------------------------------------------------------------------------------------

rules::AdmissionDay Replica::day_at(base::Instant venue_now) const {
  return rules::admission_day(open_->policy, open_->zone, venue_now);
}

// Made anew where the event's file was opened again.
Result<Replica::AtDoor*> Replica::at_door() {
  const auto store = current();
  if (!store) return failed(store);
  const auto event = *open_->assignment.event;
  if (!at_door_ || at_door_->event != event || at_door_->openings != openings_) {
    at_door_.emplace(AtDoor{.event = event,
                            .openings = openings_,
                            .guests = store::DoorGuests(**store),
                            .watch = DoorWatch(**store, identity_.kiosk)});
  }
  return &*at_door_;
}

Result<rules::GuestsFound> Replica::find_guests(const rules::FindGuests& question, base::Instant venue_now) {
  return at_door().and_then([&](AtDoor* door) { return door->guests.find(question, day_at(venue_now)); });
}

Result<std::vector<rules::TicketId>> Replica::look_up(const rules::LookUpGuest& question, base::Instant venue_now) {
  const auto door = at_door();
  if (!door) return failed(door);
  if (!rules::may_come_by(rules::How::Search, rules::Decider::SelfService, open_->policy)) {
    return base::fail(ErrorKind::Unavailable, "Guests do not look themselves up at this event; see its policy.");
  }
  return (*door)->guests.look_up(question, open_->policy.search_by_company, day_at(venue_now));
}

Result<rules::GuestSheet> Replica::sheet(rules::TicketId ticket, base::Instant venue_now) {
  const auto store = current();
  if (!store) return failed(store);
  const auto day = day_at(venue_now);
  auto sheet = store::read_sheet(**store, ticket, day);
  // What was refused on another day is over.
  if (sheet && sheet->last_refusal && day_at(sheet->last_refusal->at) != day) sheet->last_refusal.reset();
  return sheet;
}

Result<rules::ConflictsRead> Replica::conflicts(base::Instant venue_now) {
  const auto store = current();
  if (!store) return failed(store);
  return store::open_conflicts(**store, day_at(venue_now)).map([](std::vector<rules::OpenConflict> open) {
    return rules::ConflictsRead{std::move(open)};
  });
}

Result<DoorLook> Replica::look_at_door(base::Instant venue_now) {
  return at_door().and_then([&](AtDoor* door) { return door->watch.look(venue_now, day_at(venue_now)); });
}

// ---- what is done ---------------------------------------------------------------------------------------------------

// A guest may register herself where the policy lets her; all else is done under somebody's number.
Result<rules::Role> Replica::role_for(const ActRequest& request) const {
  const auto* member = this->member(request.by);
  const bool by_herself = request.by == 0 && std::holds_alternative<rules::RegisterGuest>(request.act);
  if (member == nullptr && !by_herself) {
    return base::fail(ErrorKind::Refused, "Nobody is signed in at this kiosk who may do that; sign in again.");
  }
  const auto role = member == nullptr ? rules::Role::Helper : member->role;
  if (rules::may_do(request.act, role, open_->policy)) return role;
  return base::fail(ErrorKind::Refused, "That is not yours to do at this event; ask the host or the organiser.");
}

Result<std::vector<rules::JournalRow>> Replica::act(const ActRequest& request, const rules::EntryTime& time) {
  const auto store = current();
  if (!store) return failed(store);
  const auto role = role_for(request);
  if (!role) return failed(role);
  auto transaction = (*store)->begin();
  if (!transaction) return failed(transaction);
  auto drafts = store::entries_of(
      request.act,
      {.store = **store, .policy = open_->policy, .day = day_at(time.venue), .decider = rules::decider_of(*role)});
  if (!drafts) return failed(drafts);
  std::vector<rules::JournalRow> rows;
  for (auto& draft : *drafts) {
    draft.place = place();
    draft.operator_number = request.by;
    draft.alone = request.alone;
    auto row = (*store)->journal().append(draft, time);
    if (!row) return failed(row);
    rows.push_back(*std::move(row));
  }
  if (const auto committed = transaction->commit(); !committed) return failed(committed);
  return rows;
}

// ---- how old the list is --------------------------------------------------------------------------------------------

Result<void> Replica::note_list_taken(rules::EventId event, base::Instant at) {
  return venue_.set_setting(list_taken_setting(event), std::to_string(at.unix_ms()));
}

Result<void> Replica::forget_list_taken(rules::EventId event) {
  return venue_.remove_setting(list_taken_setting(event));
}

std::optional<base::Instant> Replica::list_taken() {
  if (!guest_list()) return std::nullopt;
  const auto text = venue_.setting(list_taken_setting(*event()));
  std::int64_t at = 0;
  if (!text || !*text || !(std::istringstream(**text) >> at)) return std::nullopt;
  return base::Instant::from_unix_ms(at);
}

}  // namespace einlass::link
