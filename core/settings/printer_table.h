// Adds a printer to a kiosk's settings file, for `einlass printer add`: one [[printer]] table below what is there,
// every line and comment kept. One thread.
#pragma once

#include "core/base/error.h"
#include "core/settings/kiosk_settings.h"

#include <filesystem>
#include <string>

namespace einlass::settings {

// "[[printer]]" and a line for each key that its kind has.
std::string printer_table(const PrinterSettings& printer);

// The file with the table below, checked as the kiosk will read it. AlreadyExists: a printer of that name is in it.
// InvalidInput: it could not be read before or afterwards. NotFound, Storage.
base::Result<std::string> with_printer(const std::filesystem::path& file, const PrinterSettings& printer);

// Writes that: whole or not at all, with the owner and mode it had. Storage also: the
// owner could not be kept.
base::Result<void> add_printer(const std::filesystem::path& file, const PrinterSettings& printer);

}  // namespace einlass::settings
