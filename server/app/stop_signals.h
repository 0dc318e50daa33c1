// SIGTERM and SIGINT as something to wait for, so that the program stops in order.
#pragma once

#include <chrono>
#include <csignal>

namespace einlass::server {

class StopSignals {
 public:
  // Before any thread is started: threads inherit that these signals are held back.
  StopSignals();

  // True: stop now. False: `wait` is over.
  bool arrive_within(std::chrono::seconds wait) const;

 private:
  sigset_t signals_;
};

}  // namespace einlass::server
