// Work for the link's thread, put in from any other one and done in order; what a guest waits for comes before the
// rest.
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
  void post(std::function<void()> work) { put(work_, std::move(work)); }
  void post_first(std::function<void()> work) { put(first_, std::move(work)); }

  // Waits at most this long (nothing: until there is work).
  std::optional<std::function<void()>> take(std::optional<base::Milliseconds> longest) {
    std::unique_lock lock(mutex_);
    const auto has_work = [&] { return !work_.empty() || !first_.empty(); };
    if (longest) {
      filled_.wait_for(lock, *longest, has_work);
    } else {
      filled_.wait(lock, has_work);
    }
    auto& line = first_.empty() ? work_ : first_;
    if (line.empty()) return std::nullopt;
    auto next = std::move(line.front());
    line.pop_front();
    return next;
  }

 private:
  void put(std::deque<std::function<void()>>& line, std::function<void()> work) {
    {
      const std::lock_guard lock(mutex_);
      line.push_back(std::move(work));
    }
    filled_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> first_;
  std::deque<std::function<void()>> work_;
};

}  // namespace einlass::link
