// Commands for printers, which need no venue: they work on the machine that prints.
#include "core/base/strong_id.h"
#include "printing/badge/test_page.h"
#include "printing/spool/configured_printers.h"
#include "printing/spool/followed_print.h"
#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"
#include "server/cli/commands.h"
#include "server/cli/dates.h"
#include "server/cli/printer_adding.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

Result<std::vector<spool::PrinterConfig>> printers_in(const std::filesystem::path& file) {
  const auto settings = settings::read_kiosk_settings(file);
  if (!settings) return tl::make_unexpected(settings.error());
  std::vector<spool::PrinterConfig> printers;
  for (const auto& printer : settings->printers) printers.push_back(spool::config_of(printer));
  return printers;
}

Result<void> list_printers(const std::filesystem::path& file, const Session& session) {
  const auto printers = printers_in(file);
  if (!printers) return tl::make_unexpected(printers.error());
  const auto lines = spool::describe_all(*printers);
  if (session.json()) {
    boost::json::array list;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      list.push_back({{"name", (*printers)[i].name}, {"state", lines[i]}});
    }
    return deliver(boost::json::serialize(list) + '\n', {});
  }
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  if (text.empty()) text = fmt::format("{} names no printer; einlass printer add adds one.\n", file.string());
  return deliver(text, {});
}

Result<spool::PrinterConfig> printer_called(const std::filesystem::path& file, const std::string& name) {
  const auto printers = printers_in(file);
  if (!printers) return tl::make_unexpected(printers.error());
  const auto found = std::find_if(printers->begin(), printers->end(),
                                  [&](const spool::PrinterConfig& printer) { return printer.name == name; });
  if (found != printers->end()) return *found;
  return fail(ErrorKind::NotFound,
              fmt::format("{} has no printer {}; einlass printer list shows those that it has.", file.string(), name));
}

Result<spool::PrintJob> test_job(const spool::PrinterConfig& config, const spool::PrinterStatus& status,
                                 const std::filesystem::path& fonts_folder) {
  const auto fonts = badge::FontSet::open(fonts_folder);
  if (!fonts) return tl::make_unexpected(fonts.error());
  const badge::TestPage page{.width_mm = config.media.width / 100.0,
                             .height_mm = config.media.height / 100.0,
                             .dpi = static_cast<double>(status.resolution_dpi),
                             .printer = fmt::format("{}, {}", config.name, status.make_and_model),
                             .date = today()};
  auto pdf = badge::test_page_pdf(page, *fonts);
  if (!pdf) return tl::make_unexpected(pdf.error());
  return spool::PrintJob{
      .name = fmt::format("einlass-test-{}", base::id_text(base::random_id_bytes())),
      .pdf = *std::move(pdf),
      .media = config.media,
      .in_dots = [page, fonts = *fonts](int dpi) { return badge::test_page_dots(page, fonts, dpi); }};
}

void tell_on_the_way(const spool::JobState& state) {
  const bool printing = state.phase == spool::JobPhase::Processing;
  if (!state.reason.empty()) {
    std::cout << fmt::format("Waiting: {}.\n", spool::in_words(state.reason)) << std::flush;
  } else {
    std::cout << (printing ? "Printing.\n" : "Sent.\n") << std::flush;
  }
}

Result<void> told_at_the_end(const std::string& name, const spool::JobState& state) {
  const std::string why = spool::in_words(state.reason);
  switch (state.phase) {
    case spool::JobPhase::Printed:
      return deliver(fmt::format("{} printed the page; lay a ruler on it and look at its codes and letters.\n", name),
                     {});
    case spool::JobPhase::Unknown:
      return fail(ErrorKind::Unavailable,
                  fmt::format("Nobody can tell whether {} printed the page ({}); look at the printer.", name, why));
    case spool::JobPhase::Failed:
    case spool::JobPhase::Queued:
    case spool::JobPhase::Processing:
      break;
  }
  return fail(ErrorKind::Refused,
              fmt::format("{} did not print the page: {}; see to the printer and try again.", name, why));
}

Result<void> print_test_page(const std::filesystem::path& file, const std::string& name, const Session& session) {
  const auto config = printer_called(file, name);
  if (!config) return tl::make_unexpected(config.error());
  const auto printer = spool::open_printer(*config);
  if (!printer) return tl::make_unexpected(printer.error());
  const auto status = (*printer)->status();
  if (!status) return tl::make_unexpected(status.error());
  const auto job = test_job(*config, *status, session.assets() / "fonts");
  if (!job) return tl::make_unexpected(job.error());
  const auto end = spool::print_and_follow(**printer, *job, tell_on_the_way);
  if (!end) return tl::make_unexpected(end.error());
  return told_at_the_end(name, *end);
}

// `file` lives as long as the command.
void add_config_option(CLI::App& command, std::filesystem::path& file) {
  command.add_option("--config", file, "the kiosk's settings")->capture_default_str()->type_name("FILE");
}

Result<void> run_add(const PrinterPlan& plan) {
  const bool only_asks = plan.printer.name.empty() && !plan.driver.empty();
  if (!only_asks && plan.printer.name.empty()) {
    return fail(ErrorKind::InvalidInput,
                "Name the printer, such as \"Door A\"; or look for drivers with --driver WORD.");
  }
  if (!only_asks && plan.media.empty()) {
    return fail(ErrorKind::InvalidInput, "Say what is loaded, such as --media 86x54.");
  }
  if (plan.only_print && !plan.driver.empty()) {
    return fail(
        ErrorKind::InvalidInput,
        "--print only shows lines and makes no queue; leave it out, or name a queue that is there with --queue.");
  }
  const auto text = only_asks ? list_drivers(plan.printer.server, plan.driver) : add_printer(plan);
  if (!text) return tl::make_unexpected(text.error());
  return deliver(*text, {});
}

void add_options(CLI::App& add, PrinterPlan& plan) {
  add.add_option("name", plan.printer.name, "what staff call it; without it --driver lists drivers")->type_name("NAME");
  add.add_option("--uri", plan.printer.uri, "of a driverless printer: ipp://HOST/ipp/print")->type_name("URI");
  add.add_option("--driver", plan.driver, "make a queue of CUPS with this driver: its name or words of its model")
      ->type_name("WORDS");
  add.add_option("--device", plan.device_uri, "where that printer is: socket://HOST, usb://…")->type_name("URI");
  add.add_option("--resolution", plan.resolution_dpi, "of its dots, per inch")->check(CLI::Range(100, 1200));
  add.add_option("--option", plan.options, "of that driver, such as MediaType=Thermal; again for more")
      ->type_name("NAME=VALUE");
  add.add_option("--queue", plan.printer.queue, "name of the queue; without --driver one that CUPS has")
      ->type_name("QUEUE");
  add.add_option("--server", plan.printer.server, "another machine's CUPS: host, host:port or socket")
      ->type_name("HOST");
  add.add_option("--folder", plan.printer.folder, "PDF files into a folder instead of a printer")->type_name("DIR");
  add.add_option("--media", plan.media, "what is loaded, width and height in millimetres: 86x54")->type_name("SIZE");
  add.add_option("--location", plan.printer.location, "where badges are collected, as guests read it")
      ->type_name("TEXT");
  add.add_option("--priority", plan.printer.priority, "1 comes first, 9 last")->check(CLI::Range(1, 9));
  add.add_option("--distance", plan.printer.distance_m, "metres from the screen")->check(CLI::Range(0, 200));
  add_config_option(add, plan.config);
  add.add_flag("--print", plan.only_print, "print the lines for the settings instead of writing them");
}

}  // namespace

void add_printer_commands(const Program& program) {
  auto& printers = *program.app.add_subcommand("printer", "Add, list and try this machine's printers");
  printers.require_subcommand(1);

  const auto plan = std::make_shared<PrinterPlan>();
  auto& add = *printers.add_subcommand("add", "Make a printer ready, check it, and add it to the kiosk's settings");
  add_options(add, *plan);
  add.footer(
      "Examples:\n"
      "  einlass printer add \"Door A\" --uri ipp://10.1.2.9/ipp/print --media 86x54 --location \"left of the "
      "screen\"\n"
      "  einlass printer add --driver zebra\n"
      "  einlass printer add \"Door B\" --driver \"zebra zpl\" --device socket://10.1.2.8 --resolution 300 --media "
      "86x54\n");
  on_run(add, program, [plan] { return run_add(*plan); });

  const auto file = std::make_shared<std::filesystem::path>(usual_kiosk_config);
  auto& list = *printers.add_subcommand("list", "Show the printers in the kiosk's settings and how they are");
  add_config_option(list, *file);
  on_run(list, program, [file, &session = program.session] { return list_printers(*file, session); });

  const auto name = std::make_shared<std::string>();
  auto& test = *printers.add_subcommand("test", "Print a page with rulers and codes, and follow it to its end");
  test.add_option("name", *name, "as in the kiosk's settings")->required()->type_name("NAME");
  add_config_option(test, *file);
  on_run(test, program, [file, name, &session = program.session] { return print_test_page(*file, *name, session); });
}

}  // namespace einlass::cli
