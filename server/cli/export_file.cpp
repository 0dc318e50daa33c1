#include "server/cli/export_file.h"

#include "core/base/bytes.h"
#include "server/cli/session.h"
#include "server/cli/text_table.h"

#include <iostream>

#include <unistd.h>

namespace einlass::cli {

using base::ErrorKind;

base::Result<void> deliver_export(const std::string& content, const std::filesystem::path& output) {
  if (auto delivered = deliver(content, output); !delivered) return delivered;
  if (!output.empty() && output != "-") std::cerr << "Wrote " << output.string() << ".\n";
  return {};
}

base::Result<void> deliver_binary(const boost::json::value& answer, const std::filesystem::path& output) {
  const auto content = base::from_base64url(text_of(answer, "content"));
  if (!content) return base::fail(ErrorKind::Incompatible, "The server answers in another way; update both programs.");
  if (output.empty() && ::isatty(STDOUT_FILENO) != 0) {
    return base::fail(ErrorKind::InvalidInput, "This file is no text to look at: name one with --output.");
  }
  return deliver_export(std::string(base::as_text(*content)), output);
}

}  // namespace einlass::cli
