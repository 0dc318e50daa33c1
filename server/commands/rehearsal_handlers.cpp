// Copies of an event to try it out with (docs/rehearsal.md).
#include "core/base/file.h"
#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/handlers.h"
#include "server/rehearsal/rehearse.h"
#include "server/venue/desk.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

constexpr std::size_t largest_scenario = 1U << 20U;
constexpr const char* usual_scenario = "summit-peak";

base::Result<std::string> document_of(Arguments& arguments, const std::filesystem::path& assets) {
  if (auto document = arguments.optional_text("scenario")) return *document;
  const auto name = arguments.text_or("scenario_name", usual_scenario);
  const bool is_plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  const auto file = assets / "rehearsals" / (name + ".json");
  if (is_plain && std::filesystem::exists(file)) return base::read_file(file, largest_scenario);
  return base::fail(base::ErrorKind::NotFound,
                    fmt::format("There is no scenario \"{}\"; \"{}\" is packaged.", name, usual_scenario));
}

base::Result<rehearsal::Scenario> scenario_of(Arguments& arguments, const std::filesystem::path& assets) {
  const auto document = document_of(arguments, assets);
  if (!document) return failed(document);
  auto scenario = rehearsal::read_scenario(*document);
  if (!scenario) return scenario;
  for (const auto& [name, value] : {std::pair("kiosks", &scenario->kiosks), std::pair("printers", &scenario->printers),
                                    std::pair("desks", &scenario->desks), std::pair("arrivals", &scenario->arrivals),
                                    std::pair("minutes", &scenario->minutes)}) {
    const auto asked = arguments.number_or(name, *value);
    *value = static_cast<int>(std::clamp<std::int64_t>(asked, -1, 1'000'000));
  }
  return rehearsal::check(*scenario).map([&] { return *scenario; });
}

// Where people look at what was written: a rehearsal that is still empty.
base::Result<venue::EventSummary> place_to_keep(venue::Desk& desk, const venue::EventSummary& event) {
  auto copy = event;
  if (!event.rehearsal) {
    const auto copies = desk.events().rehearsals_of(event.id);
    if (!copies) return failed(copies);
    const auto found = copies->empty() ? desk.events().rehearse(event.key, event.key + "-rehearsal")
                                       : desk.events().find(copies->front().text());
    if (!found) return found;
    copy = *found;
  }
  const auto totals = desk.door().totals(copy.id);
  if (!totals) return failed(totals);
  const bool is_empty = totals->admitted + totals->refused + totals->counted + totals->badges_printed == 0;
  if (is_empty) return copy;
  return base::fail(base::ErrorKind::Refused,
                    fmt::format("The rehearsal \"{}\" has entries already; drop it with einlass event drop {}, then a "
                                "new one is made.",
                                copy.key, copy.key));
}

Outcome take_over(venue::Desk& desk, const std::vector<rules::JournalRow>& rows, Outcome outcome) {
  if (!outcome || rows.empty()) return outcome;
  if (auto begun = desk.door().begin(); !begun) return failed(begun);
  const auto merged = desk.door().merge(rows);
  if (!merged) {
    desk.door().drop();
    return failed(merged);
  }
  if (auto committed = desk.door().commit(); !committed) return failed(committed);
  return outcome;
}

Outcome answer_of(const rehearsal::Report& report, const std::string& kept) {
  return json::serialize(json::object{
      {"report", json::parse(rehearsal::report_json(report))},
      {"text", {{"de", rehearsal::report_text(report, "de")}, {"en", rehearsal::report_text(report, "en")}}},
      {"kept", kept}});
}

}  // namespace

base::Result<CommandRest> run_rehearsal(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  const auto seed = arguments.number_or("seed", 1);
  const bool only_once = arguments.flag("only_once");
  const bool keeps = arguments.flag("keep");
  const auto scenario = scenario_of(arguments, context.desk.options().assets);
  if (auto done = arguments.done(); !done) return failed(done);
  if (!scenario) return failed(scenario);
  auto event = context.desk.events().find(key);
  if (!event) return failed(event);
  if (keeps) event = place_to_keep(context.desk, *event);
  if (!event) return failed(event);
  const auto source = context.desk.events().rehearsal_source(event->id.text());
  if (!source) return failed(source);
  const rehearsal::Rehearsal rehearsal{.folder = context.desk.options().state_directory / "rehearsal",
                                       .assets = context.desk.options().assets,
                                       .source = *source,
                                       .scenario = *scenario,
                                       .seed = static_cast<std::uint64_t>(seed),
                                       .look_for_missing = !only_once};
  const auto rows = std::make_shared<std::vector<rules::JournalRow>>();
  const auto kept = keeps ? event->key : std::string();
  const auto work = [rehearsal, rows, kept]() -> CommandOutcome {
    auto done = rehearsal::rehearse(rehearsal);
    if (!done) return failed(done);
    if (!kept.empty()) *rows = std::move(done->rows);
    return answer_of(done->report, kept);
  };
  return CommandRest{.work = work, .close = [rows](CommandContext& after, CommandOutcome outcome) {
                       return take_over(after.desk, *rows, std::move(outcome));
                     }};
}

Outcome rehearse_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto key = arguments.optional_text("key");
  if (auto done = arguments.done(); !done) return failed(done);
  const auto found = context.desk.events().find(event);
  if (!found) return failed(found);
  return context.desk.events()
      .rehearse(event, key.value_or(found->key + "-rehearsal"))
      .map([](const venue::EventSummary& made) { return json::serialize(json_of(made)); });
}

Outcome drop_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return failed(done);
  return context.desk.events().drop(event).map([&] { return json::serialize(json::object{{"event", event}}); });
}

}  // namespace einlass::commands
