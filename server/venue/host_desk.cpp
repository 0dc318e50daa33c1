#include "server/venue/host_desk.h"

#include "db/lease_book.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include <fmt/ranges.h>

namespace einlass::venue {

using base::ErrorKind;
using rules::Role;
using rules::TicketId;

namespace {

// Whether there is an event that is not hers, nobody is told.
tl::unexpected<base::Error> no_such_event() {
  return base::fail(ErrorKind::NotFound, "You have no such event; look at the list of your events again.");
}

tl::unexpected<base::Error> no_such_guest() {
  return base::fail(ErrorKind::NotFound, "There is no such guest on your lists; look at the list again.");
}

const char* page_of(Role role) {
  switch (role) {
    case Role::Helper:
    case Role::Staff:
      return "staff page";
    case Role::Host:
    case Role::Organiser:
      return "host page";
  }
  return "host page";
}

base::Result<int> held_seats(OpenEvent& event, const rules::AdmissionDay& day) {
  return event.store.leases().open_leases().map([&](const auto& leases) {
    int held = 0;
    for (const auto& lease : leases) {
      if (lease.day == day && lease.category.empty()) held += lease.unused(event.policy.cap->counts);
    }
    return held;
  });
}

}  // namespace

Caller HostDesk::caller_of(const HostAsks& asks) {
  if (asks.caller) return *asks.caller;
  return {.number = 0, .name = "command line", .role = Role::Organiser};
}

base::Result<OpenEvent*> HostDesk::event_of(const HostAsks& asks) {
  auto event = state_.event(asks.event);
  if (!asks.caller) return event;
  if (!event && event.error().kind == ErrorKind::NotFound) return no_such_event();
  if (event && !asks.caller->may_see((*event)->record.id)) return no_such_event();
  return event;
}

base::Result<HostLines*> HostDesk::lines_of(OpenEvent& event) {
  auto& lines = lines_[event.record.id];
  if (auto fresh = lines.refresh(event, state_.admission_day(event)); !fresh) return base::failed(fresh);
  return &lines;
}

HostWatch& HostDesk::watch_of(const OpenEvent& event) {
  return watches_[event.record.id];
}

StaffAct HostDesk::At::acting() const {
  return {.event = event.record.id, .place = place, .decider = decider(), .operator_number = who.number};
}

base::Result<HostDesk::At> HostDesk::at(const HostAsks& asks) {
  const auto event = event_of(asks);
  if (!event) return base::failed(event);
  const auto lines = lines_of(**event);
  if (!lines) return base::failed(lines);
  auto who = caller_of(asks);
  rules::Place place{.kiosk = {}, .name = asks.caller ? page_of(who.role) : "command line", .door = asks.door};
  return At{.event = **event,
            .lines = **lines,
            .who = std::move(who),
            .place = std::move(place),
            .day = state_.admission_day(**event),
            .has_ended = (*event)->record.closed || state_.now() >= (*event)->frame.ends};
}

base::Result<HostDesk::At> HostDesk::at_as(const HostAsks& asks, Role least) {
  auto at = this->at(asks);
  if (!at || static_cast<int>(at->who.role) >= static_cast<int>(least)) return at;
  return base::fail(ErrorKind::Refused, "That is not yours to do at this event; ask its host or organiser.");
}

base::Result<GuestLine> HostDesk::seen(const At& at, TicketId ticket) {
  const auto* line = at.lines.find(ticket);
  if (line == nullptr || !at.may_see(*line)) return no_such_guest();
  return shown(at, *line);
}

GuestLine HostDesk::shown(const At& at, const GuestLine& line) {
  auto now = line;
  now.no_show = is_no_show(line, at.has_ended);
  // A kiosk is asking her just now, but at a closed event none asks anything.
  const bool is_asked =
      line.refused_for == rules::Refusal::NeedsAnswers && at.event.policy.admit_by != rules::AdmitBy::Person;
  if (is_asked) now.refused_for.reset();
  return now;
}

base::Result<GuestLine> HostDesk::seen_anew(const At& at, TicketId ticket) {
  if (auto fresh = at.lines.refresh(at.event, at.day); !fresh) return base::failed(fresh);
  return seen(at, ticket);
}

base::Result<void> HostDesk::figures(const At& at, GuestLines& lines) {
  const auto is_hers = [&](const std::string& owner) { return at.who.may_see_guest_of(owner); };
  lines.hers = at.lines.sums().figures(is_hers, at.has_ended);
  lines.others = at.lines.sums().figures(std::not_fn(is_hers), at.has_ended);
  lines.counted = at.lines.counted();
  lines.has_ended = at.has_ended;
  lines.cursor = at.lines.cursor();
  auto quotas = this->quotas(at);
  if (!quotas) return base::failed(quotas);
  lines.quotas = *std::move(quotas);
  const auto& cap = at.event.policy.cap;
  if (!cap) return {};
  const auto left = seats_left(at, {});
  if (!left) return base::failed(left);
  const auto held = held_seats(at.event, at.day);
  if (!held) return base::failed(held);
  lines.seats = SeatsUnderCap{
      .persons = cap->persons, .left = std::max(0, *left), .hard = cap->kind == rules::CapKind::Hard, .held = *held};
  return {};
}

base::Result<GuestLines> HostDesk::list(const HostAsks& asks, TicketId after, std::size_t limit) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  GuestLines lines;
  const auto& all = at->lines.all();
  auto each = after.is_nil() ? all.begin() : all.upper_bound(after);
  for (; each != all.end(); ++each) {
    if (!at->may_see(each->second)) continue;
    lines.more = lines.guests.size() == limit;
    if (lines.more) break;
    lines.guests.push_back(shown(*at, each->second));
  }
  return figures(*at, lines).map([&] { return std::move(lines); });
}

base::Result<Arrivals> HostDesk::arrivals(const HostAsks& asks) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  return arrivals_of(at->lines.sums().arrived(), state_.now());
}

base::Result<GuestLines> HostDesk::changed(const HostAsks& asks, const std::string& since) {
  constexpr std::size_t most = 2000;
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  GuestLines lines;
  const auto tickets = at->lines.changed_since(since);
  lines.all = !tickets || tickets->size() > most;
  for (const auto ticket : lines.all ? std::vector<TicketId>() : *tickets) {
    if (const auto line = seen(*at, ticket)) lines.guests.push_back(*line);
  }
  return figures(*at, lines).map([&] { return std::move(lines); });
}

base::Result<GuestLines> HostDesk::lines(const HostAsks& asks, const std::vector<TicketId>& tickets) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  GuestLines lines;
  for (const auto ticket : tickets) {
    if (const auto line = seen(*at, ticket)) lines.guests.push_back(*line);
  }
  return figures(*at, lines).map([&] { return std::move(lines); });
}

base::Result<std::vector<std::string>> HostDesk::list_owners(const HostAsks& asks) {
  const auto at = this->at(asks);
  if (!at) return base::failed(at);
  auto owners = at->lines.sums().owners();
  std::erase_if(owners, [&](const std::string& owner) { return !at->who.may_see_guest_of(owner); });
  return owners;
}

base::Result<HostExport> HostDesk::begin_export(const HostAsks& asks, const std::string& list_owner) {
  const auto at = at_as(asks, Role::Host);
  if (!at) return base::failed(at);
  std::set<std::string> hers;
  for (const auto& [ticket, line] : at->lines.all()) {
    const bool is_of_list = list_owner.empty() || line.list_owner == list_owner;
    if (is_of_list && at->may_see(line)) hers.insert(ticket.text());
  }
  if (hers.empty() && !list_owner.empty()) {
    const auto owners = list_owners(asks).value_or(std::vector<std::string>());
    return base::fail(ErrorKind::NotFound, owners.empty()
                                               ? "No guest of this event is on anybody's list; leave the list out."
                                               : fmt::format("The event has no list of \"{}\"; it has those of {}.",
                                                             list_owner, fmt::join(owners, ", ")));
  }
  return ReportDesk(state_).of(at->event.record.id.text()).map([&](EventReports reports) {
    return HostExport(std::move(reports), std::move(hers));
  });
}

base::Result<GuestLine> HostDesk::act(const HostAsks& asks, TicketId ticket, const rules::StaffAct& act) {
  const auto at = at_as(asks, Role::Staff);
  if (!at) return base::failed(at);
  if (const auto line = seen(*at, ticket); !line) return line;
  if (!rules::may_do(act, at->who.role, at->event.policy)) {
    return base::fail(ErrorKind::Refused, "That is not yours to do at this event; see its policy.");
  }
  const auto written = in_batch([&] { return staff_.act(at->acting(), act); });
  const bool was_done = !written && written.error().kind == ErrorKind::AlreadyExists;
  if (!written && !was_done) return base::failed(written);
  return seen_anew(*at, ticket);
}

base::Result<void> HostDesk::append(const At& at, const GuestLine& line, const rules::Fact& fact) {
  const auto by = at.acting();
  rules::EntryDraft draft;
  draft.place = by.place;
  draft.operator_number = by.operator_number;
  draft.ticket = line.ticket;
  if (!line.guest.is_nil()) draft.guest = line.guest;
  draft.fact = fact;
  const auto row = door_.append(by.event, draft);
  if (!row) return base::failed(row);
  return {};
}

// Of the pool, less those that were promised: who was let up from the waiting list and has not come yet.
base::Result<int> HostDesk::seats_left(const At& at, const std::string& category) {
  const rules::AdmissionContext context{
      .event = at.event.record.id, .policy = at.event.policy, .now = state_.now(), .day = at.day};
  const auto left = at.event.store.leases().left(context, category);
  if (!left) return base::failed(left);
  const int promised = at.lines.sums().promised();
  const int promised_in_category = at.lines.sums().promised_in(category);
  const int of_event = left->event.value_or(std::numeric_limits<int>::max());
  const int of_category = left->category.value_or(std::numeric_limits<int>::max());
  return std::min(left->event ? of_event - promised : of_event,
                  left->category ? of_category - promised_in_category : of_category);
}

}  // namespace einlass::venue
