// A driverless badge printer: a real ippeveprinter on a free port of this machine (scripts/printers/start-printer) that
// takes 86 x 54 mm, 62 x 100 mm and any cut up to 110 x 300 mm, keeps what it receives and can be given faults. Throws
// if it does not start. One test's thread.
#pragma once

#include "printing/spool/printer_config.h"
#include "tests/support/printers/printer_process.h"
#include "tests/support/reserved_port.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace einlass::test {

class SimulatedPrinter {
 public:
  // What stands in scripts/printers/badge-printer.attrs, and what instead; each is replaced wherever it stands.
  using Changes = std::vector<std::pair<std::string, std::string>>;

  SimulatedPrinter(const std::filesystem::path& folder, std::string name, const Changes& changes = {});

  std::string uri() const;
  int port() const { return port_.number(); }
  spool::PrinterConfig config() const;  // to print on it directly, loaded with 86 x 54 mm

  // Faults begin at once, at rest and in mid job.
  void hold();                             // keeps jobs printing until release()
  void report(const std::string& reason);  // likewise, with a printer-state-reason such as media-empty-error
  void give_up_jobs();                     // every job is aborted
  void take(double seconds);               // for each badge
  void keep_cancelled_jobs();              // and prints them
  void load(int labels);                   // and says so from now on
  void go_on();                            // ends hold() alone
  void release();                          // ends all faults

  void freeze();  // answers nobody, forgets nothing
  void thaw();

  void switch_off();
  void pull_the_plug();
  void switch_on();  // on the same port

  std::vector<std::filesystem::path> received() const;             // PDF files in the order of arrival
  std::string options_of(const std::filesystem::path& pdf) const;  // IPP_* lines as ippeveprinter gave them
  std::vector<std::string> receipts() const;                       // job id, job name, nanoseconds; tabs between
  std::vector<std::string> printed() const;                        // likewise, of those that came out whole

 private:
  void write_attributes(const Changes& changes) const;
  void tend(const std::vector<std::string>& fault);
  std::vector<std::string> lines_of(const std::string& file) const;

  std::filesystem::path folder_;
  std::string name_;
  std::filesystem::path attributes_;
  support::ReservedPort port_;
  PrinterProcess process_;
};

}  // namespace einlass::test
