// Whether a printer will do for badges, before a kiosk relies on it: for `einlass printer add`. Asks the printer or
// queue, so it waits as long as its timeouts say; any thread.
#pragma once

#include "core/base/error.h"
#include "printing/spool/printer_config.h"

#include <string>
#include <vector>

namespace einlass::spool {

struct CheckedPrinter {
  std::string make_and_model;
  int dpi = 0;                     // 0: it does not say
  bool in_dots = false;            // badges are drawn in its own dots
  std::vector<std::string> notes;  // sentences: what could not be told
};

// The error is one sentence with what to do: it does not answer; a queue without driver, or one that stops at its first
// error; it cannot say what became of a badge; it takes neither PDF nor raster; it does not take the size, or something
// else is loaded.
base::Result<CheckedPrinter> check_printer(const PrinterConfig& config);

// Does something listen behind a device address such as socket://10.1.2.8? True for addresses that cannot be tried.
bool device_answers(const std::string& device_uri);

}  // namespace einlass::spool
