// Two printers that are spoken to in IPP: a driverless one directly, and any other through a cupsd's queue. Owned by
// the spooler, on its thread.
#pragma once

#include "printing/spool/ipp_session.h"
#include "printing/spool/printer.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::spool {

// What one poll found.
struct Seen {
  std::optional<JobFacts> job;
  PrinterFacts printer;
};

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
  PrinterConfig config_;
  IppSession session_;
  std::map<int, JobMemory> jobs_;  // until final
};

// cupsd may call a job completed that never came out, print one twice after a restart, or lose it (docs/printing.md).
// So a printer that speaks IPP is asked itself at the end; what neither can vouch for becomes Unknown; and what cupsd
// would print for a second time is cancelled. A printer that cannot be asked is at least looked for before it gets a
// badge: cupsd would say "processing" of one that is off, and nobody could tell afterwards whether it got anything.
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
  base::Result<void> find_device(const std::string& device_uri);
  base::Result<void> reach_raw_port(const std::string& device_uri);
  base::Result<JobState> judge_with_printer(JobMemory& memory, const Seen& seen);
  base::Result<JobState> while_printer_answers(const Verdict& verdict);
  void note_restart();

  PrinterConfig config_;
  IppSession session_;
  std::optional<IppSession> device_;
  std::string device_uri_;
  std::optional<std::chrono::steady_clock::time_point> refused_since_;  // by its printer's raw port
  std::map<int, JobMemory> jobs_;                                       // until final
};

}  // namespace einlass::spool
