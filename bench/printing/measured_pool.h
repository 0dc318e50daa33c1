// A spooler with real printers, and when each step of each badge was heard. Used by the benchmark's main thread; posts
// come on the spooler's.
#pragma once

#include "printing/spool/spooler.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace einlass::bench {

using Moment = std::chrono::steady_clock::time_point;

class MeasuredPool {
 public:
  explicit MeasuredPool(const std::vector<spool::PrinterConfig>& printers);

  // A badge that is drawn anew wherever its printer gave it up, as a kiosk's badge desk does.
  rules::PrintJobId print();
  // When the badge, or the one drawn anew for it, was printed; throws after half a minute.
  Moment printed(rules::PrintJobId id);
  // When it was told that nobody knows what became of it.
  Moment in_doubt(rules::PrintJobId id);
  // When it was first known to be at work in its printer.
  Moment at_work(rules::PrintJobId id);

 private:
  struct Steps {
    std::map<store::PrintState, Moment> at;
    rules::PrintJobId instead;  // drawn anew; nil: not
  };
  void note(const spool::BadgeProgress& progress);
  Moment await(rules::PrintJobId id, store::PrintState state);
  static spool::PrintRequest request();

  std::mutex mutex_;
  std::condition_variable heard_;
  std::map<rules::PrintJobId, Steps> steps_;
  std::unique_ptr<spool::Spooler> spooler_;  // last: it posts into all of the above
};

}  // namespace einlass::bench
