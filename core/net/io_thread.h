// One thread with an event loop, on which any number of TlsClient run. Outlives them.
#pragma once

#include "core/base/instant.h"

#include <functional>
#include <memory>

namespace einlass::net {

class IoThread {
 public:
  IoThread();
  ~IoThread();  // drops what has not run yet, then joins
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;

  // Any thread.
  void post(std::function<void()> work);
  void after(base::Milliseconds wait, std::function<void()> work);
  bool is_this_thread() const;

  struct Impl;  // holds the io_context; for core/net
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::net
