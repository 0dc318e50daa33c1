#include "server/commands/delivery_handlers.h"

#include "server/commands/arguments.h"
#include "server/commands/delivery_json.h"
#include "server/venue/desk.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::commands {

namespace json = boost::json;
using base::ErrorKind;

namespace {

base::Result<venue::DeliveryStatus> outlet(CommandContext& context, const std::string& event,
                                           const std::string& target) {
  auto all = context.desk.deliveries().status(event);
  if (!all) return base::failed(all);
  for (auto& each : *all) {
    if (each.target.name == target) return std::move(each);
  }
  return base::fail(ErrorKind::NotFound, "Nothing of the event was written there.");
}

json::array outlets_json(const std::vector<venue::DeliveryStatus>& all) {
  json::array outlets;
  for (const auto& each : all) outlets.push_back(outlet_json(each));
  return outlets;
}

using Chosen = std::optional<std::set<rules::TicketId>>;

base::Result<Chosen> chosen_in(const json::object& object, Arguments& arguments) {
  if (!object.contains("tickets")) return Chosen();
  std::set<rules::TicketId> tickets;
  for (const auto& text : arguments.list("tickets")) {
    const auto ticket = rules::TicketId::parse(text);
    if (!ticket) return base::fail(ErrorKind::InvalidInput, "tickets must be ids, as crm.diff names them.");
    tickets.insert(*ticket);
  }
  return Chosen(std::move(tickets));
}

// What a worker read for the moment at which the desk writes it.
struct Writing {
  venue::DeliveryReading reading;
  venue::DeliveryReading::Content content{};
  Chosen chosen{};
};

CommandOutcome write_now(CommandContext& context, const Writing& writing, const std::string& event) {
  auto& deliveries = context.desk.deliveries();
  if (auto written = deliveries.finish_write(writing.reading, writing.content, writing.chosen); !written) {
    return base::failed(written);
  }
  const auto reading = deliveries.reading(event, writing.reading.target().name);
  if (!reading) return base::failed(reading);
  const auto opened = context.desk.event(reading->settings().id);
  if (!opened) return base::failed(opened);
  auto rows = (*opened)->store.outbox().rows(reading->target().name);
  if (!rows) return base::failed(rows);
  auto content = writing.content;
  content.rows = *std::move(rows);
  return json::serialize(diff_json(*reading, content));
}

// A list from a file has no pull after which guests are matched.
base::Result<void> keep_matched(CommandContext& context, const std::string& event) {
  const auto& connectors = context.desk.options().connectors;
  const bool has_target =
      std::ranges::any_of(connectors, [](const auto& each) { return crm::target_traits(each.kind).has_value(); });
  return has_target ? context.desk.crm().keep_matched(event) : base::Result<void>();
}

// Where nobody says which: the only one that the event was written to, else the only one there is.
base::Result<std::string> only_target(CommandContext& context, const std::string& event) {
  const auto outlets = context.desk.deliveries().status(event);
  if (!outlets) return base::failed(outlets);
  std::vector<std::string> targets;
  for (const auto& each : *outlets) targets.push_back(each.target.name);
  for (const auto& each : context.desk.options().connectors) {
    if (outlets->empty() && crm::target_traits(each.kind)) targets.push_back(each.name);
  }
  if (targets.size() == 1) return targets.front();
  if (targets.empty()) {
    return base::fail(ErrorKind::NotFound, "No connector takes attendance; name one in connectors.toml.");
  }
  return base::fail(ErrorKind::InvalidInput, fmt::format("Attendance goes to several systems: name one of them ({}).",
                                                         fmt::join(targets, ", ")));
}

}  // namespace

Outcome tell_crm_targets(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto outlets = context.desk.deliveries().status(event);
  if (!outlets) return base::failed(outlets);
  json::array targets;
  if (auto matched = keep_matched(context, event); !matched) return base::failed(matched);
  for (const auto& connector : context.desk.options().connectors) {
    const auto traits = crm::target_traits(connector.kind);
    if (!traits) continue;
    const auto known = std::ranges::find_if(
        *outlets, [&](const venue::DeliveryStatus& each) { return each.target.name == connector.name; });
    const bool is_known = known != outlets->end();
    targets.push_back(json::object{{"target", connector.name},
                                   {"kind", settings::word(connector.kind)},
                                   {"needs_place", traits->needs_place},
                                   {"place", is_known ? known->target.place : std::string()},
                                   {"outlet", is_known ? json::value(outlet_json(*known)) : json::value()}});
  }
  return json::serialize(targets);
}

base::Result<CommandRest> tell_crm_diff(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event"), named = arguments.text_or("target", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto target = named.empty() ? only_target(context, event) : named;
  if (!target) return base::failed(target);
  if (auto matched = keep_matched(context, event); !matched) return base::failed(matched);
  return context.desk.deliveries().reading(event, *target).map([](venue::DeliveryReading reading) -> CommandRest {
    return {.work = [reading = std::move(reading)]() -> CommandOutcome {
      return reading.read().map([&](const auto& content) { return json::serialize(diff_json(reading, content)); });
    }};
  });
}

base::Result<CommandRest> write_to_crm(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event"), target = arguments.text("target");
  const auto place = arguments.text_or("place", "");
  const bool is_confirmed = arguments.flag("confirm");
  auto chosen = chosen_in(object, arguments);
  if (!chosen) return base::failed(chosen);
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto matched = keep_matched(context, event); !matched) return base::failed(matched);
  auto reading = context.desk.deliveries().begin_write({event, target, place, is_confirmed});
  if (!reading) return base::failed(reading);
  const auto writing = std::make_shared<Writing>(Writing{.reading = *std::move(reading), .chosen = *std::move(chosen)});
  return CommandRest{.work = [writing]() -> CommandOutcome {
                       return writing->reading.read().map([&](auto content) {
                         writing->content = std::move(content);
                         return std::string();
                       });
                     },
                     .close = [writing, event](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
                       return outcome ? write_now(later, *writing, event) : outcome;
                     }};
}

Outcome undo_crm(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event"), target = arguments.text("target");
  const bool is_confirmed = arguments.flag("confirm");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto undone = context.desk.deliveries().undo({.event = event, .target = target, .is_confirmed = is_confirmed});
      !undone)
    return base::failed(undone);
  return outlet(context, event, target).map([](const auto& status) { return json::serialize(outlet_json(status)); });
}

Outcome start_crm(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto target = arguments.text("target");
  const auto event = arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto started = context.desk.deliveries().start(target, event); !started) return base::failed(started);
  auto all = context.desk.deliveries().status(event);
  if (!all) return base::failed(all);
  std::erase_if(*all, [&](const venue::DeliveryStatus& each) { return each.target.name != target; });
  return json::serialize(outlets_json(*all));
}

Outcome tell_outbox(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.deliveries().status(event).map(
      [](const auto& all) { return json::serialize(outlets_json(all)); });
}

base::Result<CommandRest> deliver_to_crm(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event"), target = arguments.text("target");
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto known = context.desk.events().find(event);
  if (!known) return base::failed(known);
  if (auto there = outlet(context, event, target); !there) return base::failed(there);
  auto begun = context.desk.deliveries().begin_delivery(known->id, target);
  if (!begun) return base::failed(begun);
  const auto task = std::make_shared<std::optional<venue::DeliveryTask>>(*std::move(begun));
  const auto delivered = std::make_shared<std::vector<crm::Delivered>>();
  const auto answer = [event, target](CommandContext& later, std::size_t rows) -> CommandOutcome {
    return outlet(later, event, target).map([&](const auto& status) {
      return json::serialize(json::object{{"delivered", rows}, {"outlet", outlet_json(status)}});
    });
  };
  return CommandRest{
      .work = [task, delivered]() -> CommandOutcome {
        if (!*task) return std::string();
        crm::RealWaiting waiting(std::chrono::minutes(1));
        auto opened = crm::open_target((*task)->setup, waiting);
        if (!opened) return base::failed(opened);
        *delivered = crm::carry_out(**opened, (*task)->steps);
        return std::string();
      },
      .close = [task, delivered, answer](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
        if (!*task) return answer(later, 0);
        auto& deliveries = later.desk.deliveries();
        const bool stops = !outcome && outcome.error().kind != ErrorKind::Unavailable;  // a busy server has not failed
        const auto kept = outcome ? deliveries.finish_delivery(**task, *delivered)
                                  : deliveries.drop_delivery(**task, outcome.error(), stops);
        if (!kept) return base::failed(kept);
        return outcome ? answer(later, delivered->size()) : outcome;
      }};
}

}  // namespace einlass::commands
