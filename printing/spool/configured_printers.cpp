#include "printing/spool/configured_printers.h"

#include <utility>

namespace einlass::spool {
namespace {

PrinterKind kind_from(settings::PrinterKind kind) {
  switch (kind) {
    case settings::PrinterKind::Ipp:
      return PrinterKind::Ipp;
    case settings::PrinterKind::Cups:
      return PrinterKind::CupsQueue;
    case settings::PrinterKind::File:
      return PrinterKind::File;
  }
  return PrinterKind::File;
}

}  // namespace

PrinterConfig config_of(const settings::PrinterSettings& printer) {
  return {.name = printer.name,
          .kind = kind_from(printer.kind),
          .uri = printer.uri,
          .server = printer.server,
          .queue = printer.queue,
          .folder = printer.folder,
          .media = MediaSize::from_mm(printer.media_width_mm, printer.media_height_mm),
          .location = printer.location,
          .priority = printer.priority,
          .distance_m = static_cast<double>(printer.distance_m)};
}

base::Result<std::vector<std::unique_ptr<Printer>>> open_printers(
    const std::vector<settings::PrinterSettings>& printers) {
  std::vector<std::unique_ptr<Printer>> opened;
  for (const auto& printer : printers) {
    auto made = open_printer(config_of(printer));
    if (!made) return tl::make_unexpected(made.error());
    opened.push_back(*std::move(made));
  }
  return opened;
}

}  // namespace einlass::spool
