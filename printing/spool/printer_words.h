// Printers in plain words, for `einlass printer status` and `einlass status`.
#pragma once

#include "printing/spool/printer.h"

#include <string>
#include <vector>

namespace einlass::spool {

// What keeps the printer from printing now, as a keyword; empty: nothing.
std::string obstacle(const PrinterStatus& status);

// "Door A (ipp, 86 x 54 mm, collect at the desk): ready". Pure.
std::string describe(const PrinterConfig& config, const base::Result<PrinterStatus>& status);

// One line per printer, in the order given. Asks each printer in turn, so it waits as long as their timeouts say; any
// thread.
std::vector<std::string> describe_all(const std::vector<PrinterConfig>& printers);

}  // namespace einlass::spool
