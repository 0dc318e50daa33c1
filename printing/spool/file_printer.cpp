#include "printing/spool/file_printer.h"

#include "core/base/file.h"
#include "printing/spool/reasons.h"

#include <cctype>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace einlass::spool {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Job names are ours, but a printer is used by whoever holds the port.
std::string file_name(const std::string& job_name) {
  std::string safe;
  for (const char c : job_name) safe += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
  return safe + ".pdf";
}

}  // namespace

Result<void> FilePrinter::make_folder() const {
  std::error_code error;
  std::filesystem::create_directories(config_.folder, error);
  if (error || ::access(config_.folder.c_str(), W_OK | X_OK) != 0) {
    return fail(ErrorKind::Storage, fmt::format("Printer {} cannot write to {}; check the folder and its owner.",
                                                config_.name, config_.folder.string()));
  }
  return {};
}

Result<int> FilePrinter::submit(const PrintJob& job) {
  if (auto made = make_folder(); !made) return tl::make_unexpected(made.error());
  // Private: the file holds what the badge shows.
  auto written = base::write_file(config_.folder / file_name(job.name), job.pdf, base::FileMode::Private);
  if (!written) return tl::make_unexpected(written.error());
  return ++last_job_;
}

Result<JobState> FilePrinter::poll(int remote_job) {
  if (remote_job >= 1 && remote_job <= last_job_) return JobState{JobPhase::Printed, {}};
  return JobState{JobPhase::Unknown, std::string(reason_vanished)};
}

Result<void> FilePrinter::cancel(int /*remote_job*/) {
  return fail(ErrorKind::Refused, fmt::format("Printer {} has written the file already; delete it in {}.", config_.name,
                                              config_.folder.string()));
}

Result<PrinterStatus> FilePrinter::status() {
  if (auto made = make_folder(); !made) return tl::make_unexpected(made.error());
  PrinterStatus status{.accepting = true, .state = PrinterState::Idle, .make_and_model = "PDF files"};
  if (config_.media.is_set()) status.media_ready = {MediaRange::exactly(config_.media)};
  return status;
}

Result<std::vector<MediaRange>> FilePrinter::media() {
  constexpr MediaSize smallest{1, 1};
  constexpr MediaSize largest{100'00 * 10, 100'00 * 10};  // 10 m, more than any roll
  return std::vector{MediaRange{smallest, largest}};
}

}  // namespace einlass::spool
