// A cupsd of one test, reached by its own socket only (scripts/printers/start-cupsd). Throws if it does not start. One
// test's thread.
#pragma once

#include "printing/spool/printer_config.h"
#include "tests/support/printers/printer_process.h"

#include <filesystem>
#include <string>

namespace einlass::test {

class PrivateCupsd {
 public:
  // `preserve_job_files`: how long it keeps documents of jobs that ended, as cupsd.conf(5) has it.
  explicit PrivateCupsd(const std::filesystem::path& folder, std::string preserve_job_files = "No");

  std::string server() const;                                   // the path of its socket
  spool::PrinterConfig config(const std::string& queue) const;  // loaded with 86 x 54 mm

  void add_queue(const std::string& queue, const std::string& uri);  // driverless, with its PPD
  // Likewise, but nobody answers at `uri`: cupsd makes the queue, finds no PPD for it, and reports success.
  void add_queue_while_off(const std::string& queue, const std::string& uri);
  void add_driver_queue(const std::string& queue, const std::string& uri, const std::string& model);

  void break_filter(const std::string& queue);  // nothing gets through it any more
  void mend_filter(const std::string& queue);

  void pull_the_plug();
  void stop();  // in order, as when its machine is switched off or its package updated
  void start();

  // What a command of CUPS prints when it speaks to this cupsd.
  std::string output_of(const std::vector<std::string>& command) const;
  std::string log() const;  // what it has written about jobs so far

 private:
  std::filesystem::path folder_;
  std::string preserve_job_files_;
  PrinterProcess process_;
};

}  // namespace einlass::test
