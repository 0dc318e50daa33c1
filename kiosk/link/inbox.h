// Work for the link's thread, put in from any other one and done in order.
#pragma once

#include "core/base/instant.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace einlass::link {

class Inbox {
 public:
  void post(std::function<void()> work) {
    {
      const std::lock_guard lock(mutex_);
      work_.push_back(std::move(work));
    }
    filled_.notify_one();
  }

  // Waits at most this long (nothing: until there is work).
  std::optional<std::function<void()>> take(std::optional<base::Milliseconds> longest) {
    std::unique_lock lock(mutex_);
    const auto has_work = [&] { return !work_.empty(); };
    if (longest) {
      filled_.wait_for(lock, *longest, has_work);
    } else {
      filled_.wait(lock, has_work);
    }
    if (work_.empty()) return std::nullopt;
    auto first = std::move(work_.front());
    work_.pop_front();
    return first;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> work_;
};

}  // namespace einlass::link
