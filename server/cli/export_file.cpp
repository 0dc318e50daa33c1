#include "server/cli/export_file.h"

#include "core/base/bytes.h"
#include "server/cli/text_table.h"
#include "server/report/scratch_file.h"

#include <iostream>

#include <unistd.h>

namespace einlass::cli {

using base::ErrorKind;

namespace {

base::Result<void> expect_place(ContentKind kind, const std::filesystem::path& output) {
  const bool fits = kind == ContentKind::Text || !output.empty() || ::isatty(STDOUT_FILENO) == 0;
  if (fits) return {};
  return base::fail(ErrorKind::InvalidInput, "This file is no text to look at: name one with --output.");
}

bool is_file(const std::filesystem::path& output) {
  return !output.empty() && output != "-";
}

base::Result<void> say_where(const std::filesystem::path& output) {
  if (is_file(output)) std::cerr << "Wrote " << output.string() << ".\n";
  return {};
}

base::Result<void> hand_over(const report::ScratchFile& file, const base::PieceTaker& take) {
  return report::write_to([&](const report::Sink& sink) { return file.hand_over(sink); }, take);
}

base::Result<void> deliver_file(const report::ScratchFile& file, const std::filesystem::path& output) {
  if (is_file(output)) {
    return base::write_pieces(
        output, [&](const base::PieceTaker& take) { return hand_over(file, take); }, base::FileMode::Private);
  }
  if (::isatty(STDOUT_FILENO) == 0) {
    return hand_over(file, [&](std::string_view piece) { return deliver(std::string(piece), output); });
  }
  std::string shown;  // no letter is cut in two for a terminal
  return file.hand_over([&](std::string_view piece) { shown += piece; }).and_then([&] {
    return deliver(shown, output);
  });
}

}  // namespace

base::Result<void> run_export(Session& session, const ExportCommand& command, const std::filesystem::path& output) {
  if (auto fits = expect_place(command.kind, output); !fits) return fits;
  auto file = report::ScratchFile::open();
  if (!file) return base::failed(file);
  return session
      .fetch(command.name, command.arguments, command.kind, [&](std::string_view piece) { return file->append(piece); })
      .and_then([&] { return file->flush(); })
      .and_then([&] { return deliver_file(*file, output); })
      .and_then([&] { return say_where(output); });
}

base::Result<void> deliver_binary(const boost::json::value& answer, const std::filesystem::path& output) {
  const auto content = base::from_base64url(text_of(answer, "content"));
  if (!content) return base::fail(ErrorKind::Incompatible, "The server answers in another way; update both programs.");
  return expect_place(ContentKind::Binary, output)
      .and_then([&] { return deliver(std::string(base::as_text(*content)), output); })
      .and_then([&] { return say_where(output); });
}

}  // namespace einlass::cli
