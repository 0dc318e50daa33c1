#include "server/app/stop_signals.h"

#include <cerrno>
#include <ctime>

namespace einlass::server {

StopSignals::StopSignals() {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that has gone is an error of its write, not our end
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

bool StopSignals::arrive_within(std::chrono::seconds wait) const {
  const timespec limit{.tv_sec = wait.count(), .tv_nsec = 0};
  return sigtimedwait(&signals_, nullptr, &limit) >= 0;
}

}  // namespace einlass::server
