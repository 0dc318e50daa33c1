#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/export_content.h"
#include "server/commands/handlers.h"
#include "server/commands/systems_json.h"
#include "server/venue/desk.h"

#include <memory>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

WrittenAnswer all_lines(const venue::EventReports& reports) {
  const auto lines = std::make_shared<std::size_t>(0);
  const auto write = [reports, lines](const report::Sink& sink) {
    *lines = 0;
    return reports.journal([&](const std::string& line) {
      sink(line + "\n");
      ++*lines;
    });
  };
  return text_from(write, [lines] { return fmt::format(",\"entries\":{}", *lines - 1); });  // the last is the end
}

json::object over_cap_of(const venue::OverCap& over) {
  json::array late;
  for (const auto& each : over.late) {
    late.push_back(json::object{{"place", each.place}, {"door", each.door}, {"persons", each.persons}});
  }
  const auto& overrun = over.overrun;
  return {{"category", overrun.category},
          {"day", overrun.day ? overrun.day->iso() : ""},
          {"cap", overrun.cap},
          {"persons", overrun.persons},
          {"late", std::move(late)}};
}

json::object status_of(const venue::EventStatus& status, venue::Desk& desk) {
  if (!status.event.problem.empty()) return json_of(status.event);
  json::array parked;
  for (const auto& entry : status.parked) {
    parked.push_back(json::object{{"journal", entry.id.journal.text()},
                                  {"sequence", entry.id.sequence},
                                  {"reason", entry.reason},
                                  {"place", entry.place}});
  }
  json::array conflicts;
  for (const auto& conflict : status.conflicts) {
    conflicts.push_back(json::object{{"ticket", conflict.ticket.text()},
                                     {"places", json::array{conflict.first_place, conflict.second_place}}});
  }
  json::array over;
  for (const auto& each : status.over_caps) over.push_back(over_cap_of(each));
  auto event = json_of(status.event);
  event["guests"] = status.guests;
  event["lacks_list"] = status.lacks_list;
  event["totals"] = json_of(status.totals);
  event["parked"] = std::move(parked);
  event["conflicts"] = std::move(conflicts);
  event["over_caps"] = std::move(over);
  event["systems"] = systems_of(desk, status.event);
  return event;
}

}  // namespace

base::Result<CommandRest> export_attendance(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto list = arguments.text_or("list", "");
  const auto wish = export_wish(arguments, "");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!wish) return base::failed(wish);
  if (!list.empty()) {
    return context.desk.hosts()
        .begin_export({.event = event, .caller = context.caller}, list)
        .map([&](const venue::HostExport& job) -> CommandRest { return {.work = guests_from(job, *wish)}; });
  }
  return context.desk.reports().of(event).map([&](const venue::EventReports& reports) -> CommandRest {
    return {.work = content_from(wish->format, [reports, wish = *wish](const auto& sink) {
              return reports.write_attendance(wish, sink);
            })};
  });
}

base::Result<CommandRest> export_journal(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.reports().of(event).map(
      [](const venue::EventReports& reports) -> CommandRest { return {.work = all_lines(reports)}; });
}

Outcome tell_status(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  const auto status = context.desk.reports().status();
  if (!status) return tl::make_unexpected(status.error());
  std::vector<venue::EventSummary> summaries;
  json::array events;
  for (const auto& event : status->events) {
    summaries.push_back(event.event);
    events.push_back(status_of(event, context.desk));
    if (const auto open = context.desk.event(event.event.id)) {
      events.back().as_object()["organiser"] = (*open)->frame.organiser;
      events.back().as_object()["late_entries"] = context.desk.closings().late_entries(**open).value_or(0);
    }
  }
  json::array kiosks;
  for (const auto& kiosk : status->kiosks) {
    auto described = json_of(kiosk, summaries, status->kiosks_told, status->now);
    const auto parked = status->parked_at_kiosks.find(kiosk.id);
    if (parked != status->parked_at_kiosks.end()) described["parked"] = json_of(parked->second, summaries);
    kiosks.push_back(std::move(described));
  }
  const auto kit = context.desk.backups().kit_was_saved();
  if (!kit) return tl::make_unexpected(kit.error());
  return json::serialize(json::object{{"time", status->now.unix_ms()},
                                      {"clock_off_ms", context.desk.clock_is_off_by().count()},
                                      {"recovery_kit", *kit},
                                      {"events", std::move(events)},
                                      {"kiosks", std::move(kiosks)}});
}

Outcome tell_event_status(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  const auto status = context.desk.reports().status(key);
  if (!status) return tl::make_unexpected(status.error());
  auto described = status_of(*status, context.desk);
  if (const auto open = context.desk.event(status->event.id)) {
    described["organiser"] = (*open)->frame.organiser;
    described["late_entries"] = context.desk.closings().late_entries(**open).value_or(0);
    const auto owners = context.desk.hosts().list_owners({.event = key, .caller = context.caller});
    if (!owners) return base::failed(owners);
    described["lists"] = json::value_from(*owners);
  }
  return json::serialize(described);
}

Outcome accept_clock(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  const auto off = context.desk.clock_is_off_by();
  if (auto accepted = context.desk.accept_clock(); !accepted) return tl::make_unexpected(accepted.error());
  return json::serialize(json::object{{"time", context.desk.now().unix_ms()}, {"clock_off_ms", off.count()}});
}

}  // namespace einlass::commands
