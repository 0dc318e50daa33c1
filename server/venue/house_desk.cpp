#include "server/venue/house_desk.h"

#include "core/wire/canonical_json.h"
#include "server/guests/listed_name.h"
#include "server/venue/state_files.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {

namespace json = boost::json;
using base::ErrorKind;

namespace {

constexpr const char* crew_line = "crew";

bool departures_are_scanned(const rules::EventPolicy& policy) {
  return policy.re_entry == rules::ReEntry::AfterDeparture;
}

RollLine crew_of(int persons) {
  return {.line = crew_line, .kind = RollLine::Kind::Crew, .sort_key = guests::ListOrder().key({}), .persons = persons};
}

// As on the emergency list, so that nobody looks for her under two names.
RollLine line_of(const OpenEvent& event, const GuestLine& guest, const guests::ListOrder& order) {
  const auto listed =
      guests::listed_name({.first_name = guest.first_name, .last_name = guest.last_name, .full_name = guest.name});
  return {.line = guest.ticket.text(),
          .kind = RollLine::Kind::Guest,
          .name = listed.name,
          .sort_key = order.key(listed),
          .company = guest.company,
          .event = event.record.id,
          .event_name = event.frame.name,
          .persons = guest.inside};
}

RollLine counted_of(const OpenEvent& event, int persons, const guests::ListOrder& order) {
  return {.line = event.record.id.text(),
          .kind = RollLine::Kind::Counted,
          .sort_key = order.key({}),
          .event = event.record.id,
          .event_name = event.frame.name,
          .persons = persons};
}

}  // namespace

bool runs_the_venue(const std::optional<Caller>& who) {
  return !who || (who->role == rules::Role::Organiser && who->events.empty());
}

int House::inside() const {
  int persons = rules.crew;
  for (const auto& event : events) persons += event.inside + event.counted;
  return persons;
}

bool House::is_estimate() const {
  return std::any_of(events.begin(), events.end(), [](const HouseEvent& event) { return event.is_estimate; });
}

House::Level House::level() const {
  if (rules.limit == 0) return Level::None;
  if (inside() >= rules.limit) return Level::Full;
  return std::int64_t{inside()} * 10 >= std::int64_t{rules.limit} * 9 ? Level::Warning : Level::None;
}

base::Result<HouseRules> HouseDesk::house_rules() {
  const auto setting = state_.venue().setting(house_setting);
  if (!setting) return base::failed(setting);
  if (!*setting) return HouseRules{};
  const auto value = wire::parse_json(**setting);
  if (!value || !value->is_object()) return HouseRules{};
  const auto number = [&](const char* name) {
    const auto* found = value->get_object().if_contains(name);
    return found != nullptr && found->is_int64() ? static_cast<int>(found->get_int64()) : 0;
  };
  return HouseRules{.limit = number("limit"), .crew = number("crew")};
}

base::Result<HouseRules> HouseDesk::set(const HouseRules& rules) {
  const auto fits = [](int number) { return number >= 0 && number <= most_persons; };
  if (!fits(rules.limit) || !fits(rules.crew)) {
    return base::fail(ErrorKind::InvalidInput, fmt::format("A house holds 0 to {} persons.", most_persons));
  }
  const auto text = wire::canonical_json(json::object{{"limit", rules.limit}, {"crew", rules.crew}});
  return state_.venue().set_setting(house_setting, text).map([&] { return rules; });
}

bool HouseDesk::counts(const OpenEvent& event) const {
  if (event.frame.rehearses) return false;
  const auto today = event.zone.day_of(state_.now());
  auto first = event.zone.day_of(event.frame.starts);
  for (const auto& hours : event.policy.doors_hours) first = std::min(first, event.zone.day_of(hours.opens));
  return first <= today && today <= event.zone.day_of(event.frame.ends);
}

base::Result<std::vector<rules::EventId>> HouseDesk::events_under_way() {
  const auto records = state_.venue().events();
  if (!records) return base::failed(records);
  std::vector<rules::EventId> events;
  for (const auto& record : *records) {
    const auto event = state_.event(record.id);  // one that cannot be read keeps nobody from the others
    if (event && counts(**event)) events.push_back(record.id);
  }
  return events;
}

base::Result<House> HouseDesk::house() {
  const auto rules = house_rules();
  if (!rules) return base::failed(rules);
  const auto events = events_under_way();
  if (!events) return base::failed(events);
  House house{.rules = *rules, .events = {}};
  for (const auto id : *events) {
    const auto event = state_.event(id);
    if (!event) return base::failed(event);
    const auto lines = hosts_.list({.event = id.text(), .caller = std::nullopt}, {}, 0);
    if (!lines) return base::failed(lines);
    house.events.push_back({.event = id,
                            .key = (*event)->record.key,
                            .name = (*event)->frame.name,
                            .inside = lines->hers.inside,
                            .counted = lines->counted,
                            .is_estimate = !departures_are_scanned((*event)->policy) || lines->counted > 0,
                            .is_closed = (*event)->record.closed});
  }
  return house;
}

// Only lines that changed are read again: a page of each helper asks every few seconds.
base::Result<void> HouseDesk::add_inside(UnderWay& roll, rules::EventId id, std::vector<RollPresence>& inside) {
  const auto event = state_.event(id);
  if (!event) return base::failed(event);
  const HostAsks asks{.event = id.text(), .caller = std::nullopt};
  const auto day = state_.admission_day(**event);
  const auto read = roll.events.find(id);
  constexpr auto all = static_cast<std::size_t>(-1);
  auto lines = read == roll.events.end() ? hosts_.list(asks, {}, all) : hosts_.changed(asks, read->second.cursor);
  if (lines && lines->all) lines = hosts_.list(asks, {}, all);
  if (!lines) return base::failed(lines);
  const auto came = [&](int persons) {
    return read == roll.events.end() || read->second.day == day ? std::optional(persons) : std::nullopt;
  };
  const guests::ListOrder order;
  for (const auto& guest : lines->guests) {
    const bool is_looked_for = guest.inside > 0 || roll.roll.knows(guest.ticket.text());
    if (is_looked_for) inside.push_back({line_of(**event, guest, order), came(guest.admitted)});
  }
  inside.push_back({counted_of(**event, lines->counted, order), came(lines->counted)});
  roll.is_estimate |= !departures_are_scanned((*event)->policy) || lines->counted > 0;
  roll.events.try_emplace(id, ReadUpTo{.cursor = {}, .day = day}).first->second.cursor = lines->cursor;
  return {};
}

base::Result<void> HouseDesk::look(UnderWay& roll) {
  const auto rules = house_rules();
  if (!rules) return base::failed(rules);
  const auto events = events_under_way();
  if (!events) return base::failed(events);
  std::vector<RollPresence> inside{{crew_of(rules->crew), std::nullopt}};
  for (const auto event : *events) {
    if (auto added = add_inside(roll, event, inside); !added) return added;
  }
  roll.roll.take(inside);
  return {};
}

base::Result<HouseDesk::UnderWay*> HouseDesk::under_way() {
  if (roll_ && state_.now() - roll_->started > longest_roll_call) roll_.reset();
  if (roll_) return &*roll_;
  return base::fail(ErrorKind::NotFound, "No roll call is under way.");
}

bool HouseDesk::is_under_way() {
  return under_way().has_value();
}

RollCallView HouseDesk::view_of(const UnderWay& under_way, std::uint64_t since) {
  const auto& roll = under_way.roll;
  return {.id = under_way.id,
          .started = under_way.started,
          .started_by = under_way.started_by,
          .is_estimate = under_way.is_estimate,
          .revision = roll.revision(),
          .persons = roll.persons(),
          .found = roll.found(),
          .lines = roll.changed_since(since)};
}

base::Result<RollCallView> HouseDesk::start(const std::optional<Caller>& by) {
  if (is_under_way()) return roll_call({}, 0);
  UnderWay begun{.id = rules::ScanId::random().text(), .started = state_.now(), .by = {}, .started_by = {}};
  if (by) begun.by = by->number;
  if (by) begun.started_by = by->name;
  if (auto looked = look(begun); !looked) return base::failed(looked);
  roll_ = std::move(begun);
  return view_of(*roll_, 0);
}

base::Result<RollCallView> HouseDesk::roll_call(const std::string& id, std::uint64_t since) {
  const auto roll = under_way();
  if (!roll) return base::failed(roll);
  if (auto looked = look(**roll); !looked) return base::failed(looked);
  return view_of(**roll, id == (*roll)->id ? since : 0);
}

base::Result<RollCall*> HouseDesk::roll_of(const std::string& id) {
  const auto roll = under_way();
  if (roll && (*roll)->id == id) return &(*roll)->roll;
  return base::fail(ErrorKind::NotFound, "That roll call is over; look whether another one is under way.");
}

base::Result<std::vector<std::string>> HouseDesk::mark(const std::string& id, const std::vector<RollMark>& marks) {
  return roll_of(id).map([&](RollCall* roll) { return roll->mark(marks); });
}

base::Result<void> HouseDesk::add(const std::string& id, const RollLine& found) {
  return roll_of(id).and_then([&](RollCall* roll) { return roll->add(found); });
}

base::Result<void> HouseDesk::end(const std::optional<Caller>& by) {
  if (const auto roll = under_way(); !roll) return base::failed(roll);
  if (!may_end(by)) {
    return base::fail(
        ErrorKind::Refused,
        "A roll call is ended by who started it, or by an organiser of the whole venue; ask one of them.");
  }
  roll_.reset();
  return {};
}

base::Result<bool> HouseDesk::may_take_part(const std::optional<Caller>& who) {
  if (!who || who->events.empty()) return true;
  const auto is_hers = [&](rules::EventId event) { return who->may_see(event); };
  // An event whose last day is over meanwhile still has its people on the list, and those who look for them.
  if (is_under_way()) {
    for (const auto& [event, read] : roll_->events) {
      if (is_hers(event)) return true;
    }
  }
  return events_under_way().map([&](const auto& events) { return std::any_of(events.begin(), events.end(), is_hers); });
}

bool HouseDesk::may_end(const std::optional<Caller>& who) {
  const auto roll = under_way();
  if (!roll) return false;
  return runs_the_venue(who) || (*roll)->by == who->number;
}

base::Result<RollCallView> HouseDesk::preview() {
  UnderWay now{.id = {}, .started = state_.now(), .by = {}, .started_by = {}};
  return look(now).map([&] { return view_of(now, 0); });
}

}  // namespace einlass::venue
