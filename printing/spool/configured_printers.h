// The printers that a settings file names. Called by the programs that read one, at their start.
#pragma once

#include "core/settings/printer_settings.h"
#include "printing/spool/printer.h"

#include <memory>
#include <vector>

namespace einlass::spool {

PrinterConfig config_of(const settings::PrinterSettings& printer);

// In their order. InvalidInput as open_printer(); speaks to none.
base::Result<std::vector<std::unique_ptr<Printer>>> open_printers(
    const std::vector<settings::PrinterSettings>& printers);

}  // namespace einlass::spool
