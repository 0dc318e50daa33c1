#include "server/cli/printer_adding.h"

#include "core/settings/printer_table.h"
#include "printing/badge/paper_size.h"
#include "printing/spool/configured_printers.h"
#include "printing/spool/printer_check.h"
#include "printing/spool/queue_maker.h"
#include "server/cli/text_table.h"

#include <cctype>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// "Door A, left" → "door-a-left": cupsd takes no blanks.
std::string queue_name(const std::string& name) {
  std::string queue;
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain) queue += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!plain && !queue.empty() && queue.back() != '-') queue += '-';
  }
  while (!queue.empty() && queue.back() == '-') queue.pop_back();
  return queue.empty() ? "badges" : queue;
}

Result<void> settle_kind(PrinterPlan& plan) {
  auto& printer = plan.printer;
  if (!plan.driver.empty() && printer.queue.empty()) printer.queue = queue_name(printer.name);
  const int ways = (printer.uri.empty() ? 0 : 1) + (printer.queue.empty() ? 0 : 1) + (printer.folder.empty() ? 0 : 1);
  if (ways != 1) {
    return fail(ErrorKind::InvalidInput,
                "Say how the printer is reached, in one way: --uri, --queue, --driver with --device, or --folder.");
  }
  if (plan.driver.empty() != plan.device_uri.empty()) {
    return fail(ErrorKind::InvalidInput, "A queue is made with both --driver and --device.");
  }
  if (!printer.uri.empty()) printer.kind = settings::PrinterKind::Ipp;
  if (!printer.queue.empty()) printer.kind = settings::PrinterKind::Cups;
  if (!printer.folder.empty()) printer.kind = settings::PrinterKind::File;
  return {};
}

Result<void> settle_media(PrinterPlan& plan) {
  const auto size = badge::paper_size(plan.media);
  if (!size) return tl::make_unexpected(size.error());
  plan.printer.media_width_mm = size->width_mm;
  plan.printer.media_height_mm = size->height_mm;
  return {};
}

tl::unexpected<base::Error> no_driver(const std::string& words) {
  return fail(ErrorKind::NotFound, fmt::format("CUPS has no driver for \"{}\"; install the maker's, or one of Debian's "
                                               "such as printer-driver-ptouch.",
                                               words));
}

std::string listed(const std::vector<spool::Driver>& drivers) {
  TextTable table({"MODEL", "DRIVER"});
  for (const auto& driver : drivers) table.add({driver.make_and_model, driver.name});
  return table.text("");
}

// The one that is meant: by its name, its model, or words that no other has.
Result<spool::Driver> chosen_driver(const std::string& server, const std::string& words) {
  auto found = spool::find_drivers(server, words);
  if (!found) return tl::make_unexpected(found.error());
  for (const auto& driver : *found) {
    if (driver.name == words || driver.make_and_model == words) return driver;
  }
  if (found->size() == 1) return found->front();
  if (found->empty()) {
    return no_driver(words);
  }
  return fail(ErrorKind::InvalidInput, fmt::format("CUPS has {} drivers for \"{}\"; choose one of those that einlass "
                                                   "printer add --driver \"{}\" lists.",
                                                   found->size(), words, words));
}

Result<std::map<std::string, std::string>> driver_options(const std::vector<std::string>& pairs) {
  std::map<std::string, std::string> options;
  for (const auto& pair : pairs) {
    const auto sign = pair.find('=');
    if (sign == std::string::npos || sign == 0) {
      return fail(ErrorKind::InvalidInput, "An option of a driver is written NAME=VALUE, such as MediaType=Thermal.");
    }
    options[pair.substr(0, sign)] = pair.substr(sign + 1);
  }
  return options;
}

// A queue that somebody made for another printer is not ours to change.
Result<void> is_free(const spool::PrinterConfig& config) {
  const auto taken = spool::has_queue(config.server, config.queue);
  if (!taken) return tl::make_unexpected(taken.error());
  if (!*taken) return {};
  return fail(ErrorKind::AlreadyExists,
              fmt::format("CUPS has a queue {0} already; add it as it is with --queue {0} and no --driver, or choose "
                          "another name with --queue.",
                          config.queue));
}

Result<void> is_there(const spool::PrinterConfig& config) {
  const auto known = spool::has_queue(config.server, config.queue);
  if (!known) return tl::make_unexpected(known.error());
  if (*known) return {};
  return fail(ErrorKind::NotFound, fmt::format("CUPS has no queue {}; make it with --driver and --device, or name one "
                                               "of those that lpstat -e lists.",
                                               config.queue));
}

Result<void> make_queue(const PrinterPlan& plan, const spool::PrinterConfig& config) {
  if (auto free = is_free(config); !free) return free;
  const auto options = driver_options(plan.options);
  if (!options) return tl::make_unexpected(options.error());
  const auto driver = chosen_driver(config.server, plan.driver);
  if (!driver) return tl::make_unexpected(driver.error());
  if (!spool::device_answers(plan.device_uri)) {
    return fail(ErrorKind::Unavailable,
                fmt::format("No printer answers at {}; switch it on and check its address.", plan.device_uri));
  }
  return spool::make_queue({.server = config.server,
                            .queue = config.queue,
                            .device_uri = plan.device_uri,
                            .driver = driver->name,
                            .media = config.media,
                            .resolution_dpi = plan.resolution_dpi,
                            .options = *options});
}

std::string described(const PrinterPlan& plan, const spool::CheckedPrinter& checked) {
  const auto& model = checked.make_and_model;
  std::string text = fmt::format("{}: {}", plan.printer.name, model.empty() ? "a printer that names no model" : model);
  if (checked.dpi > 0) text += fmt::format(", {} dpi", checked.dpi);
  if (checked.in_dots) text += ", badges are drawn in its dots";
  return text + '.';
}

std::string told(const PrinterPlan& plan, const spool::CheckedPrinter& checked) {
  std::vector<std::string> lines{described(plan, checked)};
  lines.insert(lines.end(), checked.notes.begin(), checked.notes.end());
  if (plan.only_print) {
    return fmt::format("# {}\n{}", fmt::join(lines, "\n# "), settings::printer_table(plan.printer));
  }
  lines.push_back(fmt::format("Added to {}; the kiosk uses it when it is started again.", plan.config.string()));
  const bool usual = plan.config == usual_kiosk_config;
  lines.push_back(fmt::format("Try it with: einlass printer test \"{}\"{}", plan.printer.name,
                              usual ? "" : fmt::format(" --config \"{}\"", plan.config.string())));
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

Result<spool::CheckedPrinter> check_and_write(const PrinterPlan& plan, const spool::PrinterConfig& config) {
  auto checked = spool::check_printer(config);
  if (checked && plan.resolution_dpi > 0 && checked->dpi != plan.resolution_dpi) {
    return fail(ErrorKind::Incompatible, fmt::format("Printer {} has {} dpi, not {}; leave out --resolution.",
                                                     config.name, checked->dpi, plan.resolution_dpi));
  }
  if (!checked || plan.only_print) return checked;
  if (auto added = settings::add_printer(plan.config, plan.printer); !added) {
    return tl::make_unexpected(added.error());
  }
  return checked;
}

}  // namespace

Result<std::string> add_printer(PrinterPlan plan) {
  if (auto settled = settle_kind(plan); !settled) return tl::make_unexpected(settled.error());
  if (auto settled = settle_media(plan); !settled) return tl::make_unexpected(settled.error());
  const auto config = spool::config_of(plan.printer);
  // Before anything is made: the name is free and the file can be read.
  if (!plan.only_print) {
    if (auto text = settings::with_printer(plan.config, plan.printer); !text) return tl::make_unexpected(text.error());
  }
  const bool makes_queue = !plan.driver.empty();
  if (!makes_queue && !config.queue.empty()) {
    if (auto there = is_there(config); !there) return tl::make_unexpected(there.error());
  }
  if (makes_queue) {
    if (auto made = make_queue(plan, config); !made) return tl::make_unexpected(made.error());
  }
  const auto checked = check_and_write(plan, config);
  if (checked) return told(plan, *checked);
  if (makes_queue) spool::remove_queue(config.server, config.queue);
  return tl::make_unexpected(checked.error());
}

Result<std::string> list_drivers(const std::string& server, const std::string& words) {
  const auto found = spool::find_drivers(server, words);
  if (!found) return tl::make_unexpected(found.error());
  if (found->empty()) {
    return no_driver(words);
  }
  return listed(*found);
}

}  // namespace einlass::cli
