#include "server/venue/delivery_desk.h"

#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/guest_book.h"
#include "server/venue/attendance_reading.h"
#include "server/venue/attendance_rows.h"
#include "server/venue/outbox_rows.h"
#include "server/venue/outlets.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using base::Result;
using rules::OutboxState;

namespace {

constexpr std::size_t dirty_at_once = 200, all_dirty = 10'000'000;

Result<void> put_target(OpenEvent& event, const store::OutboxTarget& target) {
  auto writing = event.store.begin();
  if (!writing) return base::failed(writing);
  if (auto put = event.store.outbox().put_target(target); !put) return put;
  return writing->commit();
}

}  // namespace

Result<DeliveryReading::Content> DeliveryReading::read() const {
  const auto event = store::EventSnapshot::open(file_);
  if (!event) return base::failed(event);
  Content content;
  auto persons = persons_;
  const auto guests = event->guests().each([&](const rules::GuestRow& row) {
    persons.take(row);
    content.listed[row.guest.id.text()] = row;
  });
  if (!guests) return base::failed(guests);
  auto reading = AttendanceReading::of(
      *event, {.head = {}, .absent = report::AttendanceStatus::NoShow, .only = std::nullopt, .look = {}});
  if (!reading) return base::failed(reading);
  const auto read = reading->each([&](const report::AttendanceRow& row) { content.attendance.push_back(row); });
  if (!read) return base::failed(read);
  content.wishes = wishes_of(content.attendance, persons, settings_);
  return event->outbox().rows(target_.name).map([&](auto kept) {
    content.rows = std::move(kept);
    return std::move(content);
  });
}

Result<settings::ConnectorSettings> DeliveryDesk::connector(const std::string& name) const {
  const auto found = settings::connector_named(state_.options().connectors, name);
  if (!found) return base::failed(found);
  if (!crm::target_traits(found->kind)) {
    return base::fail(ErrorKind::InvalidInput, fmt::format("Nothing can be written to {}: {} is a source only.", name,
                                                           settings::word(found->kind)));
  }
  return found;
}

// With a second yes it may be written all the same.
Result<void> DeliveryDesk::require_objections_are_known(const DeliveryOrder& order) const {
  if (order.is_confirmed || !never_pulled_) return {};
  const auto connectors = never_pulled_();
  if (!connectors) return base::failed(connectors);
  if (connectors->empty()) return {};
  return base::fail(
      ErrorKind::Refused,
      fmt::format("The people of {} were never brought in to the end, so that nobody here knows who of them objects to "
                  "profiling. Bring them in first, or confirm that it is written all the same.",
                  fmt::join(*connectors, ", ")));
}

Result<KnownPersons> DeliveryDesk::persons(OpenEvent& event, const std::string& connector) const {
  KnownPersons persons(connector);
  const auto matches = matches_ ? matches_(event.record.id, connector) : Result<std::map<rules::GuestId, CrmPerson>>();
  if (!matches) return base::failed(matches);
  for (const auto& [guest, person] : *matches) persons.put(guest, person);
  const auto objections = event.store.outbox().objections();
  if (!objections) return base::failed(objections);
  for (const auto& [server, of_server] : *objections) {
    if (server == own_name(state_)) continue;  // as of then; the matches are as of now
    for (const auto& [guest, is_sure] : of_server) persons.note_objection(guest, is_sure);
  }
  return persons;
}

Result<WishSettings> DeliveryDesk::settings_of(const OpenEvent& event, const store::OutboxTarget& target) const {
  return connector(target.name).map([&](const settings::ConnectorSettings& known) {
    return WishSettings{.kind = known.kind,
                        .event = {.key = event.record.key, .name = event.frame.name, .place = target.place},
                        .id = event.record.id};
  });
}

Result<DeliveryReading> DeliveryDesk::reading_of(OpenEvent& event, const store::OutboxTarget& target) {
  auto settings = settings_of(event, target);
  if (!settings) return base::failed(settings);
  auto who = persons(event, target.name);
  if (!who) return base::failed(who);
  DeliveryReading reading(*std::move(who));
  reading.settings_ = *std::move(settings);
  auto away = lent_to(state_, event.record.id);
  if (!away) return base::failed(away);
  reading.packed_away_ = *std::move(away);
  reading.target_ = target;
  const auto next = event.store.outbox().next_try(target.name);
  if (!next) return base::failed(next);
  if (*next) reading.trouble_ = trouble_of(event.record.id, target.name);
  reading.file_ = event.store.options();
  return reading;
}

Result<DeliveryReading> DeliveryDesk::reading(const std::string& key, const std::string& target) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto kept = (*event)->store.outbox().target(target);
  if (!kept) return base::failed(kept);
  return reading_of(**event, kept->value_or(store::OutboxTarget{.name = target}));
}

// What lies at one place cannot be corrected or taken back at another.
Result<void> DeliveryDesk::move_to(OpenEvent& event, const std::string& place, DeliveryReading& reading) {
  auto& kept = reading.target_;
  if (place.empty() || place == kept.place) return {};
  const auto rows = event.store.outbox().rows(kept.name);
  if (!rows) return base::failed(rows);
  const bool is_empty = std::ranges::all_of(
      *rows, [](const rules::OutboxRow& row) { return row.recorded.empty() && row.state != OutboxState::Sent; });
  if (!is_empty) {
    return base::fail(ErrorKind::Refused,
                      fmt::format("The event's attendance is at {} of {} already: undo that first, then write to {}.",
                                  kept.place, kept.name, place));
  }
  kept.place = reading.settings_.event.place = place;
  return {};
}

// Two servers that write without knowing of each other write twice: so whoever orders it here says that the other does
// not.
Result<void> DeliveryDesk::take_over(const OpenEvent& event, const DeliveryOrder& order) {
  const auto away = lent_to(state_, event.record.id);
  if (!away) return base::failed(away);
  if (!*away) return {};
  if (order.is_confirmed) return send_all_the_same(state_, event.record.id);
  return base::fail(
      ErrorKind::Refused,
      "The event was packed for another server, which may write its attendance, too, and nothing has come "
      "back. Unpack what was recorded there, or confirm that it is written from here.");
}

Result<DeliveryReading> DeliveryDesk::begin_write(const DeliveryOrder& order) {
  const auto& target = order.target;
  const auto event = state_.event(order.event);
  if (!event) return base::failed(event);
  const auto& frame = (*event)->frame;
  if (frame.rehearses) return base::fail(ErrorKind::Refused, "Nothing of a rehearsal goes to any other system.");
  if (!(*event)->record.closed && state_.now() < frame.ends) {
    return base::fail(ErrorKind::Refused,
                      "The event is not over: who did not come is not known yet. Close it, then write.");
  }
  auto reading = this->reading(order.event, target);
  if (!reading) return reading;
  if (auto moved = move_to(**event, order.place, *reading); !moved) return base::failed(moved);
  if (crm::target_traits(reading->settings_.kind)->needs_place && reading->target_.place.empty()) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("{} must be told what it calls the event: name its list.", target));
  }
  if (auto heard = require_objections_are_known(order); !heard) return base::failed(heard);
  if (auto taken = take_over(**event, order); !taken) return base::failed(taken);
  // From now on what is written marks its ticket, so that nothing is missed that comes while the event is read.
  if (auto put = put_target(**event, reading->target_); !put) return base::failed(put);
  if (auto noted = note_outlet(state_, (*event)->record.id); !noted) return base::failed(noted);
  looked_at_[(*event)->record.id];
  reading->looked_before_ = looks_;
  return reading;
}

// What was written since the event was read counts as it is now.
Result<std::vector<OutboxWish>> DeliveryDesk::wishes_now(const DeliveryReading& reading,
                                                         const DeliveryReading::Content& content) {
  const auto event = state_.event(reading.settings_.id);
  if (!event) return base::failed(event);
  const auto dirty = (*event)->store.outbox().dirty(all_dirty);
  if (!dirty) return base::failed(dirty);
  std::set<rules::TicketId> changed(dirty->begin(), dirty->end());
  for (const auto& [ticket, look] : looked_at_[reading.settings_.id]) {
    if (look > reading.looked_before_) changed.insert(ticket);
  }
  auto wishes = look_at(**event, reading.settings_, reading.target_.name)(changed);
  if (!wishes) return wishes;
  for (const auto& wish : content.wishes) {
    if (!changed.contains(wish.ticket)) wishes->push_back(wish);
  }
  return wishes;
}

Result<void> DeliveryDesk::finish_write(const DeliveryReading& reading, const DeliveryReading::Content& content,
                                        const std::optional<std::set<rules::TicketId>>& chosen) {
  const auto event = state_.event(reading.settings_.id);
  if (!event) return base::failed(event);
  auto& outbox = (*event)->store.outbox();
  const auto known = outbox.target(reading.target_.name);
  if (!known) return base::failed(known);
  if (!*known) return base::fail(ErrorKind::NotFound, "What is kept of the event was purged meanwhile.");
  auto target = **known;  // it may have stopped since
  target.place = reading.target_.place;
  target.enabled = true;
  const auto wishes = wishes_now(reading, content);
  if (!wishes) return base::failed(wishes);
  auto writing = (*event)->store.begin();
  if (!writing) return base::failed(writing);
  if (auto put = outbox.put_target(target); !put) return put;
  std::set<rules::TicketId> tickets;
  for (const auto& row : content.rows) tickets.insert(row.ticket);
  for (const auto& wish : content.wishes) tickets.insert(wish.ticket);
  for (const auto& wish : *wishes) tickets.insert(wish.ticket);
  tickets.erase(rules::TicketId());  // whole persons' rows follow from the others
  OutboxRows rows(outbox, target, reading.settings_, look_at(**event, reading.settings_, target.name));
  rows.choose(chosen);
  if (auto put = rows.put(*wishes, tickets); !put) return put;
  return writing->commit();
}

Result<void> DeliveryDesk::undo(const DeliveryOrder& order) {
  const auto& name = order.target;
  const auto event = state_.event(order.event);
  if (!event) return base::failed(event);
  auto& outbox = (*event)->store.outbox();
  auto target = outbox.target(name);
  if (!target) return base::failed(target);
  if (!*target) {
    return base::fail(ErrorKind::NotFound, fmt::format("Nothing of the event was written to {}.", name));
  }
  const auto settings = settings_of(**event, **target);
  if (!settings) return base::failed(settings);
  if (auto taken = take_over(**event, order); !taken) return taken;
  auto writing = (*event)->store.begin();
  if (!writing) return base::failed(writing);
  (*target)->enabled = false;
  if (auto put = outbox.put_target(**target); !put) return put;
  if (auto back = OutboxRows(outbox, **target, *settings, {}).take_back(); !back) return back;
  return writing->commit();
}

Result<Outlets> DeliveryDesk::outlets(const std::string& key) {
  auto events = events_with_outlets(state_);
  if (!events) return base::failed(events);
  if (!key.empty()) {
    const auto only = state_.event(key);
    if (!only) return base::failed(only);
    std::erase_if(*events, [&](rules::EventId id) { return id != (*only)->record.id; });
  }
  Outlets outlets;
  for (const auto& id : *events) {
    const auto event = state_.event(id);
    if (!event) continue;  // its file says at another place that it cannot be used
    const auto targets = (*event)->store.outbox().targets();
    if (!targets && key.empty()) continue;  // likewise: others go on
    if (!targets) return base::failed(targets);
    for (const auto& target : *targets) outlets.emplace_back(id, target.name);
  }
  return outlets;
}

Result<std::vector<report::AttendanceRow>> DeliveryDesk::attendance_of(OpenEvent& event, rules::TicketId ticket,
                                                                       KnownPersons* persons) const {
  const auto listed = event.store.guests().by_ticket(ticket);
  if (!listed) return base::failed(listed);
  if (*listed && persons != nullptr) persons->take(**listed);
  auto entries = event.store.journal().entries_of_ticket(ticket);
  if (!entries) return base::failed(entries);
  return rows_of({.ticket = ticket, .listed = *listed ? &**listed : nullptr, .rows = *std::move(entries)},
                 report::AttendanceStatus::NoShow);
}

LookAtTickets DeliveryDesk::look_at(OpenEvent& event, const WishSettings& settings, const std::string& target) const {
  return [this, &event, settings, target](const std::set<rules::TicketId>& tickets) -> Result<std::vector<OutboxWish>> {
    auto who = persons(event, target);
    if (!who) return base::failed(who);
    return attendance_of(event, tickets, *who).map([&](const std::vector<report::AttendanceRow>& attendance) {
      return wishes_of(attendance, *who, settings);
    });
  };
}

Result<std::vector<report::AttendanceRow>> DeliveryDesk::attendance_of(OpenEvent& event,
                                                                       const std::set<rules::TicketId>& tickets,
                                                                       KnownPersons& persons) const {
  std::vector<report::AttendanceRow> attendance;
  for (const auto ticket : tickets) {
    const auto rows = attendance_of(event, ticket, &persons);
    if (!rows) return rows;
    attendance.insert(attendance.end(), rows->begin(), rows->end());
  }
  return attendance;
}

Result<void> DeliveryDesk::look_at_dirty(OpenEvent& event) {
  auto& outbox = event.store.outbox();
  const auto dirty = outbox.dirty(dirty_at_once);
  if (!dirty) return base::failed(dirty);
  if (dirty->empty()) return {};
  const auto targets = outbox.targets();
  if (!targets) return base::failed(targets);
  auto writing = event.store.begin();
  if (!writing) return base::failed(writing);
  if (auto done = outbox.unmark(*dirty); !done) return done;
  for (const auto& target : *targets) {
    if (const auto known = connector(target.name); !known) {
      if (auto stopped = stop(event, target.name, known.error().message); !stopped) return stopped;
      continue;  // whoever starts it has all tickets looked at
    }
    const auto settings = settings_of(event, target);
    if (!settings) return base::failed(settings);
    const std::set<rules::TicketId> tickets(dirty->begin(), dirty->end());
    const auto look = look_at(event, *settings, target.name);
    const auto wishes = look(tickets);
    if (!wishes) return base::failed(wishes);
    if (auto put = OutboxRows(outbox, target, *settings, look).put(*wishes, tickets); !put) return put;
  }
  if (auto committed = writing->commit(); !committed) return committed;
  const auto looked = looked_at_.find(event.record.id);
  if (looked == looked_at_.end()) return {};
  ++looks_;
  for (const auto& ticket : *dirty) looked->second[ticket] = looks_;
  return {};
}

Result<std::vector<DeliveryStatus>> DeliveryDesk::status(const std::string& key) {
  const auto all = outlets(key);
  if (!all) return base::failed(all);
  std::vector<DeliveryStatus> statuses;
  for (const auto& [id, name] : *all) {
    const auto event = state_.event(id);
    if (!event) continue;
    auto& outbox = (*event)->store.outbox();
    const auto target = outbox.target(name);
    const auto counts = outbox.counts(name);
    const auto next = outbox.next_try(name);
    auto parked = outbox.parked(name);
    auto away = lent_to(state_, id);
    if (!target || !*target || !counts || !next || !parked || !away) continue;
    statuses.push_back({.event = (*event)->record.key,
                        .target = **target,
                        .packed_away = *std::move(away),
                        .counts = *counts,
                        .next_try = *next,
                        .trouble = *next ? trouble_of(id, name) : std::nullopt,
                        .parked = *std::move(parked)});
  }
  return statuses;
}

}  // namespace einlass::venue
