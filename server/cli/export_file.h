// Where what a command exports goes. One thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string>

#include <boost/json/value.hpp>

namespace einlass::cli {

// Says where the file is on standard error, so that standard output stays the export's.
base::Result<void> deliver_export(const std::string& content, const std::filesystem::path& output);

// Of a file that is no text, which no terminal is shown: `answer` has it as `content`, base64url.
base::Result<void> deliver_binary(const boost::json::value& answer, const std::filesystem::path& output);

}  // namespace einlass::cli
