// A driverless printer that takes no jobs, which ippeveprinter cannot be told to do: of itself it says what the real
// printer behind it says, and it refuses every job. A thread of its own; ends with the object.
#pragma once

#include "tests/support/printers/simulated_printer.h"

#include <atomic>
#include <thread>

namespace einlass::test {

class RefusingPrinter {
 public:
  enum class Manner { SaysSo, OnlyRefuses };  // printer-is-accepting-jobs is false, or is not, and a job finds out

  RefusingPrinter(const SimulatedPrinter& behind, Manner manner);
  ~RefusingPrinter();
  RefusingPrinter(const RefusingPrinter&) = delete;
  RefusingPrinter& operator=(const RefusingPrinter&) = delete;

  spool::PrinterConfig config() const;
  int refusals() const { return refusals_; }

 private:
  void serve();
  void answer_one();

  const SimulatedPrinter& behind_;
  Manner manner_;
  int listener_;
  std::atomic<int> refusals_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace einlass::test
