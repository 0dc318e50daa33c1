#include "printing/spool/printer_config.h"

#include "printing/spool/file_printer.h"
#include "printing/spool/ipp_printer.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace einlass::spool {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::array kinds{std::pair{PrinterKind::Ipp, std::string_view("ipp")},
                           std::pair{PrinterKind::CupsQueue, std::string_view("cups")},
                           std::pair{PrinterKind::File, std::string_view("file")}};

auto wrong(const PrinterConfig& config, std::string_view what) {
  return fail(ErrorKind::InvalidInput, fmt::format("Printer {} {}", config.name, what));
}

// cupsd's own rule for names of queues (lpadmin(8)).
bool is_queue_name(const std::string& name) {
  return !name.empty() && name.size() <= 127 && name.find_first_of(" \t/#?'\"\\") == std::string::npos;
}

Result<void> check_address(const PrinterConfig& config) {
  switch (config.kind) {
    case PrinterKind::Ipp:
      return direct_endpoint(config).map([](const IppEndpoint&) {});
    case PrinterKind::CupsQueue:
      if (!is_queue_name(config.queue)) return wrong(config, "needs the name of its queue; set queue.");
      return queue_endpoint(config).map([](const IppEndpoint&) {});
    case PrinterKind::File:
      if (config.folder.empty()) return wrong(config, "needs a folder for its files; set folder.");
      return {};
  }
  return wrong(config, "has no kind; set kind to ipp, cups or file.");
}

}  // namespace

std::string_view word(PrinterKind kind) {
  for (const auto& [known, text] : kinds) {
    if (known == kind) return text;
  }
  return {};
}

std::optional<PrinterKind> printer_kind_from(std::string_view word) {
  for (const auto& [kind, text] : kinds) {
    if (text == word) return kind;
  }
  return std::nullopt;
}

Result<void> check(const PrinterConfig& config) {
  if (config.name.empty()) return fail(ErrorKind::InvalidInput, "A printer has no name; set name.");
  // A printer that was never told its media falls back to Letter or A4.
  if (!config.media.is_set()) return wrong(config, "needs the size of its labels; set media.");
  return check_address(config);
}

Result<std::unique_ptr<Printer>> open_printer(const PrinterConfig& config) {
  if (auto checked = check(config); !checked) return tl::make_unexpected(checked.error());
  switch (config.kind) {
    case PrinterKind::Ipp:
      return std::make_unique<IppPrinter>(config, *direct_endpoint(config));
    case PrinterKind::CupsQueue:
      return std::make_unique<CupsQueuePrinter>(config, *queue_endpoint(config));
    case PrinterKind::File:
      return std::make_unique<FilePrinter>(config);
  }
  return wrong(config, "has no kind; set kind to ipp, cups or file.");
}

}  // namespace einlass::spool
