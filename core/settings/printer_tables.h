// [[printer]] in the files of kiosks and servers: read, checked and shown alike. Inner to core/settings.
#pragma once

#include "core/settings/key_table.h"
#include "core/settings/printer_settings.h"

#include <string>
#include <vector>

namespace einlass::settings {

// `printers` outlives what is returned.
Repeated printer_tables(std::vector<PrinterSettings>& printers);

// Commented out, with values that are examples.
std::string printer_sample();

}  // namespace einlass::settings
