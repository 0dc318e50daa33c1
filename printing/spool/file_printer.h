// A folder as a printer: every badge becomes a PDF file, whole or not there, named after its job. For trials without
// paper, for printing later by other means, and for the tests of others. Owned by the spooler, on its thread.
#pragma once

#include "printing/spool/printer.h"

#include <string>
#include <vector>

namespace einlass::spool {

class FilePrinter final : public Printer {
 public:
  explicit FilePrinter(PrinterConfig config) : config_(std::move(config)) {}

  const PrinterConfig& config() const override { return config_; }
  base::Result<int> submit(const PrintJob& job) override;  // written and synced when it returns
  base::Result<JobState> poll(int remote_job) override;    // Printed: a file is all there is to it
  base::Result<void> cancel(int remote_job) override;      // never succeeds: it is printed already
  base::Result<PrinterStatus> status() override;
  base::Result<std::vector<MediaRange>> media() override;  // any size

 private:
  base::Result<void> make_folder() const;

  PrinterConfig config_;
  int last_job_ = 0;
};

}  // namespace einlass::spool
