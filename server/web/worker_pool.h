// Two threads for what takes long and needs no desk: reports over a snapshot. Owned by the VenueServer. Jobs come from
// the desk thread and begin in order of their coming; how many may wait is bounded.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace einlass::web {

class WorkerPool {
 public:
  WorkerPool();
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Any thread. False: too many wait already, or it has stopped; the job is not kept.
  bool post(std::function<void()> job);
  // Runs what was taken, then joins.
  void stop();

  static constexpr std::size_t threads = 2;
  static constexpr std::size_t most_waiting = 8;

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace einlass::web
