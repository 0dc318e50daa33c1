// Printers in plain words, for `einlass printer status` and `einlass status`. Asks each printer, so it waits as long as
// their timeouts say; any thread.
#pragma once

#include "printing/spool/printer.h"

#include <string>
#include <vector>

namespace einlass::spool {

// "Door A (ipp, 86 x 54 mm, collect at the desk): ready", "…: out of labels", "…: does not answer; …". One sentence.
std::string describe(const PrinterConfig& config, const base::Result<PrinterStatus>& status);

// One line per printer, in the order given.
std::vector<std::string> describe_all(const std::vector<PrinterConfig>& printers);

// What would stop a badge of the configured media now; empty: nothing. For pre-flight and the choice of a printer.
std::string obstacle(const PrinterConfig& config, const PrinterStatus& status);

}  // namespace einlass::spool
