#include "server/cli/commands.h"
#include "server/cli/export_file.h"
#include "server/cli/text_table.h"

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct CloseOptions {
  std::string event;
  bool confirm = false;
};

std::string figures_text(const json::value& figures) {
  return fmt::format("  {} expected, {} admitted, {} walk-ins, {} counted; {} no-shows, {} excused\n",
                     number_of(figures, "expected"), number_of(figures, "admitted"), number_of(figures, "walk_ins"),
                     number_of(figures, "counted"), number_of(figures, "no_shows"), number_of(figures, "excused"));
}

base::Result<void> close_event(Session& session, const CloseOptions& options) {
  const auto closed = session.run("event.close", {{"event", options.event}, {"confirm", options.confirm}});
  if (!closed) return base::failed(closed);
  if (session.json()) return deliver(json::serialize(*closed) + "\n", {});
  auto text =
      fmt::format("{} is closed, and these figures are kept:\n{}", options.event, figures_text(closed->at("figures")));
  if (const auto inside = number_of(*closed, "inside"); inside > 0) {
    text += fmt::format("  {} still inside; the house counts them until its day is over\n",
                        counted(inside, "person is", "persons are"));
  }
  return deliver(text, {});
}

base::Result<void> reopen_event(Session& session, const std::string& event) {
  const auto opened = session.run("event.reopen", {{"event", event}});
  if (!opened) return base::failed(opened);
  if (session.json()) return deliver(json::serialize(*opened) + "\n", {});
  return deliver(fmt::format("{} is open again; its doors have their hours as before.\n", event), {});
}

struct PaperOptions {
  std::string language = "en";
  std::filesystem::path output;
};

base::Result<void> print_roll_call(Session& session, const PaperOptions& options) {
  return run_export(session, {"roll_call.print", {{"language", options.language}}, ContentKind::Binary},
                    options.output);
}

struct HouseOptions {
  int limit = 0, crew = 0;
};

base::Result<void> set_house(Session& session, const json::object& changes) {
  const auto house = session.run("house.set", changes);
  if (!house) return base::failed(house);
  if (session.json()) return deliver(json::serialize(*house) + "\n", {});
  return deliver(house_text(*house), {});
}

void add_house(const Program& program) {
  auto& house = *program.app.add_subcommand("house", "What the house holds, all events and the crew together");
  house.require_subcommand(1);
  const auto options = std::make_shared<HouseOptions>();
  auto& set = *house.add_subcommand("set", "Set what the house holds, and how many work in it");
  auto* limit = set.add_option("--limit", options->limit, "persons at most, the crew among them; 0: no limit");
  auto* crew = set.add_option("--crew", options->crew, "persons who work in the house, counted by hand");
  for (auto* option : {limit, crew}) option->type_name("PERSONS")->check(CLI::Range(0, 1'000'000));
  set.footer(
      "einlass status shows how many are in; a warning comes from nine tenths of the limit on.\n\n"
      "Example:\n"
      "  einlass house set --limit 400 --crew 25\n");
  on_run(set, program, [options, limit, crew, &session = program.session] {
    json::object changes;
    if (limit->count() > 0) changes["limit"] = options->limit;
    if (crew->count() > 0) changes["crew"] = options->crew;
    return set_house(session, changes);
  });
}

}  // namespace

std::string house_text(const json::value& house) {
  const auto limit = number_of(house, "limit"), inside = number_of(house, "inside");
  const auto level = text_of(house, "level");
  auto text = fmt::format("House: {} in{}, the crew of {} among them{}\n", counted(inside, "person", "persons"),
                          limit > 0 ? fmt::format(" of {} at most", limit) : std::string(), number_of(house, "crew"),
                          flag_of(house, "estimate") ? "; an estimate, as departures are not scanned everywhere" : "");
  if (level == "warning") text += "  nearly full: nine tenths of what it holds are in\n";
  if (level == "full") text += "  full: let nobody in before somebody has left\n";
  return text;
}

void add_event_closing(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<CloseOptions>();
  auto& close = *event.add_subcommand("close", "Close an event: its kiosks let nobody in, its figures are kept");
  close.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  close.add_flag("--confirm", options->confirm, "although something is still open");
  close.footer(
      "Refused while conflicts, entries put aside or badges in doubt are open, or kiosks and phones may have entries\n"
      "that they have not handed over. What arrives later is taken in as always, and einlass status shows it.\n\n"
      "Example:\n"
      "  einlass event close summit-2026\n");
  on_run(close, program, [options, &session = program.session] { return close_event(session, *options); });

  const auto key = std::make_shared<std::string>();
  auto& reopen = *event.add_subcommand("reopen", "Open an event again that was closed");
  reopen.add_option("event", *key, "the event's key")->required()->type_name("EVENT");
  on_run(reopen, program, [key, &session = program.session] { return reopen_event(session, *key); });
}

void add_house_commands(const Program& program) {
  add_house(program);
  auto& roll_call = *program.app.add_subcommand("roll-call", "Everybody who is in the house, to be ticked off");
  roll_call.require_subcommand(1);
  const auto options = std::make_shared<PaperOptions>();
  auto& print = *roll_call.add_subcommand("print", "The list on paper: of the roll call under way, or as it is now");
  print.add_option("--language", options->language, "de or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"de", "en"}));
  print.add_option("--output", options->output, "PDF file; standard output without it, or with -")->type_name("FILE");
  print.footer(
      "It names guests of all events under way. Throw it away when it is over.\n\n"
      "Example:\n"
      "  einlass roll-call print --language de --output roll-call.pdf && lp roll-call.pdf\n");
  on_run(print, program, [options, &session = program.session] { return print_roll_call(session, *options); });
}

}  // namespace einlass::cli
