// Who is on a host's list, and whose seats go to whom.
#include "core/rules/hard_cap.h"
#include "core/rules/quota.h"
#include "db/companions.h"
#include "db/guest_book.h"
#include "db/staff_acts.h"
#include "db/ticket_rows.h"
#include "server/venue/host_desk.h"
#include "server/venue/list_counts.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using rules::Role;
using rules::TicketId;
using rules::TicketStatus;

namespace {

constexpr const char* page_source = "page";
constexpr const char* default_category = "guest";
constexpr std::size_t longest_text = 200;
constexpr int most_places = 50;

std::string whole_name(const rules::Guest& guest) {
  const bool both = !guest.first_name.empty() && !guest.last_name.empty();
  return guest.first_name + (both ? " " : "") + guest.last_name;
}

base::Result<void> check_texts(const rules::Guest& guest) {
  const bool is_plain = is_plain_name(guest.full_name, longest_text) && is_plain_line(guest.company, longest_text) &&
                        is_plain_line(guest.email, longest_text) && is_plain_line(guest.language, 2) &&
                        is_plain_line(guest.list_owner, longest_text);
  if (is_plain) return {};
  return base::fail(ErrorKind::InvalidInput,
                    "A guest needs a name; names, company and e-mail are one short line each.");
}

base::Result<HostAdds> checked(const OpenEvent& event, HostAdds adds) {
  if (adds.guest.full_name.empty()) adds.guest.full_name = whole_name(adds.guest);
  if (auto fits = check_texts(adds.guest); !fits) return base::failed(fits);
  if (adds.ticket.is_nil() || adds.places < 1 || adds.places > most_places) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("A guest has a ticket of 1 to {} places; say how many.", most_places));
  }
  if (adds.category.empty()) adds.category = default_category;
  if (!event.frame.categories.contains(adds.category)) {
    return base::fail(ErrorKind::InvalidInput, "This event has no such category; choose one of its own.");
  }
  if (adds.guest.id.is_nil()) adds.guest.id = rules::GuestId::random();
  return adds;
}

bool has_come_late(const OpenEvent& event, base::Instant now) {
  const auto& after = event.policy.release_unclaimed_after;
  return after && now >= event.frame.starts + *after;
}

tl::unexpected<base::Error> full() {
  return base::fail(ErrorKind::Refused, "No seat is left; release seats of guests who do not come, and try again.");
}

tl::unexpected<base::Error> nobody_is_counted() {
  return base::fail(ErrorKind::Refused, "Nobody is counted without a name here; see the event's policy.");
}

bool may_come(const GuestLine& line) {
  return line.status != TicketStatus::Cancelled && line.status != TicketStatus::Blocked && !line.declined;
}

bool waits_for_a_seat(const GuestLine& line) {
  if (line.status == TicketStatus::Confirmed) return line.seat_released;
  const bool waits = line.status == TicketStatus::Waitlisted || line.status == TicketStatus::AwaitingApproval;
  return waits && !line.approved;
}

}  // namespace

base::Result<std::string> HostDesk::list_for(const At& at, const std::string& wished) const {
  if (at.who.role != Role::Host) return wished;
  if (wished.empty() && at.who.lists.size() == 1) return *at.who.lists.begin();
  if (wished.empty()) {
    return base::fail(ErrorKind::InvalidInput, "Say which of your lists the guest is on; you have several, or none.");
  }
  if (at.who.lists.contains(wished)) return wished;
  return base::fail(ErrorKind::Refused, "That list is not yours; add the guest to one of your own.");
}

bool HostDesk::doors_are_open(const OpenEvent& event) const {
  const auto now = state_.now();
  const auto& hours = event.policy.doors_hours;
  if (hours.empty()) return now >= event.frame.starts && now < event.frame.ends;
  return std::any_of(hours.begin(), hours.end(),
                     [&](const auto& each) { return now >= each.opens && now < each.closes; });
}

base::Result<GuestLine> HostDesk::add(const HostAsks& asks, const HostAdds& wished) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  if (at->lines.find(wished.ticket) != nullptr) return seen(*at, wished.ticket);
  const auto complete = completed(*at, wished);
  if (!complete) return base::failed(complete);
  auto adds = checked(at->event, *complete);
  if (!adds) return base::failed(adds);
  const auto owner = list_for(*at, adds->guest.list_owner);
  if (!owner) return base::failed(owner);
  adds->guest.list_owner = *owner;
  if (at->who.number != 0) adds->guest.extra[invited_by_text] = at->who.name;
  if (auto fits = fits_quota(*at, *adds); !fits) return base::failed(fits);
  if (auto may = may_come_along(*at, *adds); !may) return base::failed(may);
  const bool at_door = adds->at_door.value_or(doors_are_open(at->event));
  const auto added = at_door ? register_at_door(*at, *adds) : put_on_list(*at, *adds);
  if (!added) return base::failed(added);
  return seen_anew(*at, adds->ticket);
}

base::Result<void> HostDesk::count_in(const HostAsks& asks, const rules::CountIn& tap) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  if (at->event.policy.walk_in != rules::WalkIn::CountOnly) return nobody_is_counted();
  auto counted = tap;
  if (counted.category.empty()) counted.category = default_category;
  if (!at->event.frame.categories.contains(counted.category)) {
    return base::fail(ErrorKind::InvalidInput, "This event has no such category; choose one of its own.");
  }
  const auto found = store::ticket_at_door(at->event.store, tap.scan.ticket, at->day);
  if (!found) return base::failed(found);
  if (*found && !store::is_only_counted(**found)) {
    return base::fail(ErrorKind::InvalidInput, "That ticket is somebody's; mint a new one for whoever has no name.");
  }
  return write_count(*at, counted);
}

base::Result<void> HostDesk::count_back(const HostAsks& asks, const rules::ScanRef& tap) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  const auto found = store::ticket_at_door(at->event.store, tap.ticket, at->day);
  if (!found) return base::failed(found);
  if (!*found || !store::is_only_counted(**found)) {
    return base::fail(ErrorKind::NotFound, "Nobody was counted by that tap; look at the figure again.");
  }
  return write_count(*at, rules::UndoScan{tap});
}

base::Result<void> HostDesk::write_count(const At& at, const rules::StaffAct& act) {
  if (!rules::may_do(act, at.who.role, at.event.policy)) return nobody_is_counted();
  const auto written = in_batch([&] { return staff_.act(at.acting(), act); });
  const bool was_done = !written && written.error().kind == ErrorKind::AlreadyExists;
  if (!written && !was_done) return base::failed(written);
  return {};
}

// Who comes along is on the same list, and known by the guest she comes with.
base::Result<HostAdds> HostDesk::completed(const At& at, const HostAdds& wished) const {
  auto adds = wished;
  if (!adds.with) return adds;
  const auto guest = seen(at, *adds.with);
  if (!guest) return base::failed(guest);
  if (adds.guest.list_owner.empty()) adds.guest.list_owner = guest->list_owner;
  const bool is_companion = rules::is_companion(at.event.policy, adds.category);
  adds.guest.extra[is_companion ? companion_of_text : plus_one_of_text] = adds.with->text();
  return adds;
}

// As many as the policy gives her guest: companions by their own rule, plus-ones with the further places of her ticket.
base::Result<void> HostDesk::may_come_along(const At& at, const HostAdds& adds) const {
  if (!adds.with) return {};
  const auto& policy = at.event.policy;
  const bool is_companion = rules::is_companion(policy, adds.category);
  const auto* guest = at.lines.find(*adds.with);
  int others = is_companion ? 0 : guest->places - 1;
  for (const auto& [ticket, line] : at.lines.all()) {
    const bool is_alike = line.comes_with == *adds.with && rules::is_companion(policy, line.category) == is_companion;
    if (is_alike && may_come(line)) others += line.places;
  }
  if (is_companion) {
    const rules::RegisterGuest act{.ticket = adds.ticket,
                                   .guest = adds.guest,
                                   .category = adds.category,
                                   .places = adds.places,
                                   .with = adds.with};
    const auto may = store::check_companion(
        act, {.store = at.event.store, .policy = policy, .day = at.day, .decider = at.decider()});
    if (!may || rules::may_bring_companion(policy, others)) return may;
    return base::fail(ErrorKind::Refused,
                      "This guest has all companions that a guest may bring; see the event's policy.");
  }
  if (!may_come(*guest)) {
    return base::fail(ErrorKind::Refused, "The guest she comes along with is not admitted; see to that ticket first.");
  }
  const auto most = rules::most_places(policy);
  if (at.who.role == Role::Organiser || !most || 1 + others + adds.places <= *most) return {};
  return base::fail(ErrorKind::Refused, "This guest brings as many along as the event lets her; ask the organiser.");
}

base::Result<std::vector<ListQuota>> HostDesk::quotas(const At& at) const {
  const auto& policy = at.event.policy;
  if (!policy.quotas.per_list && policy.quotas.lists.empty()) return std::vector<ListQuota>();
  const auto counted = at.event.lists.of(at.event);
  if (!counted) return base::failed(counted);
  auto owners = at.who.lists;
  if (at.who.role == Role::Organiser) {
    for (const auto& [owner, persons] : **counted) owners.insert(owner);
    for (const auto& [owner, most] : policy.quotas.lists) owners.insert(owner);
  }
  std::vector<ListQuota> quotas;
  for (const auto& owner : owners) {
    const auto most = rules::list_quota(policy, owner);
    if (!most) continue;
    const auto mine = (*counted)->find(owner);
    const int persons = mine == (*counted)->end() ? 0 : rules::persons_in_quota(policy, mine->second);
    quotas.push_back({.list = owner, .most = *most, .left = std::max(0, *most - persons)});
  }
  return quotas;
}

base::Result<void> HostDesk::fits_quota(const At& at, const HostAdds& adds) const {
  if (at.who.role == Role::Organiser) return {};
  const auto most = rules::most_places(at.event.policy);
  if (most && adds.places > *most) {
    return base::fail(ErrorKind::Refused,
                      "Guests of this event bring fewer along; add them as guests of their own, or ask the organiser.");
  }
  const auto left = quota_left(at.event, adds.guest.list_owner, adds.category);
  if (!left) return base::failed(left);
  if (*left && **left < adds.places) {
    return base::fail(ErrorKind::Refused, "This list has no room for so many more; ask the organiser to widen it.");
  }
  return {};
}

base::Result<void> HostDesk::register_at_door(const At& at, const HostAdds& adds) {
  rules::RegisterGuest act{
      .ticket = adds.ticket, .guest = adds.guest, .category = adds.category, .places = adds.places};
  if (rules::is_companion(at.event.policy, adds.category)) act.with = adds.with;
  if (!rules::may_do(act, at.who.role, at.event.policy)) {
    return base::fail(ErrorKind::Refused, "This event lets nobody in who is on no list; ask its host.");
  }
  const auto written = in_batch([&] { return staff_.act(at.acting(), act); });
  if (!written) return base::failed(written);
  return {};
}

base::Result<void> HostDesk::put_on_list(const At& at, const HostAdds& adds) {
  if (at.who.role == Role::Staff) {
    return base::fail(ErrorKind::Refused, "Whom to expect says a host or an organiser; ask one of them.");
  }
  store::GuestRow row;
  row.ticket.id = adds.ticket;
  row.ticket.event = at.event.record.id;
  row.ticket.guest = adds.guest.id;
  row.ticket.category = adds.category;
  row.ticket.places = adds.places;
  row.guest = adds.guest;
  row.source = page_source;
  row.external_id = adds.ticket.text();
  return guests_.put(at.event.record.id, row);
}

base::Result<GuestLine> HostDesk::hand_on(const HostAsks& asks, TicketId ticket, const rules::Guest& instead) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  rules::HandTicketOn act{.ticket = ticket, .instead = instead, .day = at->day};
  if (act.instead.full_name.empty()) act.instead.full_name = whole_name(instead);
  if (auto fits = check_texts(act.instead); !fits) return base::failed(fits);
  return this->act(asks, ticket, act);
}

// The decline says who did it, and that no list of a source may confirm her again.
base::Result<GuestLine> HostDesk::withdraw(const HostAsks& asks, TicketId ticket, bool withdrawn) {
  const auto at = at_as(asks, Role::Host);
  if (!at) return base::failed(at);
  const auto line = seen(*at, ticket);
  if (!line) return line;
  if (line->inside > 0) {
    return base::fail(ErrorKind::Refused, "Somebody of this ticket is inside; take the admission back first.");
  }
  const bool is_off = line->status == TicketStatus::Cancelled;
  if (is_off == withdrawn) return line;
  const auto left = seats_left(*at, line->category);
  if (!left) return base::failed(left);
  if (!withdrawn && rules::draws_on_a_hard_cap(at->event.policy, line->category) && line->places > *left) return full();
  auto row = store::row_of_ticket(at->event.store, ticket);
  if (!row) return base::failed(row);
  if (!*row) return seen(*at, ticket);
  (*row)->ticket.status = withdrawn ? TicketStatus::Cancelled : TicketStatus::Confirmed;
  const auto said =
      in_batch([&] { return append(*at, *line, rules::HostDecided{.approved = !withdrawn, .reason = {}}); });
  if (!said) return base::failed(said);
  if (auto put = guests_.put(at->event.record.id, **row); !put) return base::failed(put);
  return seen_anew(*at, ticket);
}

// From now on the seat is her own: neither who lost one to her nor a walk-in takes it before she comes.
base::Result<void> HostDesk::seat(const At& at, TicketId ticket) {
  auto row = at.event.store.guests().by_ticket(ticket);
  if (!row) return base::failed(row);
  if (!*row || (*row)->ticket.status == TicketStatus::Confirmed) return {};
  (*row)->ticket.status = TicketStatus::Confirmed;
  if (auto put = guests_.put(at.event.record.id, **row); !put) return put;
  const auto line = seen_anew(at, ticket);
  if (!line) return base::failed(line);
  return line->status == TicketStatus::Confirmed ? base::Result<void>() : full();
}

base::Result<GuestLine> HostDesk::move_up(const HostAsks& asks, TicketId ticket) {
  const auto at = at_as(asks, Role::Host);
  if (!at) return base::failed(at);
  const auto line = seen(*at, ticket);
  if (!line || !waits_for_a_seat(*line)) return line;
  const auto left = seats_left(*at, line->category);
  if (!left) return base::failed(left);
  if (rules::draws_on_a_hard_cap(at->event.policy, line->category) && line->places > *left) return full();
  if (const auto seated = seat(*at, ticket); !seated) return base::failed(seated);
  const auto moved = in_batch([&] { return append(*at, *line, rules::MovedUp{line->places}); });
  if (!moved) return base::failed(moved);
  return seen_anew(*at, ticket);
}

base::Result<std::vector<ReleasedSeat>> HostDesk::release(const HostAsks& asks, bool confirmed) {
  const auto at = at_as(asks, Role::Host);
  if (!at) return base::failed(at);
  const bool late = has_come_late(at->event, state_.now());
  std::vector<ReleasedSeat> seats;
  for (const auto& [ticket, line] : at->lines.all()) {
    const bool unclaimed = line.owns_seat && line.admitted == 0 && !line.waiting && (line.excused || late);
    if (unclaimed && at->may_see(line)) seats.push_back({.line = line, .excused = line.excused});
  }
  if (!confirmed || seats.empty()) return seats;
  const auto released = in_batch([&]() -> base::Result<void> {
    for (const auto& seat : seats) {
      if (auto one = append(*at, seat.line, rules::SeatReleased{seat.line.places}); !one) return one;
    }
    return {};
  });
  if (!released) return base::failed(released);
  if (auto fresh = at->lines.refresh(at->event, at->day); !fresh) return base::failed(fresh);
  for (auto& seat : seats) seat.line = *at->lines.find(seat.line.ticket);
  return seats;
}

}  // namespace einlass::venue
