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
  explicit PrivateCupsd(const std::filesystem::path& folder);

  std::string server() const;                                   // the path of its socket
  spool::PrinterConfig config(const std::string& queue) const;  // loaded with 86 x 54 mm

  void add_queue(const std::string& queue, const std::string& uri);      // driverless, with its PPD
  void add_raw_queue(const std::string& queue, const std::string& uri);  // without PPD: what goes wrong in practice
  void add_driver_queue(const std::string& queue, const std::string& uri, const std::string& model);

  void break_filter(const std::string& queue);  // nothing gets through it any more
  void mend_filter(const std::string& queue);

  void pull_the_plug();
  void start();

  // What a command of CUPS prints when it speaks to this cupsd.
  std::string output_of(const std::vector<std::string>& command) const;
  std::string log() const;  // what it has written about jobs so far

 private:
  std::filesystem::path folder_;
  PrinterProcess process_;
};

}  // namespace einlass::test
