// A file as the answer of a command: {content: its text, or of one that is none (XLSX, PDF) base64url}. Any thread.
#pragma once

#include "server/commands/arguments.h"
#include "server/commands/written_answer.h"
#include "server/venue/host_export.h"

#include <functional>
#include <string>

namespace einlass::commands {

// Reads `format` ("csv", "json", "xlsx"; `otherwise` where it is not given, "": it must be) and `lang` ("en" where it
// is not given). InvalidInput: none of these.
base::Result<venue::ExportWish> export_wish(Arguments& arguments, std::string_view otherwise);

CommandOutcome content_of(venue::ExportFormat format, const report::PieceWriter& write);
// The same to be written piece by piece.
WrittenAnswer content_from(venue::ExportFormat format, report::PieceWriter write);
// {content: its lines, …}: `end` says what follows.
WrittenAnswer text_from(report::PieceWriter write, std::function<std::string()> end);
// As of a list: its guests, and a row of the others.
WrittenAnswer guests_from(const venue::HostExport& job, const venue::ExportWish& wish);
CommandOutcome binary_content(const std::string& bytes);

// "de" or "en"; InvalidInput: another one.
base::Result<std::string> language_in(Arguments& arguments);

}  // namespace einlass::commands
