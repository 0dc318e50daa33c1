// One printer as the kiosk's or server's configuration names it (docs/printing.md). Plain values; made by the program
// that read its configuration, copied into the printer.
#pragma once

#include "core/base/error.h"
#include "printing/spool/media_size.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace einlass::spool {

enum class PrinterKind {
  Ipp,        // driverless, spoken to directly (RFC 8011)
  CupsQueue,  // through a cupsd, for printers that need a driver
  File,       // PDF files in a folder
};

std::string_view word(PrinterKind kind);  // "ipp", "cups", "file"
std::optional<PrinterKind> printer_kind_from(std::string_view word);

struct PrinterTimeouts {
  std::chrono::milliseconds connect{2500};
  std::chrono::milliseconds answer{4000};  // each read and write
};

struct PrinterConfig {
  std::string name;  // unique; shown to staff and kept in the print log
  PrinterKind kind = PrinterKind::File;
  std::string uri;               // Ipp: ipp://host:631/ipp/print or ipps://…
  std::string server;            // CupsQueue: host, host:port or the path of a socket; empty: this machine's cupsd
  std::string queue;             // CupsQueue: its name there
  std::filesystem::path folder;  // File: made if it is missing
  MediaSize media;               // what is loaded; sent with every job
  std::string location;          // where a badge is collected, as guests read it
  int priority = 1;              // printers with a smaller number come first
  double distance_m = 0;         // from the kiosk's screen; nearer ones come first
  PrinterTimeouts timeouts;
};

// InvalidInput: what is missing or malformed, with the printer's name. Speaks to no printer.
base::Result<void> check(const PrinterConfig& config);

}  // namespace einlass::spool
