// A disk that is full: no file of this process grows beyond some bytes while this object is.
#pragma once

#include <csignal>

#include <sys/resource.h>

namespace einlass::report {

class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    on_signal_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;
  ~SmallFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, on_signal_);
  }

 private:
  rlimit before_{};
  void (*on_signal_)(int) = SIG_DFL;
};

}  // namespace einlass::report
