// Where what a command exports goes. One thread.
#pragma once

#include "server/cli/session.h"

#include <filesystem>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace einlass::cli {

using commands::ContentKind;

// Runs a command whose answer has a file as `content`, and writes that to `output`; without it, or with -, to standard
// output, but to no terminal what is no text. Held on a disk meanwhile, however long it is. Says where the file is on
// standard error, so that standard output stays the export's.
struct ExportCommand {
  std::string name;
  boost::json::object arguments;
  ContentKind kind = ContentKind::Text;
};
base::Result<void> run_export(Session& session, const ExportCommand& command, const std::filesystem::path& output);

// Of an answer that says more than its file, which is no text.
base::Result<void> deliver_binary(const boost::json::value& answer, const std::filesystem::path& output);

}  // namespace einlass::cli
