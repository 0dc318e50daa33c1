// The passphrase of a recovery kit: from a file's first line, else asked for on the terminal, unseen. One thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string>

namespace einlass::cli {

// Asked for twice. InvalidInput: too short, or not the same twice.
base::Result<std::string> new_passphrase(const std::filesystem::path& file);
base::Result<std::string> known_passphrase(const std::filesystem::path& file);

}  // namespace einlass::cli
