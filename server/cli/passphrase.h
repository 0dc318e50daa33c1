// The passphrase of a sealed file: from a file's first line, else asked for on the terminal, unseen. One thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string>

namespace einlass::cli {

// `thing`: for the question, "the recovery kit". Asked for twice. InvalidInput: too short, or not the same twice.
base::Result<std::string> new_passphrase(const std::filesystem::path& file, const std::string& thing);
base::Result<std::string> known_passphrase(const std::filesystem::path& file, const std::string& thing);

inline constexpr const char* passphrase_help = "its first line is the passphrase; without it the terminal asks";

}  // namespace einlass::cli
