// An evening on paper: the list to print before the doors open, and typing back what was ticked on it.
#include "server/cli/commands.h"
#include "server/cli/export_file.h"
#include "server/cli/text_table.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct PaperPrintOptions {
  std::string event;
  std::string language = "de";
  std::filesystem::path output;
};

struct TickOptions {
  std::string event;
  int list = 0;
  std::vector<std::string> rows;
  std::string from;
  std::string until;
  std::string left;  // when those of these rows left; empty: they came
};

base::Result<void> print_list(Session& session, const PaperPrintOptions& options) {
  const auto printed = session.run("emergency_list.print", {{"event", options.event}, {"language", options.language}});
  if (!printed) return tl::make_unexpected(printed.error());
  if (auto delivered = deliver_binary(*printed, options.output); !delivered) return delivered;
  if (options.output == "-") return {};
  const auto number = number_of(*printed, "number");
  std::cerr << fmt::format(
      "List {} with {}. Print it, and keep it under lock; it holds names. Ticks are typed back with\n"
      "  einlass paper enter {} --list {} ROW…\n",
      number, counted(number_of(*printed, "rows"), "guest", "guests"), options.event, number);
  return {};
}

base::Result<void> show_lists(Session& session, const std::string& event) {
  const auto known = session.run("paper.lists", {{"event", event}});
  if (!known) return tl::make_unexpected(known.error());
  if (session.json()) return deliver(json::serialize(*known) + "\n", {});
  TextTable table({"LIST", "ROWS"});
  for (const auto& list : array_of(*known, "lists")) {
    table.add({std::to_string(number_of(list, "number")), std::to_string(number_of(list, "rows"))});
  }
  return deliver(table.text("No list was printed yet; einlass emergency-list prints one.\n"), {});
}

// "147-8x2": two persons of row 147.
json::object tick_of(const TickOptions& options, const std::string& typed) {
  json::object tick{{"event", options.event}, {"list", options.list}};
  const auto times = typed.find('x');
  tick["row"] = typed.substr(0, times);
  if (times != std::string::npos) tick["persons"] = std::atoi(typed.c_str() + times + 1);
  if (!options.from.empty()) tick["from"] = options.from;
  if (!options.until.empty()) tick["until"] = options.until;
  if (!options.left.empty()) tick["at"] = options.left;
  return tick;
}

bool is_refused(const json::value& entered) {
  const auto* outcome = entered.as_object().if_contains("outcome");
  return outcome != nullptr && outcome->as_string() != "admitted";
}

std::string told(const json::value& entered) {
  if (is_refused(entered)) return "NOT entered: " + text_of(entered, "refusal");
  if (flag_of(entered, "repeated")) return "was typed before";
  return counted(number_of(entered, "persons"), "person", "persons");
}

// One row that is wrong does not keep the others out; the exit code says that there was one.
base::Result<void> enter_rows(Session& session, const TickOptions& options) {
  TextTable table({"ROW", "GUEST", "ENTERED"});
  json::array all;
  int wrong = 0;
  for (const auto& typed : options.rows) {
    const auto entered = session.run(options.left.empty() ? "paper.enter" : "paper.leave", tick_of(options, typed));
    if (!entered && entered.error().kind == base::ErrorKind::Storage) return tl::make_unexpected(entered.error());
    wrong += entered && !is_refused(*entered) ? 0 : 1;
    if (entered) {
      const auto* line = entered->as_object().if_contains("line");
      table.add({typed, line == nullptr ? std::string() : harmless(text_of(*line, "name")), told(*entered)});
      all.push_back(*entered);
    } else {
      table.add({typed, "", "NOT entered: " + entered.error().message});
      all.push_back(json::object{{"row", typed}, {"error", entered.error().message}});
    }
  }
  const auto shown = session.json() ? json::serialize(all) + "\n" : table.text("");
  if (auto delivered = deliver(shown, {}); !delivered) return delivered;
  if (wrong == 0) return {};
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("{} not entered; the table says why.", wrong == 1 ? "One row was" : "Some rows were"));
}

std::shared_ptr<TickOptions> add_rows(CLI::App& command) {
  auto options = std::make_shared<TickOptions>();
  command.add_option("event", options->event, "event, by key")->required()->type_name("KEY");
  command.add_option("rows", options->rows, "row numbers as printed; 147-8x2 for two persons of a row")
      ->required()
      ->type_name("ROW");
  command.add_option("--list", options->list, "number in the list's head")->required()->type_name("NUMBER");
  return options;
}

void add_leave(CLI::App& paper, const Program& program) {
  auto& command = *paper.add_subcommand("leave", "Type back who left, and when, as it stands on a printed list");
  const auto options = add_rows(command);
  command.add_option("--at", options->left, "when those of these rows left, 2026-11-23T22:10")
      ->required()
      ->type_name("TIME");
  command.footer(
      "Typing a row twice counts once. Example:\n"
      "  einlass paper leave summit-2026 --list 48213 --at 2026-11-23T22:10 12-2 147-9x2\n");
  on_run(command, program, [options, &session = program.session] { return enter_rows(session, *options); });
}

void add_enter(CLI::App& paper, const Program& program) {
  auto& command = *paper.add_subcommand("enter", "Type back what was ticked on a printed list");
  const auto options = add_rows(command);
  command
      .add_option("--from", options->from,
                  "when the first of them came, 2026-11-23T18:00; without it when the doors opened")
      ->type_name("TIME");
  command.add_option("--until", options->until, "when the last of them came; without it when the doors closed, or now")
      ->type_name("TIME");
  command.footer(
      "Typing a row twice counts once. Example:\n  einlass paper enter summit-2026 --list 48213 12-2 147-9x2\n");
  on_run(command, program, [options, &session = program.session] { return enter_rows(session, *options); });
}

}  // namespace

void add_paper_commands(const Program& program) {
  auto& print =
      *program.app.add_subcommand("emergency-list", "Print all guests, for an evening without power or network");
  const auto options = std::make_shared<PaperPrintOptions>();
  print.add_option("event", options->event, "event, by key")->required()->type_name("KEY");
  print.add_option("--output", options->output, "the PDF; - for standard output")->required()->type_name("FILE");
  print.add_option("--language", options->language, "de or en")
      ->capture_default_str()
      ->check(CLI::IsMember({"de", "en"}));
  print.footer("Example:\n  einlass emergency-list summit-2026 --output list.pdf\n");
  on_run(print, program, [options, &session = program.session] { return print_list(session, *options); });

  auto& paper = *program.app.add_subcommand("paper", "Take over what was ticked on a printed list");
  paper.require_subcommand(1);
  add_enter(paper, program);
  add_leave(paper, program);
  auto& list = *paper.add_subcommand("list", "List which lists were printed");
  const auto event = std::make_shared<std::string>();
  list.add_option("event", *event, "event, by key")->required()->type_name("KEY");
  on_run(list, program, [event, &session = program.session] { return show_lists(session, *event); });
}

}  // namespace einlass::cli
