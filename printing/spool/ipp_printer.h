// Two printers that are spoken to in IPP: a driverless one directly, and any other through a cupsd's queue. Owned by
// the spooler, on its thread.
#pragma once

#include "printing/spool/ipp_session.h"
#include "printing/spool/printer.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::spool {

// Job states are the printer's own, so "completed" is believed.
class IppPrinter final : public Printer {
 public:
  IppPrinter(PrinterConfig config, IppEndpoint endpoint);

  const PrinterConfig& config() const override { return config_; }
  base::Result<int> submit(const PrintJob& job) override;
  base::Result<JobState> poll(int remote_job) override;
  base::Result<void> cancel(int remote_job) override;
  base::Result<PrinterStatus> status() override;
  base::Result<std::vector<MediaRange>> media() override;

 private:
  base::Result<int> hand_over(const PrintJob& job, const PrinterFacts& printer);

  PrinterConfig config_;
  IppSession session_;
  std::map<int, JobMemory> jobs_;  // until final
};

// cupsd may call a job completed that never came out, print one twice after a restart, or lose it (docs/printing.md);
// whatever it cannot vouch for becomes Unknown, and what it would print for a second time is cancelled.
class CupsQueuePrinter final : public Printer {
 public:
  CupsQueuePrinter(PrinterConfig config, IppEndpoint endpoint);

  const PrinterConfig& config() const override { return config_; }
  base::Result<int> submit(const PrintJob& job) override;
  base::Result<JobState> poll(int remote_job) override;
  base::Result<void> cancel(int remote_job) override;
  base::Result<PrinterStatus> status() override;
  base::Result<std::vector<MediaRange>> media() override;

 private:
  base::Result<PrinterFacts> usable_queue();
  void note_loss();

  PrinterConfig config_;
  IppSession session_;
  std::map<int, JobMemory> jobs_;  // until final
};

}  // namespace einlass::spool
