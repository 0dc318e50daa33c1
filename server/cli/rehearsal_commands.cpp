#include "core/base/file.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"

#include <cstdlib>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct RehearsalOptions {
  std::string event, key;
};

base::Result<void> rehearse_event(Session& session, const RehearsalOptions& options) {
  json::object arguments{{"event", options.event}};
  if (!options.key.empty()) arguments["key"] = options.key;
  const auto made = session.run("event.rehearse", arguments);
  if (!made) return tl::make_unexpected(made.error());
  if (session.json()) return deliver(json::serialize(*made) + "\n", {});
  const auto key = text_of(*made, "key");
  return deliver(
      fmt::format("{} is a rehearsal of {}: einlass kiosk assign KIOSK --event {} takes a kiosk there, einlass event "
                  "drop {} ends it, with all that was recorded.\n",
                  key, options.event, key, key),
      {});
}

void add_rehearse(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<RehearsalOptions>();
  auto& rehearse = *event.add_subcommand("rehearse", "Copy an event, to try doors, printers and people out with");
  rehearse.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  rehearse.add_option("--key", options->key, "the copy's own; EVENT-rehearsal where it is left out")->type_name("KEY");
  rehearse.footer(
      "Example:\n"
      "  einlass event rehearse summit-2026\n"
      "  einlass kiosk assign \"North 1\" --event summit-2026-rehearsal\n");
  on_run(rehearse, program, [options, &session = program.session] { return rehearse_event(session, *options); });
}

base::Result<void> drop_event(Session& session, const std::string& event) {
  const auto gone = session.run("event.drop", {{"event", event}});
  if (!gone) return tl::make_unexpected(gone.error());
  if (session.json()) return deliver(json::serialize(*gone) + "\n", {});
  return deliver(
      fmt::format("The rehearsal {} is gone, with all that was recorded; kiosks forget it when they connect.\n", event),
      {});
}

void add_drop(CLI::App& event, const Program& program) {
  const auto key = std::make_shared<std::string>();
  auto& drop = *event.add_subcommand("drop", "End a rehearsal and remove all that was recorded in it, for ever");
  drop.add_option("event", *key, "the rehearsal's key")->required()->type_name("EVENT");
  drop.footer(
      "The event itself and its guest list stay. A new rehearsal begins empty.\n\n"
      "Example:\n"
      "  einlass event drop summit-2026-rehearsal\n");
  on_run(drop, program, [key, &session = program.session] { return drop_event(session, *key); });
}

struct RehearseOptions {
  std::string event, scenario, language = "en";
  int kiosks = 0, printers = 0, desks = 0, arrivals = 0, minutes = 0;
  std::int64_t seed = 1;
  bool keep = false, once = false;
};

// A file, or the name of a packaged one.
base::Result<void> add_scenario(const std::string& scenario, json::object& arguments) {
  if (scenario.empty()) return {};
  if (!std::filesystem::exists(scenario)) {
    arguments["scenario_name"] = scenario;
    return {};
  }
  return base::read_file(scenario, 1U << 20U).map([&](const std::string& document) {
    arguments["scenario"] = document;
  });
}

// Whether it is a go.
base::Result<bool> rehearse(Session& session, const RehearseOptions& options) {
  json::object arguments{
      {"event", options.event}, {"seed", options.seed}, {"keep", options.keep}, {"only_once", options.once}};
  if (auto added = add_scenario(options.scenario, arguments); !added) return base::failed(added);
  for (const auto& [name, number] :
       {std::pair("kiosks", options.kiosks), std::pair("printers", options.printers), std::pair("desks", options.desks),
        std::pair("arrivals", options.arrivals), std::pair("minutes", options.minutes)}) {
    if (number != 0) arguments[name] = number;
  }
  const auto answer = session.run("rehearsal.run", arguments);
  if (!answer) return base::failed(answer);
  auto text = session.json() ? json::serialize(*answer) + "\n" : text_of(answer->at("text"), options.language);
  const auto kept = text_of(*answer, "kept");
  if (!session.json() && !kept.empty()) text += fmt::format("What was written can be seen in the event {}.\n", kept);
  if (auto delivered = deliver(text, {}); !delivered) return base::failed(delivered);
  return flag_of(answer->at("report"), "go");
}

void add_options(CLI::App& rehearse, RehearseOptions& options) {
  rehearse.add_option("event", options.event, "the event's key")->required()->type_name("EVENT");
  rehearse.add_option("--scenario", options.scenario, "a file, or a packaged one: summit-peak")->type_name("SCENARIO");
  for (const auto& [name, value, what] :
       {std::tuple("--kiosks", &options.kiosks, "how many kiosks"),
        std::tuple("--printers", &options.printers, "how many printers"),
        std::tuple("--desks", &options.desks, "how many staffed desks"),
        std::tuple("--arrivals", &options.arrivals, "how many people"),
        std::tuple("--minutes", &options.minutes, "in how many minutes they arrive")}) {
    rehearse.add_option(name, *value, std::string(what) + ", in place of the scenario's")
        ->type_name("N")
        ->check(CLI::Range(1, 100'000));
  }
  rehearse.add_option("--seed", options.seed, "the same gives the same report")->capture_default_str()->type_name("N");
  rehearse.add_flag("--keep", options.keep, "leave what was written in a rehearsal of the event, to look at");
  rehearse.add_flag("--once", options.once, "on a no-go, do not look for what is missing");
  rehearse.add_option("--language", options.language, "of the report")
      ->capture_default_str()
      ->check(CLI::IsMember({"de", "en"}));
}

}  // namespace

// A no-go is exit code 1, so that a script can ask.
void add_rehearse_command(const Program& program) {
  const auto options = std::make_shared<RehearseOptions>();
  auto& command = *program.app.add_subcommand("rehearse", "Simulate an evening's arrivals: go or no-go");
  add_options(command, *options);
  command.footer(
      "Nothing of it reaches the event, a kiosk or a printer. Exit code: 0 go, 1 no-go or failure.\n\n"
      "Example:\n"
      "  einlass rehearse summit-2026\n"
      "  einlass rehearse summit-2026 --kiosks 4 --arrivals 500\n");
  command.callback([options, &session = program.session, &exit_code = program.exit_code] {
    const auto go = rehearse(session, *options);
    exit_code = finish(go.map([](bool) {}));
    if (go && !*go) exit_code = EXIT_FAILURE;
  });
}

void add_event_rehearsals(CLI::App& event, const Program& program) {
  add_rehearse(event, program);
  add_drop(event, program);
}

}  // namespace einlass::cli
