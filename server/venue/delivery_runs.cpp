// What is sent, and what comes of it: the desk's two moments around a delivery (delivery_desk.h).
#include "core/base/log.h"
#include "server/venue/delivery_desk.h"
#include "server/venue/names_told.h"
#include "server/venue/outlets.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using base::Result;

// Of whichever event: two runs at one target would make there twice what an event's records lie in.
bool DeliveryDesk::is_busy(const std::string& target) const {
  return std::ranges::any_of(busy_, [&](const Outlet& each) { return each.second == target; });
}

namespace {

// Of a file that cannot be opened now, too.
Result<std::set<std::string>> keys_after(const VenueState& state, base::Instant starts) {
  const auto records = state.venue().events();
  if (!records) return base::failed(records);
  std::set<std::string> keys;
  for (const auto& record : *records) {
    const auto frame = state.frame_of(record);
    if (!frame) return base::failed(frame);
    if (!frame->rehearses && frame->starts > starts) keys.insert(record.key);
  }
  return keys;
}

}  // namespace

Result<std::optional<DeliveryTask>> DeliveryDesk::begin_delivery(rules::EventId id, const std::string& name) {
  if (is_busy(name)) return std::nullopt;
  const auto away = lent_to(state_, id);
  if (!away) return base::failed(away);
  if (*away) return std::nullopt;  // what changes is looked at once it is back
  const auto event = state_.event(id);
  if (!event) return base::failed(event);
  if (auto looked = look_at_dirty(**event); !looked) return base::failed(looked);
  auto& outbox = (*event)->store.outbox();
  const auto target = outbox.target(name);
  if (!target) return base::failed(target);
  if (!*target || !(*target)->stopped.empty()) return std::nullopt;
  const auto known = connector(name);
  if (!known) {
    auto writing = (*event)->store.begin();
    if (!writing) return base::failed(writing);
    if (auto stopped = stop(**event, name, known.error().message); !stopped) return base::failed(stopped);
    return writing->commit().map([] { return std::optional<DeliveryTask>(); });
  }
  DeliveryTask task{.event = id, .target = name, .setup = {}, .steps = {}};
  task.setup = {.connector = *known,
                .event = {.key = (*event)->record.key,
                          .name = (*event)->frame.name,
                          .place = (*target)->place,
                          .starts = (*event)->frame.starts},
                .pace = paces_.of(name)};
  const auto now = state_.now();
  const auto ready = outbox.ready(name, now, crm::batch_of(known->kind));
  if (!ready) return base::failed(ready);
  if (ready->empty()) return std::nullopt;
  if (crm::target_traits(known->kind)->one_ticket_a_person) {
    auto later = keys_after(state_, (*event)->frame.starts);
    if (!later) return base::failed(later);
    task.setup.event.later = *std::move(later);
  }
  auto writing = (*event)->store.begin();
  if (!writing) return base::failed(writing);
  for (const auto& row : *ready) {
    const auto step = crm::next_step(row, crm::manner_of(*known, row), now);
    if (step == crm::Step::Rest) continue;
    task.steps.push_back({step == crm::Step::Ask ? row : crm::begun(row, step, now), step});
    if (auto put = outbox.put(name, task.steps.back().row); !put) return base::failed(put);
  }
  if (auto committed = writing->commit(); !committed) return base::failed(committed);
  busy_.insert({id, name});
  return task;
}

// The target's words may hold what it was sent; of a person as a whole, what it was sent of any of her tickets.
Result<std::string> DeliveryDesk::without_names(OpenEvent& event, const rules::OutboxRow& row,
                                                std::string words) const {
  std::set<rules::TicketId> tickets{row.ticket};
  const auto targets = event.store.outbox().targets();
  if (!targets) return base::failed(targets);
  for (const auto& target : *targets) {
    if (!row.ticket.is_nil()) break;
    const auto hers = event.store.outbox().rows_of_person(target.name, row.person);
    if (!hers) return base::failed(hers);
    for (const auto& each : *hers) tickets.insert(each.ticket);
  }
  NamesTold names;
  names.add_address(row.person);
  for (const auto ticket : tickets) {
    const auto attendance = attendance_of(event, ticket, nullptr);
    if (!attendance) return base::failed(attendance);
    for (const auto& each : *attendance) {
      for (const auto& name : {each.name, each.first_name, each.last_name}) names.add_name(name);
      names.add_address(each.email);
    }
  }
  return names.left_out_of(words);
}

Result<void> DeliveryDesk::stop(OpenEvent& event, const std::string& name, const std::string& why) {
  auto target = event.store.outbox().target(name);
  if (!target) return base::failed(target);
  if (!*target || !(*target)->stopped.empty()) return {};
  (*target)->stopped = why;
  // Why is the target's to say, in words that are kept beside the names that they may hold, and not in a log.
  base::log_error(
      "{} takes nothing more of {}: einlass crm outbox tells why; put it right, then run einlass crm start "
      "{}.",
      name, event.record.key, name);
  return event.store.outbox().put_target(**target);
}

// Whatever it took or refused, it is there; one row may go wrong for reasons of its own.
Result<void> DeliveryDesk::note_trouble(OpenEvent& event, const std::string& target,
                                        const std::vector<crm::Delivered>& delivered) {
  if (delivered.empty()) return {};
  const Outlet outlet{event.record.id, target};
  const auto& last = delivered.back();
  const bool takes_something = std::ranges::any_of(delivered, [](const crm::Delivered& each) {
    return each.answer.fate != crm::Fate::Busy && each.answer.fate != crm::Fate::Unknown;
  });
  if (takes_something) {
    troubles_.erase(outlet);
    return {};
  }
  const auto row = event.store.outbox().row(target, last.record);
  if (!row) return base::failed(row);
  if (!*row) return {};
  const auto words = without_names(event, **row, last.answer.words);
  if (!words) return base::failed(words);
  const auto [known, is_new] = troubles_.insert({outlet, {.words = {}, .since = state_.now()}});
  known->second.words = crm::shortened(*words);
  if (is_new) {
    base::log_warning("{} takes nothing of {} now and is tried again: einlass crm outbox tells why.", target,
                      event.record.key);
  }
  return {};
}

std::optional<DeliveryTrouble> DeliveryDesk::trouble_of(rules::EventId event, const std::string& target) const {
  const auto found = troubles_.find({event, target});
  return found == troubles_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> DeliveryDesk::finish_delivery(const DeliveryTask& task, const std::vector<crm::Delivered>& delivered) {
  busy_.erase({task.event, task.target});
  const auto event = state_.event(task.event);
  if (!event) return base::failed(event);
  auto& outbox = (*event)->store.outbox();
  auto writing = (*event)->store.begin();
  if (!writing) return base::failed(writing);
  const auto traits = crm::target_traits(task.setup.connector.kind).value_or(crm::TargetTraits());
  for (auto each : delivered) {
    const auto row = outbox.row(task.target, each.record);
    if (!row) return base::failed(row);
    if (!*row) continue;  // its guest was erased
    if (each.answer.fate == crm::Fate::Refused || crm::stops(each.answer.fate)) {
      auto words = without_names(**event, **row, each.answer.words);
      if (!words) return base::failed(words);
      each.answer.words = crm::shortened(*words);
    }
    if (crm::stops(each.answer.fate)) {
      if (auto stopped = stop(**event, task.target, each.answer.words); !stopped) return stopped;
    }
    const auto next = crm::after(**row, each, crm::manner_of(task.setup.connector, **row), state_.now());
    if (auto put = outbox.put(task.target, next); !put) return put;
    const bool was_removed = !(*row)->recorded.empty() && next.recorded.empty();
    if (was_removed && traits.one_ticket_a_person) {
      if (auto again = say_again(**event, task.target, **row); !again) return again;
    }
  }
  return writing->commit().and_then([&] { return note_trouble(**event, task.target, delivered); });
}

Result<void> DeliveryDesk::say_again(OpenEvent& event, const std::string& target, const rules::OutboxRow& removed) {
  auto& outbox = event.store.outbox();
  const auto rows = outbox.rows_of_person(target, crm::person_in(removed.recorded));
  if (!rows) return base::failed(rows);
  for (auto row : *rows) {
    const bool is_told = !row.recorded.empty() && row.state != rules::OutboxState::Sent;
    if (row.record == removed.record || !is_told) continue;
    row.recorded.clear();
    const crm::Wish same{.desired = row.desired, .hold = row.hold};
    if (auto put = outbox.put(target, crm::wished(std::move(row), same)); !put) return put;
  }
  return {};
}

Result<void> DeliveryDesk::drop_delivery(const DeliveryTask& task, const base::Error& why, bool stops) {
  std::vector<crm::Delivered> none;
  const crm::Answer answer{.fate = stops ? crm::Fate::Stopped : crm::Fate::Busy, .words = why.message};
  for (const auto& step : task.steps) {
    none.push_back({.record = step.row.record, .step = step.step, .answer = answer});
  }
  return finish_delivery(task, none);
}

Result<std::optional<base::Instant>> DeliveryDesk::next_of(const Outlet& outlet) {
  const auto& [id, name] = outlet;
  if (is_busy(name)) return std::nullopt;
  const auto away = lent_to(state_, id);
  if (!away) return base::failed(away);
  const auto event = state_.event(id);
  if (!event || *away) return std::nullopt;
  auto& outbox = (*event)->store.outbox();
  const auto target = outbox.target(name);
  if (!target) return base::failed(target);
  if (!*target || !(*target)->stopped.empty()) return std::nullopt;
  const auto dirty = outbox.dirty(1);
  if (!dirty) return base::failed(dirty);
  return dirty->empty() ? outbox.next_try(name) : std::optional(state_.now());
}

Result<std::optional<base::Instant>> DeliveryDesk::next_delivery(const Outlets& among) {
  std::optional<base::Instant> next;
  std::optional<base::Error> trouble;  // one event's is not the others'
  for (const auto& each : among) {
    const auto due = next_of(each);
    if (!due) trouble = due.error();
    if (due && *due && (!next || **due < *next)) next = *due;
  }
  if (trouble && !next) return tl::make_unexpected(*trouble);
  return next;
}

Result<void> DeliveryDesk::start(const std::string& name, const std::string& key) {
  const auto all = outlets(key);
  if (!all) return base::failed(all);
  bool is_known = false;
  for (const auto& [id, each] : *all) {
    if (each != name) continue;
    is_known = true;
    const auto event = state_.event(id);
    if (!event) return base::failed(event);
    auto target = (*event)->store.outbox().target(name);
    if (!target) return base::failed(target);
    if (!*target || (*target)->stopped.empty()) continue;
    (*target)->stopped.clear();
    auto writing = (*event)->store.begin();
    if (!writing) return base::failed(writing);
    if (auto put = (*event)->store.outbox().put_target(**target); !put) return put;
    // While it was stopped, its tickets may have been looked at without it.
    if (auto marked = (*event)->store.outbox().mark_all(); !marked) return marked;
    if (auto committed = writing->commit(); !committed) return committed;
  }
  if (!is_known) return base::fail(ErrorKind::NotFound, fmt::format("No event was written to {}.", name));
  return {};
}

}  // namespace einlass::venue
