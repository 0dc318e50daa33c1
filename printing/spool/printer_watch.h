// Looks at the printers whether a badge is under way or not, so that trouble is known before the first guest waits for
// paper. Made once by the kiosk and kept; has a thread and connections of its own, because a printer that is off
// answers late and must not hold up a badge for another one.
#pragma once

#include "printing/spool/printer.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace einlass::spool {

struct PrinterCondition {
  std::string printer;
  std::string obstacle;  // what keeps it from printing, a keyword of reasons.h or IPP; empty: nothing
  friend bool operator==(const PrinterCondition&, const PrinterCondition&) = default;
};

class PrinterWatch {
 public:
  // All printers in their order, first at once and then whenever something has changed. On the watch's thread.
  using Post = std::function<void(std::vector<PrinterCondition>)>;

  PrinterWatch(std::vector<std::unique_ptr<Printer>> printers, Post post,
               std::chrono::milliseconds every = std::chrono::seconds(10));
  // Waits for a printer that is being asked, as long as its timeouts say.
  ~PrinterWatch() = default;

 private:
  void run(const std::stop_token& stop);
  std::vector<PrinterCondition> look();

  std::vector<std::unique_ptr<Printer>> printers_;
  Post post_;
  std::chrono::milliseconds every_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace einlass::spool
