#include "printing/spool/configured_printers.h"
#include "server/cli/badge_commands.h"
#include "server/cli/badge_record.h"
#include "server/cli/badge_run.h"
#include "server/cli/doubtful_badges.h"
#include "server/cli/progress_line.h"
#include "server/cli/text_table.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
using base::Result;

struct PrintOptions {
  PressOptions press;
  BadgeSelection selection;
  std::filesystem::path output;
  std::vector<std::string> printers;
};

std::atomic<int> interrupts{0};

void note_interrupt(int /*signal*/) {
  ++interrupts;
}

// While it lives, Ctrl-C asks the run to pause instead of ending the program.
class PauseOnInterrupt {
 public:
  PauseOnInterrupt() {
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, &note_interrupt);
  }
  ~PauseOnInterrupt() {
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
  }
  PauseOnInterrupt(const PauseOnInterrupt&) = delete;
  PauseOnInterrupt& operator=(const PauseOnInterrupt&) = delete;
};

// Those named, in the order of server.toml, or all.
Result<std::vector<std::unique_ptr<spool::Printer>>> printers_for(const Session& session,
                                                                  const std::vector<std::string>& names) {
  auto known = session.printers();
  if (!known) return tl::make_unexpected(known.error());
  for (const auto& name : names) {
    if (std::any_of(known->begin(), known->end(), [&](const auto& printer) { return printer.name == name; })) continue;
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("server.toml has no printer \"{}\"; name it there in a block [[printer]].", name));
  }
  std::erase_if(*known, [&](const auto& printer) {
    return !names.empty() && std::find(names.begin(), names.end(), printer.name) == names.end();
  });
  if (known->empty()) {
    return base::fail(base::ErrorKind::NotFound,
                      "server.toml names no printer; add a block [[printer]] to it, or write a file with -o.");
  }
  return spool::open_printers(*known);
}

json::object json_of(const RunResult& result, const std::vector<DoubtfulBadge>& doubtful) {
  return {{"wanted", result.wanted},
          {"printed", result.printed},
          {"had_one", result.had_one},
          {"not_expected", result.not_expected.size()},
          {"failed", json_of_missing(result.failed)},
          {"left", result.left()},
          {"paused", result.paused},
          {"unnamed", result.unnamed},
          {"in_doubt", json_of_doubts(doubtful)}};
}

std::string text_of(const RunResult& result) {
  std::string text = result.wanted == 0
                         ? std::string("Nobody of those is without a badge; nothing was printed.\n")
                         : fmt::format("Printed {} of {}.\n", result.printed,
                                       counted(static_cast<std::int64_t>(result.wanted), "badge", "badges"));
  const auto add = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) text += fmt::format("{} {}\n", count, count == 1 ? one : many);
  };
  add(result.had_one, "got a badge at a door meanwhile.", "got a badge at a door meanwhile.");
  add(result.not_expected.size(), "is not expected any more, or handed on to somebody else.",
      "are not expected any more, or handed on to somebody else.");
  add(result.failed.size(), "did not come out; the same command tries it again.",
      "did not come out; the same command tries them again.");
  add(result.left(), "left; the same command goes on with it.", "left; the same command goes on with them.");
  text += unnamed_text(result.unnamed);
  text += missing_text(result.failed);
  for (const auto& [printer, trouble] : result.trouble) text += fmt::format("{}: {}.\n", printer, trouble);
  return text;
}

Result<void> told(const Session& session, const std::string& event, const RunResult& result,
                  std::vector<DoubtfulBadge> doubtful) {
  for (const auto& job : result.in_doubt) doubtful.push_back(doubt_of(job));
  const auto delivered = session.json() ? deliver(json::serialize(json_of(result, doubtful)) + "\n", {})
                                        : deliver(text_of(result) + doubts_text(event, doubtful), {});
  if (!delivered) return delivered;
  if (result.error) return tl::make_unexpected(*result.error);
  if (result.is_complete() && doubtful.empty()) return {};
  return base::fail(
      base::ErrorKind::Unavailable,
      result.paused ? "Paused; the same command goes on, and prints nobody's badge twice." : not_all_there);
}

std::map<std::string, std::string> what_matters(const RunResult& now) {
  auto matters = now.trouble;
  if (now.paused) matters["pausing"] = "waits for what is being printed; Ctrl-C again leaves that in doubt";
  return matters;
}

Result<void> print_on_paper(Session& session, const PrintOptions& options) {
  auto printers = printers_for(session, options.printers);
  if (!printers) return tl::make_unexpected(printers.error());
  const PauseOnInterrupt pausing;
  auto printing = Printing::open(session, options.press);
  if (!printing) return tl::make_unexpected(printing.error());
  const auto badges = selected(printing->press.listing().badges, options.selection);
  if (!badges) return tl::make_unexpected(badges.error());
  Result<RunResult> result;
  {
    const auto line = progress_on_errors(session.json(), "printed");
    BadgeRun run({.press = printing->press,
                  .journal = printing->journal,
                  .interrupts = interrupts,
                  .report =
                      [&](const RunResult& now) {
                        if (line) line->show(now.printed, now.wanted, what_matters(now));
                      }},
                 *std::move(printers));
    result = run.run(without_badge(*badges));
  }
  if (!result) return tl::make_unexpected(result.error());
  return told(session, options.press.event, *result, doubts_among(*badges));
}

}  // namespace

void add_print(CLI::App& badges, const Program& program) {
  const auto options = std::make_shared<PrintOptions>();
  auto& print =
      *badges.add_subcommand("print", "Print the badges of all who have none yet, to printers or into a file");
  add_press_options(print, options->press);
  add_selection(print, options->selection);
  auto* file = print.add_option("-o,--output", options->output, "one PDF with a page for each badge, and no printer");
  file->type_name("FILE");
  print.add_option("--printer", options->printers, "name in server.toml; again for more than one; else all of them")
      ->type_name("NAME")
      ->excludes(file);
  print.footer(
      "Ctrl-C pauses; the same command goes on. Nobody gets two badges, whatever ends it.\n\n"
      "Example:\n"
      "  einlass badge print summit-2026 --from A --to K --printer \"Desk 1\" --printer \"Desk 2\"\n");
  on_run(print, program, [options, &session = program.session] {
    return options->output.empty() ? print_on_paper(session, *options)
                                   : record_badges(session, options->press, options->selection, {}, options->output);
  });
}

}  // namespace einlass::cli
